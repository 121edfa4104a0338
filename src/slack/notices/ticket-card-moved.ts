import { z } from "zod";
import { getCardTicket } from "../../crm/tickets/get-card-ticket.ts";
import { findCard } from "../../crm/tickets/ticket-card.ts";
import { defineNotice } from "../define-notice.ts";
import { messageLink } from "../message-link.ts";
import { cardMovedMessage } from "../views/ticket-notices.ts";

/** In place of a ticket's card in the channel that was the triage channel: where the ticket goes on. */
export const ticketCardMoved = defineNotice({
  kind: "ticket-card-moved",
  payload: z.object({ ticketId: z.uuid(), channel: z.string(), ts: z.string() }),
  dispensable: true,
  inPlaceOf: async (_ctx, { channel, ts }) => ({ channel, ts }),
  // Where the old card is gone, there is nothing to be said in its place.
  thread: async () => null,
  async render(ctx, { ticketId, channel }) {
    const card = await findCard(ctx, ticketId);
    if (!card || card.channel === channel) return null;
    const { number } = await getCardTicket(ctx, ticketId);
    return cardMovedMessage({
      number,
      channelId: card.channel,
      link: messageLink(ctx.workspace.url, card.channel, card.ts),
    });
  },
});
