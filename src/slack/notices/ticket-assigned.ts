import { z } from "zod";
import { getCardTicket } from "../../crm/tickets/get-card-ticket.ts";
import { namePerson } from "../../crm/tickets/ticket-people.ts";
import { defineNotice } from "../define-notice.ts";
import { recipientReader } from "../reader.ts";
import { assignedMessage } from "../views/ticket-notices.ts";

/** To whoever was given a ticket by somebody else, if it is still theirs. */
export const ticketAssigned = defineNotice({
  kind: "ticket-assigned",
  payload: z.object({ ticketId: z.uuid(), byId: z.uuid().nullable() }),
  async render(ctx, { ticketId, byId }, recipient) {
    const ticket = await getCardTicket(ctx, ticketId);
    if (ticket.assignee?.slackUserId !== recipient) return null;
    const by = await namePerson(ctx, byId);
    return assignedMessage(ticket, by?.name ?? null, await recipientReader(ctx, recipient));
  },
});
