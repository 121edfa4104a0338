import { type Context, sql } from "../../db/context.ts";
import type { Department, Role } from "../access/permission.ts";
import { defaultAttention, localMoment } from "../attention/attention.ts";
import { type Days, daysOfZones, eachDay, widest } from "./local-days.ts";
import { type Working, workingDaysOfMany } from "./working-days.ts";

/** Somebody who can record what they do with customers. Of managers and stewards nobody expects it each day. */
export interface Recorder extends Working {
  memberId: string;
  slackUserId: string;
  name: string;
  zone: string;
  departments: Department[];
  /** since when they have had access, the first time */
  grantedAt: Date;
  /** they still have that access today */
  current: boolean;
  /** days of the period on which they were expected to record something: none of a manager or steward */
  workingDays: readonly string[];
}

/** Every member, and whoever answers for a team or for the CRM beside working in a department: the others only look. */
export const recording = sql.sql`(g.role = 'member' OR (g.role IN ('manager', 'steward') AND g.department IS NOT NULL))`;

/**
 * Everyone who could record something on a day of the period, whether or not they ever did, with the days on which they were
 * at work: from people's grants, working hours, absences and the team's holidays.
 * @param input.department only those who belonged to it in that time; `memberIds`: only these
 */
export async function listRecorders(
  ctx: Context,
  period: Days,
  {
    department = null,
    memberIds = null,
  }: { department?: Department | null; memberIds?: readonly string[] | null } = {},
): Promise<Recorder[]> {
  const { from, to } = widest(period);
  const rows = await ctx.tx.$queryRaw<
    {
      memberId: string;
      slackUserId: string;
      name: string;
      zone: string;
      departments: Department[];
      grantedAt: Date;
      grants: { role: Role; from: string; to: string | null }[];
      absences: { from: string; to: string }[];
      workDays: number[] | null;
    }[]
  >`
    SELECT m.id AS "memberId", m."slackUserId", m.name, m.zone, g.departments, f.first AS "grantedAt", g.grants,
      (SELECT coalesce(json_agg(json_build_object('from', a."fromDay", 'to', a."toDay")), '[]') FROM absence a
        WHERE a."memberId" = m.id AND a."toDay" >= ${period.from}::date AND a."fromDay" <= ${period.to}::date) AS absences,
      (SELECT s."workDays"::int[] FROM attention_setting s WHERE s."memberId" = m.id) AS "workDays"
    FROM member m
    JOIN LATERAL (
      SELECT coalesce(array_agg(DISTINCT g.department) FILTER (WHERE g.department IS NOT NULL), '{}') AS departments,
        json_agg(json_build_object('role', g.role, 'from', g."grantedAt", 'to', least(g."revokedAt", g."endsAt", m."deactivatedAt"))) AS grants
      FROM access_grant g WHERE g."memberId" = m.id AND ${recording} AND g."grantedAt" < ${to}
        AND coalesce(least(g."revokedAt", g."endsAt", m."deactivatedAt"), 'infinity') > ${from}
    ) g ON g.grants IS NOT NULL
    JOIN LATERAL (SELECT min(g."grantedAt") AS first FROM access_grant g WHERE g."memberId" = m.id AND ${recording}) f ON true
    WHERE NOT m."isGuest" ${department === null ? sql.empty : sql.sql`AND ${department} = ANY(g.departments)`}
      ${memberIds === null ? sql.empty : sql.sql`AND m.id = ANY(${[...memberIds]}::uuid[])`}
    ORDER BY lower(m.name), m.id`;
  const dayOf = daysOfZones(period);
  const today = new Map<string, string>();
  const workingDaysOf = workingDaysOfMany(await listHolidays(ctx, period), period);
  return rows.flatMap(({ grants, absences, workDays, ...person }) => {
    const stretches = grants.map(({ role, from: begun, to: ended }) => ({
      ...{
        role,
        from: dayOf(new Date(begun), person.zone),
        to: ended === null ? null : dayOf(new Date(ended), person.zone),
      },
    }));
    if (!today.has(person.zone)) today.set(person.zone, localMoment(ctx.now, person.zone).day);
    const access = stretches.filter(({ role }) => role === "member");
    const working: Working = {
      ...{ access, absences, workDays: workDays ?? defaultAttention.workDays },
      today: today.get(person.zone) ?? period.to,
    };
    // The moments asked for reach into the days beside the period.
    if (!stretches.some((grant) => grant.from <= period.to && (grant.to ?? period.from) >= period.from)) return [];
    const current = grants.some((grant) => grant.to === null || new Date(grant.to) > ctx.now);
    return [{ ...person, ...working, current, workingDays: workingDaysOf(working) }];
  });
}

async function listHolidays(ctx: Context, period: Days): Promise<Set<string>> {
  const days = eachDay(period);
  const rows = await ctx.tx.$queryRaw<{ day: string }[]>`
    SELECT DISTINCT day::text FROM holiday WHERE day BETWEEN ${days[0]}::date AND ${days.at(-1)}::date`;
  return new Set(rows.map(({ day }) => day));
}
