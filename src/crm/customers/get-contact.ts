import { validate as isId } from "uuid";
import { type Context, sql } from "../../db/context.ts";
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
 * A contact by its id, as long as it is in use. An id of one that was merged leads to the one that stayed.
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
  return hold(ctx, contactId, sql.sql`FOR KEY SHARE`);
}

/** The same, its row locked until the end of the transaction: the first thing that a change does. */
export async function getContactToChange(ctx: Context, contactId: string): Promise<Contact> {
  await allow(ctx, "customers:write");
  return hold(ctx, contactId, sql.sql`FOR UPDATE`);
}

/** Waits for whoever is merging the contact, and then holds the one that it became. */
async function hold(ctx: Context, contactId: string, lock: sql.Sql): Promise<Contact> {
  const [held] = isId(contactId)
    ? await ctx.tx.$queryRaw<
        { id: string }[]
      >`SELECT id FROM contact WHERE id = ${contactId}::uuid AND "endedAt" IS NULL ${lock}`
    : [];
  const contact = await getContact(ctx, contactId);
  // It had ended, maybe while this waited, and leads to another one now.
  return held ? contact : hold(ctx, contact.id, lock);
}

/**
 * Keeps these contacts from being merged until the end of the transaction, whether they are in use or not: a customer's row is locked
 * before a task's or an entry's wherever both are, so that no two transactions wait for each other.
 */
export async function holdContacts(ctx: Context, contactIds: readonly string[]): Promise<void> {
  const ids = contactIds.filter((id) => isId(id));
  await ctx.tx.$queryRaw`SELECT id FROM contact WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR KEY SHARE`;
}

async function readContact(ctx: Context, contactId: string): Promise<Contact | null> {
  const [contact] = await ctx.tx.$queryRaw<Contact[]>`
    SELECT c.id, c.name, c."companyId", co.name AS "companyName", c.stage, c."ownerId"
    FROM contact named JOIN contact c ON c.id = coalesce(named."mergedIntoId", named.id) LEFT JOIN company co ON co.id = c."companyId"
    WHERE named.id = ${contactId}::uuid AND c."endedAt" IS NULL`;
  return contact ?? null;
}
