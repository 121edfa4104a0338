import { validate as isId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import type { Stage } from "./contact.ts";

export interface Contact {
  id: string;
  name: string;
  companyId: string | null;
  companyName: string | null;
  stage: Stage;
  ownerId: string | null;
}

/**
 * A contact by its id, as long as it has not been ended (merged, or taken out of use).
 * @throws Refusal not_permitted, contact_not_found
 */
export async function getContact(ctx: Context, contactId: string): Promise<Contact> {
  await allow(ctx, "customers:read");
  const contact = isId(contactId) ? await readContact(ctx, contactId) : null;
  if (!contact) throw new Refusal("contact_not_found", {});
  return contact;
}

/** The same, kept from ending until the end of the transaction: what something is about to be written about. */
export async function getContactToMention(ctx: Context, contactId: string): Promise<Contact> {
  const [found] = isId(contactId)
    ? await ctx.tx.$queryRaw<
        { id: string }[]
      >`SELECT id FROM contact WHERE id = ${contactId}::uuid AND "endedAt" IS NULL FOR KEY SHARE`
    : [];
  const contact = await getContact(ctx, contactId);
  if (!found) throw new Refusal("contact_not_found", {});
  return contact;
}

/** The same, its row locked until the end of the transaction: the first thing that a change does. */
export async function getContactToChange(ctx: Context, contactId: string): Promise<Contact> {
  await allow(ctx, "customers:write");
  const [found] = isId(contactId)
    ? await ctx.tx.$queryRaw<
        { id: string }[]
      >`SELECT id FROM contact WHERE id = ${contactId}::uuid AND "endedAt" IS NULL FOR UPDATE`
    : [];
  if (!found) throw new Refusal("contact_not_found", {});
  return getContact(ctx, contactId);
}

async function readContact(ctx: Context, contactId: string): Promise<Contact | null> {
  const [contact] = await ctx.tx.$queryRaw<Contact[]>`
    SELECT c.id, c.name, c."companyId", co.name AS "companyName", c.stage, c."ownerId"
    FROM contact c LEFT JOIN company co ON co.id = c."companyId"
    WHERE c.id = ${contactId}::uuid AND c."endedAt" IS NULL`;
  return contact ?? null;
}
