import { z } from "zod";
import { findTicketEvent, getCardTicket } from "../../crm/tickets/get-card-ticket.ts";
import { defineNotice } from "../define-notice.ts";
import { recipientReader } from "../reader.ts";
import { escalatedMessage } from "../views/ticket-notices.ts";

const details = z.object({ reason: z.string().catch("") }).catch({ reason: "" });

/** To the department's person: it cannot wait, and why. */
export const ticketEscalated = defineNotice({
  kind: "ticket-escalated",
  payload: z.object({ ticketId: z.uuid(), eventId: z.uuid() }),
  async render(ctx, { ticketId, eventId }, recipient) {
    const ticket = await getCardTicket(ctx, ticketId);
    if (ticket.state === "solved" || ticket.state === "closed") return null;
    const event = await findTicketEvent(ctx, eventId);
    const { reason } = details.parse(event?.details);
    return escalatedMessage(ticket, { by: event?.by ?? null, reason }, await recipientReader(ctx, recipient));
  },
});
