import { validate as isId } from "uuid";
import type { Context } from "../../../db/context.ts";

/**
 * The ids under which one person is known: the contact's own first, then those of the contacts that were merged into it. What was
 * kept of the person before a merge stands under those.
 */
export async function personIds(ctx: Context, contactId: string): Promise<string[]> {
  const merged = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM contact WHERE "workspaceId" = ${ctx.workspace.id}::uuid AND "mergedIntoId" = ${contactId}::uuid ORDER BY id`;
  return [contactId, ...merged.map(({ id }) => id)];
}

/** The contact that an id leads to: the one that it was merged into, or itself, whether that is in use or not. */
export async function followContact(ctx: Context, contactId: string): Promise<string> {
  if (!isId(contactId)) return contactId;
  const contact = await ctx.tx.contact.findFirst({ where: { id: contactId }, select: { mergedIntoId: true } });
  return contact?.mergedIntoId ?? contactId;
}
