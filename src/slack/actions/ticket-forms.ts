import { getContact } from "../../crm/customers/get-contact.ts";
import { Refusal } from "../../crm/refusal.ts";
import { findOwnAbsence } from "../../crm/tickets/absence.ts";
import { getTicket, type Ticket } from "../../crm/tickets/get-ticket.ts";
import { findAlikeUnsolved } from "../../crm/tickets/learning/find-similar-tickets.ts";
import { listTickets } from "../../crm/tickets/list-tickets.ts";
import { loadClockwork } from "../../crm/tickets/ticket-settings.ts";
import type { Context } from "../../db/context.ts";
import type { ActionRef } from "../action-ref.ts";
import { isOnCard } from "../answer-ticket.ts";
import { defineAction } from "../define.ts";
import { awayForm } from "../modals/ticket-away.ts";
import { groupForm, linkForm, priorityForm, waitForm } from "../modals/ticket-choices.ts";
import { ticketCustomerForm } from "../modals/ticket-customer.ts";
import { emptyTicketForm, newTicketForm } from "../modals/ticket-new.ts";
import { assignForm, handOverForm } from "../modals/ticket-person.ts";
import { ticketWordsForm } from "../modals/ticket-words.ts";
import { type BuiltModal, open } from "../reply.ts";
import { ticketDeskActions } from "../views/ticket-desk.actions.ts";
import { ticketActions } from "../views/tickets.actions.ts";
import { customerLabel } from "./log-new.ts";

type FormOf = (ctx: Context, ticket: Ticket, onCard: boolean) => BuiltModal | Promise<BuiltModal>;

/** What a solved or closed ticket has no use for is refused before anybody types. */
function refuseSolved({ number, state }: Ticket): void {
  if (state === "solved" || state === "closed") throw new Refusal("ticket_done", { number, state });
}

const words =
  (purpose: "solve" | "tried" | "escalate" | "note"): FormOf =>
  (_ctx, ticket, onCard) => {
    if (purpose !== "note") refuseSolved(ticket);
    return ticketWordsForm.build({ purpose, id: ticket.id, number: ticket.number, subject: ticket.subject, onCard });
  };

export const solveFormOf = words("solve");
export const triedFormOf = words("tried");
export const escalateFormOf = words("escalate");
const noteFormOf = words("note");

export const assignFormOf: FormOf = (_ctx, ticket, onCard) => {
  refuseSolved(ticket);
  return assignForm.build({ ...ticket, slackUserId: ticket.assignee?.slackUserId ?? null, onCard });
};

export const priorityFormOf: FormOf = (_ctx, ticket, onCard) => {
  refuseSolved(ticket);
  return priorityForm.build({ ...ticket, onCard });
};

const waitFormOf: FormOf = async (ctx, ticket, onCard) => {
  refuseSolved(ticket);
  if (ticket.state === "waiting") throw new Refusal("ticket_waiting_already", { number: ticket.number });
  return waitForm.build({ ...ticket, days: (await loadClockwork(ctx)).wakeAfterDays, onCard });
};

export const linkFormOf: FormOf = (_ctx, ticket, onCard) => linkForm.build({ ...ticket, onCard });

const customerFormOf: FormOf = async (ctx, ticket, onCard) => {
  const contactId = ticket.customer?.gone ? null : (ticket.customer?.contactId ?? null);
  const contact = contactId === null ? null : await getContact(ctx, contactId);
  return ticketCustomerForm.build({
    ...ticket,
    contact: contact && { id: contact.id, label: customerLabel(contact) },
    onCard,
  });
};

/** With what says the same already chosen. @param name what the outage is called, where that was typed */
export async function groupFormOf(ctx: Context, ticket: Ticket, onCard: boolean, name = ""): Promise<BuiltModal> {
  refuseSolved(ticket);
  const alike = await findAlikeUnsolved(ctx, {
    subject: ticket.subject,
    text: ticket.text,
    exceptId: ticket.id,
    limit: 20,
  });
  return groupForm.build({ ticket, alike, name, onCard });
}

function opens(ref: ActionRef<"ticketId">, formOf: FormOf) {
  return defineAction({
    ref,
    may: "tickets:write",
    async run(ctx, { ticketId }, { where }) {
      return open(await formOf(ctx, await getTicket(ctx, { ticketId }), await isOnCard(ctx, where)));
    },
  });
}

export const solveAction = opens(ticketActions.solve, solveFormOf);
export const triedAction = opens(ticketActions.tried, triedFormOf);
export const noteAction = opens(ticketActions.note, noteFormOf);
export const escalateAction = opens(ticketActions.escalate, escalateFormOf);
export const assignAction = opens(ticketActions.assign, assignFormOf);
export const priorityAction = opens(ticketActions.priority, priorityFormOf);
export const waitAction = opens(ticketActions.waiting, waitFormOf);
export const duplicateAction = opens(ticketActions.duplicate, linkFormOf);
export const ticketCustomerAction = opens(ticketActions.customer, customerFormOf);
export const groupAction = opens(ticketDeskActions.group, groupFormOf);

/** The form that solves all that is left of an outage. */
export const solveOutageAction = defineAction({
  ref: ticketDeskActions.solveOutage,
  may: "tickets:write",
  async run(ctx, { outageId }, { where }) {
    const { tickets } = await listTickets(ctx, { filter: { outageId }, limit: 1 });
    const [first] = tickets;
    if (!first?.outage) throw new Refusal("outage_not_found", {});
    const onCard = await isOnCard(ctx, where);
    return open(
      ticketWordsForm.build({
        purpose: "outage",
        id: outageId,
        number: first.number,
        subject: first.outage.title,
        onCard,
      }),
    );
  },
});

export const newTicketAction = defineAction({
  ref: ticketDeskActions.open,
  may: "tickets:write",
  async run(ctx, { contactId }) {
    const contact = contactId === "" ? null : await getContact(ctx, contactId);
    return open(
      newTicketForm.build({
        ...emptyTicketForm,
        contact: contact && { id: contact.id, label: customerLabel(contact) },
      }),
    );
  },
});

export const handOverAction = defineAction({
  ref: ticketDeskActions.handOver,
  may: "tickets:write",
  run: async () => open(handOverForm.build(undefined)),
});

export const awayAction = defineAction({
  ref: ticketDeskActions.away,
  may: "tickets:write",
  run: async (ctx) => open(awayForm.build({ days: await findOwnAbsence(ctx) })),
});
