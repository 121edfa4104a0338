import { sql } from "../../db/context.ts";

/** Customers whose data are looked after: those who left are not. `c` is the contact. */
export const lookedAfter: sql.Sql = sql.sql`c."endedAt" IS NULL AND c.stage <> 'former'`;

/**
 * One row a customer and field: the value that is used first, which is the one that the card shows with its sign (get-contact-details.ts).
 * In use before suspended, one's own before the company's, the newest. So scan, questions and card cannot say different things.
 *
 * Columns: contactId, ownerId, field, id (of contact_point or contact_fact), shown, currency, ofCompany, confirmedAt, suspendedAt, suspendedReason.
 * @param which of the contacts, named `c`
 */
export function firstValues(which: sql.Sql): sql.Sql {
  return sql.sql`
    SELECT DISTINCT ON (x."contactId", x.field) x.* FROM (
      SELECT c.id AS "contactId", c."ownerId", p.kind AS field, p.id, p.typed AS shown, NULL::text AS currency, false AS "ofCompany",
        p."confirmedAt", p."suspendedAt", p."suspendedReason", p."validFrom"
      FROM contact c JOIN contact_point p ON p."contactId" = c.id AND p."validTo" IS NULL WHERE ${which}
      UNION ALL
      SELECT c.id, c."ownerId", p.kind, p.id, p.typed, NULL, true, p."confirmedAt", p."suspendedAt", p."suspendedReason", p."validFrom"
      FROM contact c JOIN contact_point p ON p."companyId" = c."companyId" AND p."validTo" IS NULL WHERE ${which}
      UNION ALL
      SELECT c.id, c."ownerId", f.field, f.id, f.value, f.currency, false, f."confirmedAt", NULL, NULL, f."validFrom"
      FROM contact c JOIN contact_fact f ON f."contactId" = c.id AND f."validTo" IS NULL
        AND f.field IN ('job_title', 'job_function', 'organisation', 'value') WHERE ${which}
    ) x
    ORDER BY x."contactId", x.field, x."suspendedAt" IS NOT NULL, x."ofCompany", x."validFrom" DESC, x.id DESC`;
}

/** The standing of value `v` under limit `l`, by the rule of standingOf in perishable.ts. */
export const standingColumn: sql.Sql = sql.sql`CASE WHEN v."suspendedAt" IS NOT NULL THEN 'suspended'
  WHEN v."confirmedAt" IS NULL THEN 'never' WHEN v."confirmedAt" < l."staleBefore" THEN 'ageing' ELSE 'confirmed' END`;
