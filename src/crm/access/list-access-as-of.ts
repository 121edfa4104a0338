import type { Context } from "../../db/context.ts";
import { Refusal } from "../refusal.ts";
import { endOfDay, lastDayBefore } from "./end-of-day.ts";
import { allow, type Department, type Role } from "./permission.ts";

export interface PastAccess {
  memberId: string;
  name: string;
  role: Role;
  departments: Department[];
  /** null: for owning the Slack workspace */
  grantedBy: string | null;
  since: Date;
}

export interface PastAccessPage {
  /** the day asked for, "2026-06-30" */
  day: string;
  /** the day is today, so that it may still change */
  today: boolean;
  rows: PastAccess[];
  total: number;
  offset: number;
}

/**
 * Who had access at the end of a day by the workspace's clock, by name; of today, who has it now. Access that ended with
 * that day counts, access that was withdrawn in the course of it does not.
 * @param input a calendar day, "2026-06-30"
 * @throws Refusal unreadable_day, day_to_come
 */
export async function listAccessAsOf(
  ctx: Context,
  { day, offset, limit }: { day: string; offset: number; limit: number },
): Promise<PastAccessPage> {
  await allow(ctx, "access:manage");
  const { zone } = ctx.workspace;
  const end = endOfDay(day, zone);
  if (!end) throw new Refusal("unreadable_day", { typed: day });
  const current = lastDayBefore(new Date(ctx.now.getTime() + 1), zone);
  if (day > current) throw new Refusal("day_to_come", { day });
  const today = day === current;
  // Of a day that is over its end is asked for, up to which a grant for that day held; of today this very moment.
  const at = today ? new Date(ctx.now.getTime() + 1) : end;
  const found = await ctx.tx.$queryRaw<(PastAccess & { total: number })[]>`
    WITH person AS (
      SELECT m.id AS "memberId", m.name,
             (array_agg(g.role ORDER BY array_position(ARRAY['steward', 'manager', 'member', 'viewer'], g.role)))[1] AS role,
             coalesce(array_agg(DISTINCT g.department) FILTER (WHERE g.department IS NOT NULL), '{}') AS departments,
             min(by.name) AS "grantedBy", min(g."grantedAt") AS since
      FROM access_grant g JOIN member m ON m.id = g."memberId" LEFT JOIN member by ON by.id = g."grantedById"
      WHERE g."grantedAt" < ${at} AND (g."revokedAt" IS NULL OR g."revokedAt" >= ${at}) AND (g."endsAt" IS NULL OR g."endsAt" >= ${at})
      GROUP BY m.id
    )
    SELECT *, (count(*) OVER ())::int AS total FROM person
    ORDER BY array_position(ARRAY['steward', 'manager', 'member', 'viewer'], role), lower(name), "memberId" OFFSET ${offset} LIMIT ${limit}`;
  return { day, today, rows: found.map(({ total, ...row }) => row), total: found[0]?.total ?? 0, offset };
}
