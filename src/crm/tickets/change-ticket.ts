import type { Context } from "../../db/context.ts";
import { allow, type Department } from "../access/permission.ts";
import { keepChange, lockTicket } from "./keep-change.ts";
import { pickCustomer } from "./open-ticket.ts";
import { readCategory, readSubject, readWords } from "./ticket-words.ts";

/** What is to be different; what is left out stays. */
export interface ChangedTicket {
  ticketId: string;
  subject?: string;
  text?: string;
  category?: string | null;
  department?: Department;
  /** who it is about, once that is known; null: nobody known */
  contactId?: string | null;
  companyId?: string | null;
}

/**
 * Puts right what a ticket says of itself: its words, its category, its customer.
 * @throws Refusal not_permitted, ticket_not_found, ticket_subject_missing, ticket_text_too_long, contact_not_found,
 *   company_not_found
 */
export async function changeTicket(ctx: Context, input: ChangedTicket): Promise<void> {
  await allow(ctx, "tickets:write");
  // A customer's row is locked before a ticket's wherever both are.
  const customer =
    input.contactId === undefined && input.companyId === undefined ? null : await pickCustomer(ctx, input);
  const ticket = await lockTicket(ctx, input.ticketId);
  const { subject: shown, text: said } = await ctx.tx.ticket.findFirstOrThrow({ where: { id: ticket.id } });
  const text = input.text === undefined ? said : readWords("text", input.text);
  const subject = input.subject === undefined ? shown : readSubject(input.subject, text);
  const category = input.category === undefined ? ticket.category : readCategory(input.category);
  const department = input.department ?? ticket.department;
  const before = { category: ticket.category, department: ticket.department, contactId: ticket.contactId };
  const after = { category, department, contactId: customer ? customer.contactId : ticket.contactId };
  const changed = (Object.keys(after) as (keyof typeof after)[]).filter((key) => before[key] !== after[key]);
  const reworded = subject !== shown || text !== said;
  const sameCompany = customer === null || customer.companyId === ticket.companyId;
  if (changed.length === 0 && !reworded && sameCompany) return;
  await keepChange(ctx, {
    ticket: { ...ticket, contactId: after.contactId },
    kind: "changed",
    data: { subject, text, category, department, ...customer },
    details: { changed: [...changed, ...(reworded ? ["text"] : [])] },
    before,
    after,
    words: reworded ? { subject, text } : {},
  });
}
