import { z } from "zod";
import { getCardTicket } from "../../crm/tickets/get-card-ticket.ts";
import { findCard, recordCard } from "../../crm/tickets/ticket-card.ts";
import { tell } from "../../crm/tickets/ticket-notices.ts";
import { endChannelTrouble, findDetails, noteChannelTrouble } from "../../crm/tickets/triage-channel.ts";
import type { Context } from "../../db/context.ts";
import { defineNotice } from "../define-notice.ts";
import { workspaceReaderOf } from "../reader.ts";
import { ticketCardMessage } from "../views/ticket-card.ts";

/** Slack's words for a channel that nothing can be posted in until somebody mends it. */
const channelLost = new Set([
  "is_archived",
  "not_in_channel",
  "channel_not_found",
  "restricted_action",
  "restricted_action_read_only_channel",
  "posting_to_channel_denied",
]);

/** In the triage channel: one card a ticket, edited in its place whenever there is something new to show. */
export const ticketCard = defineNotice({
  kind: "ticket-card",
  payload: z.object({ ticketId: z.uuid() }),
  async standing(ctx, { ticketId }, recipient) {
    const card = await cardIn(ctx, ticketId, recipient);
    if (!card) return null;
    const { revision } = await getCardTicket(ctx, ticketId);
    return card.revision >= revision ? card : null;
  },
  async render(ctx, { ticketId }, recipient) {
    const ticket = await getCardTicket(ctx, ticketId);
    const card = await cardIn(ctx, ticketId, recipient);
    // In a channel that is no longer the one nothing new is posted; what is over needs no new card.
    if (
      !card &&
      (recipient !== ctx.workspace.triageChannelId || ticket.state === "closed" || ticket.state === "solved")
    )
      return null;
    return { ...ticketCardMessage(ticket, workspaceReaderOf(ctx)), revision: ticket.revision };
  },
  inPlaceOf: (ctx, { ticketId }, recipient) => cardIn(ctx, ticketId, recipient),
  async posted(ctx, { ticketId }, { channel, ts }, drawn) {
    const left = await recordCard(ctx, { ticketId, channel, ts, revision: drawn?.revision ?? 0 });
    if (left) tell(ctx, "ticket-card-moved", left.channel, { ticketId, ...left });
    if (left?.channel === channel) return;
    await endChannelTrouble(ctx, { channelId: channel });
    // Found after a crash: nobody can tell which state of it that is.
    if (!drawn) tell(ctx, "ticket-card", channel, { ticketId });
    const details = await findDetails(ctx, ticketId);
    const { customer } = await getCardTicket(ctx, ticketId);
    if (details && (details.ts === null || details.contactId !== (customer?.contactId ?? null)))
      tell(ctx, "ticket-details", channel, { ticketId });
  },
  async refused(ctx, _payload, { recipient, reason }) {
    if (channelLost.has(reason)) await noteChannelTrouble(ctx, { channelId: recipient, reason });
  },
});

async function cardIn(
  ctx: Context,
  ticketId: string,
  channel: string,
): Promise<{ channel: string; ts: string; revision: number } | null> {
  const card = await findCard(ctx, ticketId);
  return card?.channel === channel ? card : null;
}
