import { z } from "zod";
import { listCardTickets } from "../../crm/tickets/get-card-ticket.ts";
import { defineNotice } from "../define-notice.ts";
import { recipientReader } from "../reader.ts";
import { dueSoonMessage } from "../views/ticket-notices.ts";

/** Three quarters of the time are used: of what is still due, and not late yet, which is told by itself. */
export const ticketsDueSoon = defineNotice({
  kind: "tickets-due-soon",
  payload: z.object({ ticketIds: z.array(z.uuid()) }),
  async render(ctx, { ticketIds }, recipient) {
    const tickets = (await listCardTickets(ctx, ticketIds)).filter(({ dueAt, late }) => dueAt !== null && !late);
    return dueSoonMessage(tickets, await recipientReader(ctx, recipient));
  },
});
