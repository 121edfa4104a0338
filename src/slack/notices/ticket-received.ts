import { z } from "zod";
import { getCardTicket } from "../../crm/tickets/get-card-ticket.ts";
import { getTicket } from "../../crm/tickets/get-ticket.ts";
import { defineNotice } from "../define-notice.ts";
import { receivedMessage } from "../views/ticket-notices.ts";

/** Under a message of an inbox: which ticket it is, in one line and its own thread, as a guest would. */
export const ticketReceived = defineNotice({
  kind: "ticket-received",
  payload: z.object({ ticketId: z.uuid() }),
  async thread(ctx, { ticketId }) {
    const { source } = await getTicket(ctx, { ticketId });
    return source && { channel: source.channel, ts: source.ts };
  },
  render: async (ctx, { ticketId }) => receivedMessage(await getCardTicket(ctx, ticketId)),
});
