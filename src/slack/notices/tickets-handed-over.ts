import { z } from "zod";
import { listCardTickets } from "../../crm/tickets/get-card-ticket.ts";
import { namePerson } from "../../crm/tickets/ticket-people.ts";
import { defineNotice } from "../define-notice.ts";
import { recipientReader } from "../reader.ts";
import { handedOverMessage } from "../views/ticket-notices.ts";

/** To whoever got all that somebody had, as far as it is still theirs. */
export const ticketsHandedOver = defineNotice({
  kind: "tickets-handed-over",
  payload: z.object({ ticketIds: z.array(z.uuid()), fromId: z.uuid(), byId: z.uuid().nullable() }),
  async render(ctx, { ticketIds, fromId }, recipient) {
    const tickets = (await listCardTickets(ctx, ticketIds)).filter(
      ({ assignee }) => assignee?.slackUserId === recipient,
    );
    const from = await namePerson(ctx, fromId);
    if (tickets.length === 0 || !from) return null;
    return handedOverMessage(tickets, from.name, await recipientReader(ctx, recipient));
  },
});
