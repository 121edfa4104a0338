import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { type ContactDetails, getContactDetails } from "../customers/get-contact-details.ts";
import { type CustomerTickets, listCustomerTickets } from "../tickets/list-tickets.ts";
import { getTalkSummary, type TalkSummary } from "./talk-summary.ts";

/** What whoever takes a ticket has to know of its customer, in two lines [R75]. */
export interface TicketCustomerFacts {
  details: Pick<ContactDetails, "contactId" | "name" | "company" | "stage" | "customerSince" | "owner">;
  talks: Pick<TalkSummary, "count" | "last">;
  tickets: CustomerTickets;
}

/** @throws Refusal not_permitted, contact_not_found */
export async function getTicketCustomer(ctx: Context, id: string): Promise<TicketCustomerFacts> {
  await allow(ctx, "tickets:read");
  const details = await getContactDetails(ctx, id);
  const { contactId } = details;
  return {
    details,
    talks: await getTalkSummary(ctx, contactId),
    tickets: await listCustomerTickets(ctx, contactId),
  };
}
