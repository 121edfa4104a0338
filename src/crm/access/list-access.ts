import { type Context, sql } from "../../db/context.ts";
import { allow, type Department, type Role, roles } from "./permission.ts";

export interface AccessRow {
  memberId: string;
  slackUserId: string;
  name: string;
  role: Role;
  departments: Department[];
  since: Date;
  /** null: Steward itself, for owning the Slack workspace */
  grantedBy: string | null;
  /** null: no end */
  endsAt: Date | null;
  reason: string | null;
}

export interface AccessFilter {
  role?: Role;
  department?: Department;
  /** words of a name or handle, in any case */
  name?: string;
}

export interface AccessPage {
  rows: AccessRow[];
  /** how many the filter leaves */
  total: number;
  offset: number;
  /** all stewards, filter or not: the last one cannot be revoked */
  stewards: number;
}

/** Who has access, by department and name, a page at a time. */
export async function listAccess(
  ctx: Context,
  input: { filter?: AccessFilter; offset: number; limit: number },
): Promise<AccessPage> {
  await allow(ctx, "access:manage");
  const { role, department, name } = input.filter ?? {};
  const words = name?.split(/\s+/u).filter(Boolean) ?? [];
  const conditions = [
    ...(role ? [sql.sql`role = ${role}`] : []),
    ...(department ? [sql.sql`${department} = ANY(departments)`] : []),
    // position() takes what was typed as it is; LIKE would read % and _ as patterns
    ...words.map((word) => sql.sql`position(lower(${word}) in lower(name)) > 0`),
  ];
  const filter = conditions.length > 0 ? sql.sql`WHERE ${sql.join(conditions, " AND ")}` : sql.empty;
  const found = await ctx.tx.$queryRaw<(AccessRow & { total: number })[]>`
    WITH person AS (
      SELECT m.id AS "memberId", m."slackUserId", m.name,
             (array_agg(g.role ORDER BY array_position(ARRAY['steward', 'manager', 'member', 'viewer'], g.role)))[1] AS role,
             coalesce(array_agg(DISTINCT g.department) FILTER (WHERE g.department IS NOT NULL), '{}') AS departments,
             min(g."grantedAt") AS since, min(by.name) AS "grantedBy",
             CASE WHEN bool_or(g."endsAt" IS NULL) THEN NULL ELSE max(g."endsAt") END AS "endsAt", max(g.reason) AS reason
      FROM access_grant g JOIN member m ON m.id = g."memberId" LEFT JOIN member by ON by.id = g."grantedById"
      WHERE g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now})
        AND m."deactivatedAt" IS NULL AND NOT m."isGuest"
      GROUP BY m.id
    )
    SELECT *, (count(*) OVER ())::int AS total FROM person ${filter}
    ORDER BY departments = '{}', departments, lower(name), "memberId" OFFSET ${input.offset} LIMIT ${input.limit}`;
  const counts = await countAccess(ctx);
  return {
    rows: found.map(({ total, ...row }) => row),
    total: found[0]?.total ?? 0,
    offset: input.offset,
    stewards: counts.steward,
  };
}

/** How many people have each role. */
export async function countAccess(ctx: Context): Promise<Record<Role, number>> {
  const rows = await ctx.tx.$queryRaw<{ role: Role; people: number }[]>`
    SELECT role, count(*)::int AS people FROM (
      SELECT (array_agg(g.role ORDER BY array_position(ARRAY['steward', 'manager', 'member', 'viewer'], g.role)))[1] AS role
      FROM access_grant g JOIN member m ON m.id = g."memberId"
      WHERE g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now})
        AND m."deactivatedAt" IS NULL AND NOT m."isGuest"
      GROUP BY m.id
    ) person GROUP BY role`;
  const people = new Map(rows.map((row) => [row.role, row.people]));
  return Object.fromEntries(roles.map((role) => [role, people.get(role) ?? 0])) as Record<Role, number>;
}
