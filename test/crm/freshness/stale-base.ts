import type { NewContact } from "../../../src/crm/customers/create-contact.ts";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import type { Context } from "../../../src/db/context.ts";
import { type Person, type Team, today } from "../customers/open-team.ts";

const dayMs = 86_400_000;
export const daysAgo = (days: number, from = today) => new Date(from.getTime() - days * dayMs);

/** A number of its own for each name. */
const phoneOf = (name: string) =>
  `+62 811 ${[...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_000_000, 7) + 1_000_000}`;

/** A customer with something in each of the eight fields, all confirmed so many days ago; null: never. */
export async function addCustomer(
  team: Team,
  {
    owner = "seller",
    confirmedDaysAgo = null,
    ...fields
  }: Partial<NewContact> & { name: string; owner?: Person | null; confirmedDaysAgo?: number | null },
): Promise<string> {
  const slug = fields.name.toLowerCase().replace(/\W+/gu, ".");
  const made = await team.as("steward", (ctx) =>
    createContact(ctx, {
      companyName: `PT ${fields.name}`,
      emails: [`${slug}@contoh.example`],
      phones: [phoneOf(fields.name)],
      addresses: [`Jl. ${fields.name} 1, Jakarta`],
      websites: [`${slug.replaceAll(".", "-")}.co.id`],
      jobTitle: "Procurement manager",
      jobFunction: "Purchasing",
      valueMinor: 1_000_000,
      stage: "customer",
      source: "the fair",
      ...(owner && { ownerId: team.memberIds[owner] }),
      ...fields,
    }),
  );
  await team.as(null, (ctx) =>
    setConfirmed(ctx, made.id, confirmedDaysAgo === null ? null : daysAgo(confirmedDaysAgo)),
  );
  return made.id;
}

/** Says of everything known of a customer, company's website included, when it was confirmed last. */
export async function setConfirmed(
  ctx: Context,
  contactId: string,
  confirmedAt: Date | null,
  field?: string,
): Promise<void> {
  const { companyId } = await ctx.tx.contact.findFirstOrThrow({
    where: { id: contactId },
    select: { companyId: true },
  });
  const validFrom = new Date("2020-01-01T00:00:00Z");
  const how = confirmedAt ? "edit" : null;
  await ctx.tx.contactPoint.updateMany({
    where: { OR: [{ contactId }, ...(companyId ? [{ companyId }] : [])], validTo: null, ...(field && { kind: field }) },
    data: { confirmedAt, validFrom, confirmedHow: how, confirmedById: null },
  });
  await ctx.tx.contactFact.updateMany({
    where: { contactId, validTo: null, ...(field && { field }) },
    data: { confirmedAt, validFrom, confirmedHow: how, confirmedById: null },
  });
}
