import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { type CustomerSummary, cap } from "./customer-match.ts";
import { readSummaries } from "./read-summaries.ts";

/**
 * Whom the member has last made an entry about, the latest first; filled up with the newest customers, so that a
 * beginner's list is not empty.
 * @param limit 10 unless said otherwise, 100 at most
 * @throws Refusal not_permitted
 */
export async function listRecentCustomers(ctx: Context, limit?: number): Promise<CustomerSummary[]> {
  await allow(ctx, "customers:read");
  const most = cap(limit, 10);
  const ids = [...new Set([...(await queryOwnEntries(ctx, most)), ...(await queryNewest(ctx, most))])];
  const places = new Map(ids.map((id, place) => [id, place]));
  return (await readSummaries(ctx, ids))
    .toSorted((a, b) => (places.get(a.contactId) ?? 0) - (places.get(b.contactId) ?? 0))
    .slice(0, most);
}

/** Entries looked through for each customer wanted: one often logs the same customer several times in a row. */
const entriesPerCustomer = 10;

async function queryOwnEntries(ctx: Context, limit: number): Promise<string[]> {
  if (!ctx.member) return [];
  const found = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT e."contactId" AS id FROM (
      SELECT "contactId", "createdAt" FROM interaction WHERE "memberId" = ${ctx.member.id}::uuid AND "removedAt" IS NULL
      ORDER BY "createdAt" DESC LIMIT ${limit * entriesPerCustomer}) e
    JOIN contact c ON c.id = e."contactId" AND c."endedAt" IS NULL
    GROUP BY 1 ORDER BY max(e."createdAt") DESC LIMIT ${limit}`;
  return found.map(({ id }) => id);
}

async function queryNewest(ctx: Context, limit: number): Promise<string[]> {
  const found = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM contact WHERE "workspaceId" = ${ctx.workspace.id}::uuid AND "endedAt" IS NULL ORDER BY "createdAt" DESC, id DESC LIMIT ${limit}`;
  return found.map(({ id }) => id);
}
