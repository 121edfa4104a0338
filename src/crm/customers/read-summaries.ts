import type { Context } from "../../db/context.ts";
import type { CustomerSummary } from "./customer-match.ts";

/** A summary with the folded forms that ranking compares. */
export interface RankableCustomer extends CustomerSummary {
  searchKey: string;
  nameKey: string;
  companySearchKey: string | null;
  companyNameKey: string | null;
}

/** These contacts as they are now, the ended ones left out, in no particular order. */
export async function readSummaries(ctx: Context, contactIds: readonly string[]): Promise<RankableCustomer[]> {
  if (contactIds.length === 0) return [];
  const memberId = ctx.member?.id ?? null;
  return ctx.tx.$queryRaw<RankableCustomer[]>`
    SELECT c.id AS "contactId", c.name, c."companyId", co.name AS "companyName", f.value AS "jobTitle", c.stage,
           e.typed AS email, p.typed AS phone, t."happenedAt" AS "lastTalkedAt", t."memberId" AS "lastTalkedById",
           mine."happenedAt" AS "lastTalkedByMeAt",
           c."searchKey", c."nameKey", co."searchKey" AS "companySearchKey", co."nameKey" AS "companyNameKey"
    FROM contact c
    LEFT JOIN company co ON co."workspaceId" = c."workspaceId" AND co.id = c."companyId"
    LEFT JOIN contact_fact f ON f."workspaceId" = c."workspaceId" AND f."contactId" = c.id AND f.field = 'job_title' AND f."validTo" IS NULL
    LEFT JOIN LATERAL (
      SELECT typed FROM contact_point
      WHERE "workspaceId" = c."workspaceId" AND "contactId" = c.id AND kind = 'email' AND "validTo" IS NULL
      ORDER BY "suspendedAt" IS NOT NULL, "validFrom" DESC, id DESC LIMIT 1) e ON true
    LEFT JOIN LATERAL (
      SELECT typed FROM contact_point
      WHERE "workspaceId" = c."workspaceId" AND "contactId" = c.id AND kind = 'phone' AND "validTo" IS NULL
      ORDER BY "suspendedAt" IS NOT NULL, "validFrom" DESC, id DESC LIMIT 1) p ON true
    LEFT JOIN LATERAL (
      SELECT "happenedAt", "memberId" FROM interaction
      WHERE "workspaceId" = c."workspaceId" AND "contactId" = c.id AND "removedAt" IS NULL AND type <> 'note' AND coalesce(outcome, 'connected') = 'connected'
      ORDER BY "happenedAt" DESC LIMIT 1) t ON true
    LEFT JOIN LATERAL (
      SELECT "happenedAt" FROM interaction
      WHERE "workspaceId" = c."workspaceId" AND "contactId" = c.id AND "memberId" = ${memberId}::uuid AND "removedAt" IS NULL
        AND type <> 'note' AND coalesce(outcome, 'connected') = 'connected'
      ORDER BY "happenedAt" DESC LIMIT 1) mine ON true
    WHERE c.id = ANY(${contactIds}::uuid[]) AND c."endedAt" IS NULL`;
}

/** A customer without the folded forms. */
export function toSummary(customer: RankableCustomer): CustomerSummary {
  const { searchKey: _s, nameKey: _n, companySearchKey: _cs, companyNameKey: _cn, ...summary } = customer;
  return summary;
}
