import type { Context } from "../../db/context.ts";

/**
 * What is said of tickets unasked, by kind, with ids only. Whoever works on tickets has asked for it by working on them: none
 * of it counts against anybody's daily allowance.
 */
export interface TicketNotices {
  /** to the triage channel: the ticket's card has something new to show, or is to be posted */
  "ticket-card": { ticketId: string };
  /** in place of a card in a channel that is no longer the triage channel: where the ticket goes on */
  "ticket-card-moved": { ticketId: string; channel: string; ts: string };
  /** to the triage channel, in the card's thread: the customer, what helped before, and who should take it */
  "ticket-details": { ticketId: string };
  /** to every steward: Slack takes no card in the triage channel */
  "ticket-channel-lost": Record<string, never>;
  /** to whoever opened it from a thread: that thread could not be read */
  "ticket-thread-unread": { ticketId: string };
  /** in the thread of a message from which a ticket was opened by itself */
  "ticket-received": { ticketId: string };
  /** to whoever was given it by somebody else; `byId` null: by Steward */
  "ticket-assigned": { ticketId: string; byId: string | null };
  /** to whoever got all of somebody's open tickets */
  "tickets-handed-over": { ticketIds: string[]; fromId: string; byId: string | null };
  /** to the department's person; the event holds the reason */
  "ticket-escalated": { ticketId: string; eventId: string };
  /** to the assignee, or the department's person where there is none: three quarters of the time are used */
  "tickets-due-soon": { ticketIds: string[] };
  /** to the department's person: the time is over */
  "tickets-late": { ticketIds: string[] };
  /** to the assignee: the customer has not answered for days */
  "ticket-woken": { ticketId: string };
  /** to whoever asked for it, or for a duplicate of it */
  "ticket-solved": { ticketId: string };
}

/** Leaves a notice about tickets for a Slack user or channel. */
export function tell<K extends keyof TicketNotices>(
  ctx: Context,
  kind: K,
  recipient: string,
  payload: TicketNotices[K],
): void {
  ctx.notify({ kind, recipient, payload: { ...payload } });
}

/** Has a ticket's card drawn, where tickets are posted at all. */
export function redrawCard(ctx: Context, ticketId: string): void {
  const { triageChannelId } = ctx.workspace;
  if (triageChannelId) tell(ctx, "ticket-card", triageChannelId, { ticketId });
}
