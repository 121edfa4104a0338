import type { Context, sql } from "../../db/context.ts";

/** A contact with the folded forms that ranking compares, before the rest of it is read. */
export interface Candidate {
  contactId: string;
  searchKey: string;
  nameKey: string;
  companySearchKey: string | null;
  companyNameKey: string | null;
  /** when the member asking last made an entry about it, among the last hundred of theirs */
  ownEntryAt: Date | null;
  /** when anybody last made an entry about it */
  talkedAt: Date | null;
}

/** How far back into one's own entries a search looks, so that one's own customers are found among any number of namesakes. */
export const mostOwnEntries = 100;

/**
 * Reads the contacts whose ids a query gives, the ended ones left out, in no particular order. One that was merged is the one that
 * stayed, found by the name that it had: so the same contact may be there more than once.
 * @param ids a query of one column, `id`; it may name `own`, the contacts of the member's last entries
 */
export async function readCandidates(ctx: Context, ids: sql.Sql): Promise<Candidate[]> {
  return ctx.tx.$queryRaw<Candidate[]>`
    WITH own AS (
      SELECT "contactId" AS id, max("createdAt") AS at FROM (
        SELECT "contactId", "createdAt" FROM interaction WHERE "memberId" = ${ctx.member?.id ?? null}::uuid AND "removedAt" IS NULL
        ORDER BY "createdAt" DESC LIMIT ${mostOwnEntries}) lately
      GROUP BY 1),
    -- Looked for once: without statistics, as in a base that has just been filled, the search would be repeated for each contact.
    found AS MATERIALIZED (SELECT DISTINCT id FROM (${ids}) ids)
    SELECT c.id AS "contactId", found_as."searchKey", found_as."nameKey", co."searchKey" AS "companySearchKey", co."nameKey" AS "companyNameKey",
           own.at AS "ownEntryAt", talked.at AS "talkedAt"
    FROM found
    JOIN contact found_as ON found_as.id = found.id
    JOIN contact c ON c.id = coalesce(found_as."mergedIntoId", found_as.id) AND c."endedAt" IS NULL
    LEFT JOIN company co ON co.id = c."companyId"
    LEFT JOIN own ON own.id = c.id
    LEFT JOIN LATERAL (
      SELECT "happenedAt" AS at FROM interaction WHERE "contactId" = c.id AND "removedAt" IS NULL
      ORDER BY "happenedAt" DESC LIMIT 1) talked ON true`;
}
