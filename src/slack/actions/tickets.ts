import { closeTicket, reopenTicket } from "../../crm/tickets/close-ticket.ts";
import { getTicket } from "../../crm/tickets/get-ticket.ts";
import { solveTicket } from "../../crm/tickets/solve-ticket.ts";
import { takeTicket } from "../../crm/tickets/take-ticket.ts";
import { redrawDetails } from "../../crm/tickets/triage-channel.ts";
import { chaseCustomer, noteAnswered } from "../../crm/tickets/wait-for-customer.ts";
import type { Context } from "../../db/context.ts";
import type { ActionRef } from "../action-ref.ts";
import { answerTicket } from "../answer-ticket.ts";
import { defineAction } from "../define.ts";
import { ticketActions } from "../views/tickets.actions.ts";

/** A press that changes a ticket and asks nothing. */
function atOnce(ref: ActionRef<"ticketId">, change: (ctx: Context, ticket: { ticketId: string }) => Promise<unknown>) {
  return defineAction({
    ref,
    may: "tickets:write",
    async run(ctx, { ticketId }, { where }) {
      await change(ctx, { ticketId });
      return answerTicket(ctx, ticketId, where);
    },
  });
}

export const takeTicketAction = atOnce(ticketActions.take, takeTicket);
export const customerAnsweredAction = atOnce(ticketActions.answered, noteAnswered);
export const chaseCustomerAction = atOnce(ticketActions.chase, chaseCustomer);
export const closeTicketAction = atOnce(ticketActions.close, closeTicket);
export const reopenTicketAction = atOnce(ticketActions.reopen, reopenTicket);

/** What solved another ticket solves this one too. */
export const useFixAction = defineAction({
  ref: ticketActions.useFix,
  may: "tickets:write",
  async run(ctx, { ticketId, fromId }, { where }) {
    const { fix } = await getTicket(ctx, { ticketId: fromId });
    await solveTicket(ctx, { ticketId, fix: fix ?? "" });
    await redrawDetails(ctx, ticketId);
    return answerTicket(ctx, ticketId, where);
  },
});
