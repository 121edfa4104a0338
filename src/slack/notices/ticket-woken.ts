import { z } from "zod";
import { findWaitingSince, getCardTicket } from "../../crm/tickets/get-card-ticket.ts";
import { defineNotice } from "../define-notice.ts";
import { recipientReader } from "../reader.ts";
import { wokenMessage } from "../views/ticket-notices.ts";

/** To whoever has it: the customer has not answered. */
export const ticketWoken = defineNotice({
  kind: "ticket-woken",
  payload: z.object({ ticketId: z.uuid() }),
  async render(ctx, { ticketId }, recipient) {
    const ticket = await getCardTicket(ctx, ticketId);
    if (ticket.state !== "waiting" || !ticket.wokenAt) return null;
    return wokenMessage(ticket, await findWaitingSince(ctx, ticketId), await recipientReader(ctx, recipient));
  },
});
