import { z } from "zod";
import { getTicketCustomer } from "../../crm/interactions/ticket-customer.ts";
import { getTicket } from "../../crm/tickets/get-ticket.ts";
import { suggestTriage } from "../../crm/tickets/learning/suggest-triage.ts";
import { findDetails, recordDetails } from "../../crm/tickets/triage-channel.ts";
import type { Context } from "../../db/context.ts";
import { defineNotice } from "../define-notice.ts";
import { workspaceReaderOf } from "../reader.ts";
import { ticketDetailsMessage } from "../views/ticket-details.ts";

/** The first reply in a card's thread: what whoever takes the ticket should know, and why [R75-R79]. */
export const ticketDetails = defineNotice({
  kind: "ticket-details",
  payload: z.object({ ticketId: z.uuid() }),
  async thread(ctx, { ticketId }) {
    const place = await findDetails(ctx, ticketId);
    return place && { channel: place.channel, ts: place.threadTs };
  },
  async inPlaceOf(ctx, { ticketId }) {
    const place = await findDetails(ctx, ticketId);
    return place?.ts ? { channel: place.channel, ts: place.ts } : null;
  },
  async render(ctx, { ticketId }) {
    const ticket = await getTicket(ctx, { ticketId });
    const { id: exceptId, subject, text, customer } = ticket;
    const triage = await suggestTriage(ctx, { subject, text, exceptId });
    const known = customer?.contactId && !customer.gone ? await getTicketCustomer(ctx, customer.contactId) : null;
    return ticketDetailsMessage({ ticket, customer: known, triage }, workspaceReaderOf(ctx));
  },
  posted: (ctx: Context, { ticketId }, { ts }) => keepPlace(ctx, ticketId, ts),
});

async function keepPlace(ctx: Context, ticketId: string, ts: string): Promise<void> {
  const { customer } = await getTicket(ctx, { ticketId });
  await recordDetails(ctx, { ticketId, ts, contactId: customer?.contactId ?? null });
}
