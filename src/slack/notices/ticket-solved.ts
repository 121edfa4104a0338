import { z } from "zod";
import { getCardTicket, listAskedDuplicates } from "../../crm/tickets/get-card-ticket.ts";
import { defineNotice } from "../define-notice.ts";
import { solvedMessage } from "../views/ticket-notices.ts";

/** To whoever asked for it, or for a duplicate of it, unless it was opened again meanwhile. */
export const ticketSolved = defineNotice({
  kind: "ticket-solved",
  payload: z.object({ ticketId: z.uuid() }),
  async render(ctx, { ticketId }, recipient) {
    const ticket = await getCardTicket(ctx, ticketId);
    if (ticket.state !== "solved" && ticket.state !== "closed") return null;
    return solvedMessage(ticket, await listAskedDuplicates(ctx, { ticketId, slackUserId: recipient }));
  },
});
