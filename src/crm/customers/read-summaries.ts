import type { Context } from "../../db/context.ts";
import type { CustomerSummary } from "./customer-match.ts";

/** These contacts as lists show them, the ended ones left out, in no particular order. */
export async function readSummaries(ctx: Context, contactIds: readonly string[]): Promise<CustomerSummary[]> {
  if (contactIds.length === 0) return [];
  return ctx.tx.$queryRaw<CustomerSummary[]>`
    SELECT c.id AS "contactId", c.name, c."companyId", co.name AS "companyName", f.value AS "jobTitle", c.stage,
           e.typed AS email, p.typed AS phone, t."happenedAt" AS "lastTalkedAt", t."memberId" AS "lastTalkedById",
           mine."happenedAt" AS "lastTalkedByMeAt"
    FROM contact c
    LEFT JOIN company co ON co.id = c."companyId"
    LEFT JOIN contact_fact f ON f."contactId" = c.id AND f.field = 'job_title' AND f."validTo" IS NULL
    LEFT JOIN LATERAL (
      SELECT typed FROM contact_point WHERE "contactId" = c.id AND kind = 'email' AND "validTo" IS NULL
      ORDER BY "suspendedAt" IS NOT NULL, "validFrom" DESC, id DESC LIMIT 1) e ON true
    LEFT JOIN LATERAL (
      SELECT typed FROM contact_point WHERE "contactId" = c.id AND kind = 'phone' AND "validTo" IS NULL
      ORDER BY "suspendedAt" IS NOT NULL, "validFrom" DESC, id DESC LIMIT 1) p ON true
    LEFT JOIN LATERAL (
      SELECT "happenedAt", "memberId" FROM interaction
      WHERE "contactId" = c.id AND "removedAt" IS NULL AND type NOT IN ('note', 'quote') AND coalesce(outcome, 'connected') = 'connected'
      ORDER BY "happenedAt" DESC LIMIT 1) t ON true
    LEFT JOIN LATERAL (
      SELECT "happenedAt" FROM interaction
      WHERE "contactId" = c.id AND "memberId" = ${ctx.member?.id ?? null}::uuid AND "removedAt" IS NULL
        AND type NOT IN ('note', 'quote') AND coalesce(outcome, 'connected') = 'connected'
      ORDER BY "happenedAt" DESC LIMIT 1) mine ON true
    WHERE c.id = ANY(${contactIds}::uuid[]) AND c."endedAt" IS NULL`;
}
