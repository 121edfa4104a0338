import { DateTime, IANAZone } from "luxon";
import type { Context } from "../../db/context.ts";
import { isTalkRow } from "../interactions/talk-summary.ts";

/** Two weeks, each from Monday to the next by the person's own calendar. */
export interface Weeks {
  /** on a Monday nothing of this week can have been done: the week before is told beside the one before that */
  told: "this" | "last";
  from: Date;
  to: Date;
  /** of the week before */
  before: Date;
}

/** Which weeks are compared when a digest of `day` is read. @param day "2026-11-23" */
export function weeksOf(day: string, zone: string): Weeks {
  const known = IANAZone.create(zone);
  const at = DateTime.fromISO(day, { zone: known.isValid ? known : "utc" });
  const monday = at.startOf("week");
  const from = at.weekday === 1 ? monday.minus({ weeks: 1 }) : monday;
  return {
    told: at.weekday === 1 ? "last" : "this",
    from: from.toJSDate(),
    to: from.plus({ weeks: 1 }).toJSDate(),
    before: from.minus({ weeks: 1 }).toJSDate(),
  };
}

/** A person's own conversations, in two weeks: what reached nobody, and notes to oneself, are none. */
export interface OwnWeek {
  told: Weeks["told"];
  conversations: number;
  before: number;
}

/** @returns null: nothing in either week */
export async function readOwnWeek(
  ctx: Context,
  { memberId, day, zone }: { memberId: string; day: string; zone: string },
): Promise<OwnWeek | null> {
  const { told, from, to, before } = weeksOf(day, zone);
  const [count] = await ctx.tx.$queryRaw<{ conversations: number; before: number }[]>`
    SELECT count(*) FILTER (WHERE "happenedAt" >= ${from})::int AS conversations,
      count(*) FILTER (WHERE "happenedAt" < ${from})::int AS before
    FROM interaction i
    WHERE i."memberId" = ${memberId}::uuid AND i."removedAt" IS NULL AND "happenedAt" >= ${before} AND "happenedAt" < ${to}
      AND ${isTalkRow}`;
  if (!count || count.conversations + count.before === 0) return null;
  return { told, ...count };
}
