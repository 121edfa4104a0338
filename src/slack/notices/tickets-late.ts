import { z } from "zod";
import { listCardTickets } from "../../crm/tickets/get-card-ticket.ts";
import { defineNotice } from "../define-notice.ts";
import { recipientReader } from "../reader.ts";
import { lateMessage } from "../views/ticket-notices.ts";

/** The time of these is over, and they still wait for somebody. */
export const ticketsLate = defineNotice({
  kind: "tickets-late",
  payload: z.object({ ticketIds: z.array(z.uuid()) }),
  async render(ctx, { ticketIds }, recipient) {
    const tickets = (await listCardTickets(ctx, ticketIds)).filter(({ late }) => late);
    return lateMessage(tickets, await recipientReader(ctx, recipient));
  },
});
