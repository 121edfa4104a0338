import { DateTime } from "luxon";
import { type Context, sql } from "../../db/context.ts";
import { departments } from "../access/permission.ts";
import { firstValues, lookedAfter, standingColumn } from "./first-values.ts";
import { limitRows, readLimits } from "./limits.ts";

/** What a scan found, all owners and fields together; values, but for the first. */
export type ScanCounts = {
  customers: number;
  confirmed: number;
  ageing: number;
  never: number;
  suspended: number;
  reconfirmed: number;
  changed: number;
};

/** For whom nobody answers, where a key is needed. */
const nobody = "00000000-0000-0000-0000-000000000000";
const dayMs = 86_400_000;

/**
 * Counts every perishable field of every customer who is looked after: confirmed within its limit, longer ago, never, suspended,
 * or not known at all; by field and owner, with the value a year that hangs on it; and what was confirmed or replaced since the
 * scan before. Kept as the figures of the day in the workspace's zone, in place of earlier ones of that day.
 *
 * One statement, whatever the size: Steward holds the sums only. An owner counts under one department, the first of theirs in
 * the order of {@link departments}; values in other currencies than the workspace's are left out of the sums.
 */
export async function scanFreshness(ctx: Context): Promise<ScanCounts> {
  const { tx, workspace, now } = ctx;
  const day = DateTime.fromJSDate(now, { zone: workspace.zone }).toFormat("yyyy-MM-dd");
  const [last] = await tx.$queryRaw<{ takenAt: Date | null }[]>`
    SELECT max("takenAt") AS "takenAt" FROM freshness_day WHERE day < ${day}::date`;
  const since = last?.takenAt ?? new Date(now.getTime() - dayMs);
  await tx.$executeRaw`DELETE FROM freshness_day WHERE day = ${day}::date`;
  // Ids from the database: rows are made where they are counted.
  await tx.$executeRaw`
    INSERT INTO freshness_day (id, "workspaceId", day, field, department, "ownerId", confirmed, ageing, never, suspended, missing,
      value, "valueAtStake", reconfirmed, changed, "takenAt")
    WITH l AS MATERIALIZED (SELECT * FROM ${limitRows(await readLimits(ctx), now)}),
    v AS MATERIALIZED (
      SELECT v."contactId", coalesce(v."ownerId", ${nobody}::uuid) AS owner, v.field, ${standingColumn} AS standing,
        CASE WHEN v.field = 'value' AND v.currency = ${workspace.currency} THEN v.shown::numeric END AS worth
      FROM (${firstValues(lookedAfter)}) v JOIN l ON l.field = v.field),
    customer AS MATERIALIZED (
      SELECT c.id, coalesce(c."ownerId", ${nobody}::uuid) AS owner, s.worth, coalesce(s.standing, 5) AS standing
      FROM contact c LEFT JOIN (
        SELECT "contactId", max(worth) AS worth,
          min(CASE standing WHEN 'suspended' THEN 1 WHEN 'ageing' THEN 2 WHEN 'never' THEN 3 ELSE 4 END) AS standing
        FROM v GROUP BY "contactId") s ON s."contactId" = c.id
      WHERE ${lookedAfter}),
    counted AS (
      SELECT v.owner, v.field, ${countOf(sql.sql`v.standing = 'confirmed'`)} AS confirmed, ${countOf(sql.sql`v.standing = 'ageing'`)} AS ageing,
        ${countOf(sql.sql`v.standing = 'never'`)} AS never, ${countOf(sql.sql`v.standing = 'suspended'`)} AS suspended,
        sum(customer.worth) FILTER (WHERE v.standing <> 'confirmed') AS "atStake"
      FROM v JOIN customer ON customer.id = v."contactId" GROUP BY v.owner, v.field
      UNION ALL
      SELECT owner, 'any', ${countOf(sql.sql`standing = 4`)}, ${countOf(sql.sql`standing = 2`)}, ${countOf(sql.sql`standing = 3`)},
        ${countOf(sql.sql`standing = 1`)}, sum(worth) FILTER (WHERE standing < 4)
      FROM customer GROUP BY owner),
    righted AS (
      SELECT owner, coalesce(field, 'any') AS field, sum(reconfirmed)::int AS reconfirmed, sum(changed)::int AS changed
      FROM (${putRight({ since, now })}) r GROUP BY GROUPING SETS ((owner, field), (owner))),
    held AS (SELECT owner, count(*)::int AS customers, coalesce(sum(worth), 0) AS value FROM customer GROUP BY owner)
    SELECT gen_random_uuid(), ${workspace.id}::uuid, ${day}::date, f.field, g.department, nullif(held.owner, ${nobody}::uuid),
      coalesce(counted.confirmed, 0), coalesce(counted.ageing, 0), coalesce(counted.never, 0), coalesce(counted.suspended, 0),
      held.customers - coalesce(counted.confirmed + counted.ageing + counted.never + counted.suspended, 0),
      held.value, coalesce(counted."atStake", 0), coalesce(righted.reconfirmed, 0), coalesce(righted.changed, 0), ${now}
    FROM held CROSS JOIN (SELECT field FROM l UNION ALL SELECT 'any') f
      LEFT JOIN counted ON counted.owner = held.owner AND counted.field = f.field
      LEFT JOIN righted ON righted.owner = held.owner AND righted.field = f.field
      LEFT JOIN (${departmentOfMembers(now)}) g ON g."memberId" = held.owner`;
  const [counts] = await tx.$queryRaw<ScanCounts[]>`
    SELECT coalesce(sum(confirmed + ageing + never + suspended + missing) FILTER (WHERE field = 'any'), 0)::int AS customers,
      coalesce(sum(confirmed) FILTER (WHERE field <> 'any'), 0)::int AS confirmed, coalesce(sum(ageing) FILTER (WHERE field <> 'any'), 0)::int AS ageing,
      coalesce(sum(never) FILTER (WHERE field <> 'any'), 0)::int AS never, coalesce(sum(suspended) FILTER (WHERE field <> 'any'), 0)::int AS suspended,
      coalesce(sum(reconfirmed) FILTER (WHERE field = 'any'), 0)::int AS reconfirmed, coalesce(sum(changed) FILTER (WHERE field = 'any'), 0)::int AS changed
    FROM freshness_day WHERE day = ${day}::date`;
  if (!counts) throw new Error("The day was not counted");
  return counts;
}

const countOf = (condition: sql.Sql): sql.Sql => sql.sql`(count(*) FILTER (WHERE ${condition}))::int`;

/** Everyone's department: the first of theirs. */
function departmentOfMembers(now: Date): sql.Sql {
  return sql.sql`
    SELECT DISTINCT ON (g."memberId") g."memberId", g.department FROM access_grant g
    WHERE g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${now}) AND g.department IS NOT NULL
    ORDER BY g."memberId", array_position(${[...departments]}::text[], g.department)`;
}

/**
 * Values that were confirmed again, and values that gave way to others, since a moment. A company's own count with one of its
 * customers: the first.
 */
function putRight({ since, now }: { since: Date; now: Date }): sql.Sql {
  const within = (column: sql.Sql) => sql.sql`${column} > ${since} AND ${column} <= ${now}`;
  return sql.sql`
    SELECT coalesce(c."ownerId", ${nobody}::uuid) AS owner, x.field, x.reconfirmed, x.changed
    FROM (
      SELECT p."contactId", p."companyId", p.kind AS field, (p."validTo" IS NULL)::int AS reconfirmed, (p."validTo" IS NOT NULL)::int AS changed
      FROM contact_point p
      WHERE (p."validTo" IS NULL AND ${within(sql.sql`p."confirmedAt"`)} AND p."validFrom" < p."confirmedAt")
        OR (${within(sql.sql`p."validTo"`)} AND EXISTS (SELECT FROM contact_point n WHERE (n."contactId" = p."contactId" OR n."companyId" = p."companyId")
          AND n.kind = p.kind AND n."validTo" IS NULL AND n."validFrom" >= p."validTo"))
      UNION ALL
      SELECT f."contactId", NULL, f.field, (f."validTo" IS NULL)::int, (f."validTo" IS NOT NULL)::int
      FROM contact_fact f
      WHERE f.field <> 'name' AND ((f."validTo" IS NULL AND ${within(sql.sql`f."confirmedAt"`)} AND f."validFrom" < f."confirmedAt")
        OR (${within(sql.sql`f."validTo"`)} AND EXISTS (SELECT FROM contact_fact n WHERE n."contactId" = f."contactId"
          AND n.field = f.field AND n."validTo" IS NULL AND n."validFrom" >= f."validTo")))
    ) x
    JOIN LATERAL (SELECT c."ownerId" FROM contact c
      WHERE (c.id = x."contactId" OR c."companyId" = x."companyId") AND ${lookedAfter} ORDER BY c.id LIMIT 1) c ON true`;
}
