import { getCardTicket } from "../crm/tickets/get-card-ticket.ts";
import { findTicketOfThread } from "../crm/tickets/ticket-card.ts";
import type { Context } from "../db/context.ts";
import type { Where } from "./define.ts";
import { readerOf } from "./reader.ts";
import { nothing, type Reply, replace } from "./reply.ts";
import { ticketCardMessage } from "./views/ticket-card.ts";

/**
 * What a press that changed a ticket is answered with: the ticket as it is now, in place of the message pressed. The card in
 * the triage channel is left to the outbox, which edits it in order: nothing else ever writes there.
 */
export async function answerTicket(ctx: Context, ticketId: string, where: Where): Promise<Reply> {
  if (await isOnCard(ctx, where)) return nothing();
  return replace(ticketCardMessage(await getCardTicket(ctx, ticketId), readerOf(ctx)));
}

/**
 * Whether something was pressed on a card of the triage channel, or in its thread. A form that was opened from there keeps
 * it in its memory, and answers nothing when it is sent: the card changes by itself.
 */
export async function isOnCard(ctx: Context, { channelId, messageTs, threadTs }: Where): Promise<boolean> {
  if (!channelId) return false;
  for (const ts of [messageTs, threadTs]) {
    if (ts && (await findTicketOfThread(ctx, { channel: channelId, ts }))) return true;
  }
  return false;
}
