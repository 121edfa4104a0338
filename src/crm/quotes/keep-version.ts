import { v7 as newId } from "uuid";
import type { Context, Prisma } from "../../db/context.ts";

/** Keeps what a quote says, whose row is locked, before it is changed. @returns its next version */
export async function keepQuoteVersion(ctx: Context, quoteId: string): Promise<number> {
  await ctx.tx.$executeRaw`
    INSERT INTO quote_version (id, "workspaceId", "quoteId", version, "contactId", title, "amountMinor", currency, state, "sentAt",
      "decidedAt", "decidedById", "lostReason", "changedAt", "changedById")
    SELECT ${newId()}::uuid, "workspaceId", id, version, "contactId", title, "amountMinor", currency, state, "sentAt",
      "decidedAt", "decidedById", "lostReason", ${ctx.now}, ${ctx.member?.id ?? null}::uuid
    FROM quote WHERE id = ${quoteId}::uuid`;
  const [row] = await ctx.tx.$queryRaw<{ version: number }[]>`SELECT version FROM quote WHERE id = ${quoteId}::uuid`;
  if (!row) throw new Error("A quote has gone while it was being changed");
  return row.version + 1;
}

/** Its note in the audit log, under the customer's own key. */
export function auditQuote(
  ctx: Context,
  action: "quote.sent" | "quote.changed" | "quote.won" | "quote.lost" | "quote.reopened" | "quote.removed",
  { id, contactId }: { id: string; contactId: string },
  values: { before?: Prisma.InputJsonObject; after?: Prisma.InputJsonObject },
): void {
  ctx.audit({ action, subjectType: "quote", subjectId: id, about: { type: "contact", id: contactId }, ...values });
}
