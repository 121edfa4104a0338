import { z } from "zod";
import { getTicket } from "../../crm/tickets/get-ticket.ts";
import { defineNotice } from "../define-notice.ts";
import { threadUnreadMessage } from "../views/ticket-notices.ts";

/** To whoever opened a ticket from a thread that Steward is not let in to read. */
export const ticketThreadUnread = defineNotice({
  kind: "ticket-thread-unread",
  payload: z.object({ ticketId: z.uuid() }),
  async render(ctx, { ticketId }) {
    const { number, source } = await getTicket(ctx, { ticketId });
    return source && threadUnreadMessage({ number, channelId: source.channel, link: source.link });
  },
});
