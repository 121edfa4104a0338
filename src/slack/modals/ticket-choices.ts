import { z } from "zod";
import { groupTickets } from "../../crm/tickets/group-tickets.ts";
import { longestTicket, type Priority, priorities } from "../../crm/tickets/ticket.ts";
import { context, input, option, plain } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { inlineWithin, shorten } from "../mrkdwn.ts";
import { answerForm, linkIt, prioritiseIt, waitForThem } from "../ticket-deeds.ts";
import { picked } from "../views/dates.ts";
import { ticketSelect } from "../views/ticket-desk.actions.ts";
import { ticketDeskText as text } from "../views/ticket-desk.text.ts";
import { groupedMessage } from "../views/ticket-said.ts";

const block = {
  priority: "priority",
  until: "until",
  note: "note",
  original: "original",
  others: "others",
  name: "name",
} as const;
/** What waits comes back when the day's work begins. */
const wakeTime = "09:00";
/** Slack's limit of a text input. */
const longestNote = 3000;

interface Named {
  id: string;
  number: number;
  subject: string;
  onCard: boolean;
}

const memory = z.object({ ticketId: z.uuid(), onCard: z.boolean() });

/** How urgent a ticket is. */
export const priorityForm = defineModal({
  id: "ticket-priority",
  may: "tickets:write",
  memory,
  build(ticket: Named & { priority: Priority }) {
    const options = priorities.map((priority) => option(text.priorityNames[priority], priority));
    return {
      memory: { ticketId: ticket.id, onCard: ticket.onCard },
      title: text.priorityTitle(ticket.number),
      submit: text.save(),
      close: text.cancel(),
      blocks: [
        context(inlineWithin(ticket.subject, 200)),
        input(block.priority, text.priority(), {
          type: "radio_buttons",
          action_id: "value",
          options,
          initial_option: option(text.priorityNames[ticket.priority], ticket.priority),
        }),
      ],
    };
  },
  read(values): { priority: Priority } | InputErrors {
    const priority = priorities.find((one) => one === values.chosen(block.priority));
    return priority ? { priority } : { errors: { [block.priority]: text.priority() } };
  },
  submit: async (ctx, { priority }, { ticketId, onCard }) =>
    answerForm(await prioritiseIt(ctx, ticketId, priority), onCard),
});

/** The customer was asked something: until when it waits, and what they were asked. */
export const waitForm = defineModal({
  id: "ticket-wait",
  may: "tickets:write",
  memory,
  build(ticket: Named & { days: number }) {
    return {
      memory: { ticketId: ticket.id, onCard: ticket.onCard },
      title: text.waitTitle(ticket.number),
      submit: text.save(),
      close: text.cancel(),
      blocks: [
        context(inlineWithin(ticket.subject, 200)),
        input(
          block.until,
          text.waitUntil(),
          { type: "datepicker", action_id: "value" },
          { optional: true, hint: text.waitHint(ticket.days) },
        ),
        input(
          block.note,
          text.waitNote(),
          { type: "plain_text_input", action_id: "value", multiline: true, max_length: longestNote },
          { optional: true },
        ),
      ],
    };
  },
  read(values, typist): { until: Date | null; note: string } {
    const until = values.text(block.until);
    return { until: until ? picked(until, wakeTime, typist.zone) : null, note: values.text(block.note) ?? "" };
  },
  submit: async (ctx, wait, { ticketId, onCard }) => answerForm(await waitForThem(ctx, ticketId, wait), onCard),
  blame: { wait_wrong: block.until, ticket_text_too_long: block.note },
});

/** The ticket that this one is a duplicate of. */
export const linkForm = defineModal({
  id: "ticket-link",
  may: "tickets:write",
  memory,
  build(ticket: Named) {
    return {
      memory: { ticketId: ticket.id, onCard: ticket.onCard },
      title: text.linkTitle(ticket.number),
      submit: text.save(),
      close: text.cancel(),
      blocks: [
        context(inlineWithin(ticket.subject, 200)),
        input(block.original, text.original(), {
          type: "external_select",
          action_id: ticketSelect,
          min_query_length: 0,
          focus_on_load: true,
          placeholder: plain(text.originalHint(), 150),
        }),
      ],
    };
  },
  read(values): { originalId: string } | InputErrors {
    const originalId = values.chosen(block.original);
    return originalId ? { originalId } : { errors: { [block.original]: text.originalMissing() } };
  },
  submit: async (ctx, { originalId }, { ticketId, onCard }) =>
    answerForm(await linkIt(ctx, ticketId, originalId), onCard),
});

/** Slack's limit of options that a form begins with is far above what anybody reads. */
const mostOffered = 20;

/** Tickets with one cause, to be solved at once. */
export const groupForm = defineModal({
  id: "ticket-group",
  may: "tickets:write",
  memory: z.object({ ticketId: z.uuid().nullable(), onCard: z.boolean() }),
  build({
    ticket,
    alike,
    name = "",
    onCard,
  }: {
    ticket: Omit<Named, "onCard"> | null;
    alike: readonly Omit<Named, "onCard">[];
    /** what was typed already */
    name?: string;
    onCard: boolean;
  }) {
    const offered = alike.slice(0, mostOffered).map((one) => option(ticketLabel(one), one.id));
    return {
      memory: { ticketId: ticket?.id ?? null, onCard },
      title: text.groupTitle(),
      submit: text.groupButton(),
      close: text.cancel(),
      blocks: [
        ...(ticket ? [context(`T-${ticket.number} · ${inlineWithin(ticket.subject, 200)}`)] : []),
        input(block.others, text.groupWith(), {
          type: "multi_external_select",
          action_id: ticketSelect,
          min_query_length: 0,
          focus_on_load: true,
          placeholder: plain(text.groupHint(), 150),
          ...(offered.length > 0 && { initial_options: offered }),
        }),
        input(
          block.name,
          text.groupName(),
          {
            type: "plain_text_input",
            action_id: "value",
            max_length: longestTicket.subject,
            ...(name !== "" && { initial_value: shorten(name, longestTicket.subject) }),
          },
          { optional: true, hint: text.groupNameHint() },
        ),
      ],
    };
  },
  read(values, _typist, { ticketId }): { ticketIds: string[]; title: string } | InputErrors {
    const ticketIds = [...(ticketId ? [ticketId] : []), ...values.many(block.others)];
    if (new Set(ticketIds).size < 2)
      return { errors: { [block.others]: ticketId ? text.groupMissing() : text.groupAlone() } };
    return { ticketIds, title: values.text(block.name) ?? "" };
  },
  async submit(ctx, group, { onCard }) {
    return answerForm(groupedMessage(await groupTickets(ctx, group)), onCard);
  },
  blame: { ticket_text_too_long: block.name },
});

/** "T-31 Cannot log in": one ticket in a select. */
export function ticketLabel({ number, subject }: { number: number; subject: string }): string {
  return `T-${number} ${subject}`;
}
