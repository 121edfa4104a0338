import { type Context, sql } from "../../db/context.ts";
import { type Days, dayRuns, dayWithin, runRows, widest } from "./local-days.ts";

/** What is done with customers; notes, and entries that speak of a quote, are none of these. */
export const activityTypes = ["call", "email", "meeting", "visit"] as const;
export type ActivityType = (typeof activityTypes)[number];

/** So many entries of a type on a day. */
export interface DayCount {
  day: string;
  type: ActivityType;
  count: number;
  /** of those: the customer took part in it */
  reached: number;
}

/**
 * Calls, e-mails, meetings and visits by the day on which they happened, each by the calendar of whoever did it [R120].
 * @param memberIds whose; null: everybody's, those who have left included
 */
export async function countActivity(
  ctx: Context,
  days: Days,
  memberIds: readonly string[] | null,
): Promise<DayCount[]> {
  const zones = await ctx.tx.$queryRaw<{ zone: string }[]>`SELECT DISTINCT zone FROM member`;
  const runs = runRows(
    dayRuns(
      zones.map(({ zone }) => zone),
      days,
    ),
  );
  const { from, to } = widest(days);
  return ctx.tx.$queryRaw<DayCount[]>`
    WITH runs AS (SELECT * FROM ${runs})
    SELECT ${dayWithin(sql.sql`i."happenedAt"`)}::text AS day, i.type, count(*)::int AS count,
      count(*) FILTER (WHERE i.outcome IS NULL OR i.outcome = 'connected')::int AS reached
    FROM interaction i JOIN member m ON m.id = i."memberId" JOIN runs ON runs.zone = m.zone
    WHERE i."removedAt" IS NULL AND i.type = ANY(${[...activityTypes]}::text[])
      AND i."happenedAt" >= ${from} AND i."happenedAt" < ${to} AND i."happenedAt" >= runs."from" AND i."happenedAt" < runs."to"
      ${memberIds === null ? sql.empty : sql.sql`AND i."memberId" = ANY(${[...memberIds]}::uuid[])`}
    GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** A way of talking to customers that has fallen out of use. */
export interface Lapsed {
  type: ActivityType;
  /** recorded in the weeks before that */
  before: number;
  /** weeks without any */
  weeks: number;
}

const lapseWeeks = 3;
const lookBackWeeks = 12;
/** So many in the weeks before say that the team does it; fewer may be chance. */
const fewestBefore = 6;

/** What these people recorded regularly, and have not recorded at all for three weeks. @param memberIds null: everybody */
export async function findLapsed(ctx: Context, day: string, memberIds: readonly string[] | null): Promise<Lapsed[]> {
  const since = new Date(new Date(`${day}T00:00:00Z`).getTime() - lookBackWeeks * 7 * 86_400_000);
  const lapse = new Date(new Date(`${day}T00:00:00Z`).getTime() - lapseWeeks * 7 * 86_400_000);
  const rows = await ctx.tx.$queryRaw<{ type: ActivityType; before: number; lately: number }[]>`
    SELECT type, count(*) FILTER (WHERE "happenedAt" < ${lapse})::int AS before,
      count(*) FILTER (WHERE "happenedAt" >= ${lapse})::int AS lately
    FROM interaction WHERE "removedAt" IS NULL AND type = ANY(${[...activityTypes]}::text[]) AND "happenedAt" >= ${since}
      ${memberIds === null ? sql.empty : sql.sql`AND "memberId" = ANY(${[...memberIds]}::uuid[])`}
    GROUP BY type ORDER BY before DESC, type`;
  return rows
    .filter(({ before, lately }) => lately === 0 && before >= fewestBefore)
    .map(({ type, before }) => ({ type, before, weeks: lapseWeeks }));
}
