import { DateTime } from "luxon";
import type { Context } from "../../db/context.ts";
import { listStewardNames } from "../access/permission.ts";

/** A day of the log: how many entries it had, and the end of the chain after them. */
export interface DayHead {
  /** YYYY-MM-DD, in the workspace's zone */
  day: string;
  entries: bigint;
  seq: bigint;
  /** hexadecimal */
  hash: string;
}

/**
 * Keeps the end of the log as the day before `ctx.now` left it, and tells the stewards, who can keep it where nobody who
 * writes to the database reaches. A day without entries has none.
 */
export async function keepDayHead(ctx: Context): Promise<{ kept: number }> {
  const today = DateTime.fromJSDate(ctx.now, { zone: ctx.workspace.zone }).startOf("day");
  const day = today.minus({ days: 1 }).toISODate();
  if (day === null) throw new Error(`The workspace's zone ${ctx.workspace.zone} is not one`);
  const kept = await ctx.tx.$executeRaw`
    INSERT INTO audit_day_head ("workspaceId", day, seq, hash, entries, "keptAt")
    SELECT e."workspaceId", ${day}::date, e.seq, e.hash, e.seq - coalesce(earlier.seq, 0), ${ctx.now}
    FROM (SELECT * FROM audit_entry WHERE "at" < ${today.toJSDate()} ORDER BY seq DESC LIMIT 1) e
    LEFT JOIN (SELECT max(seq) AS seq FROM audit_day_head) earlier ON true
    WHERE e.seq > coalesce(earlier.seq, 0)
    ON CONFLICT DO NOTHING`;
  if (kept === 0) return { kept };
  for (const { slackUserId } of await listStewardNames(ctx)) {
    ctx.notify({ kind: "audit-day-head", recipient: slackUserId, payload: { day } });
  }
  return { kept };
}

export async function findDayHead(ctx: Context, day: string): Promise<DayHead | null> {
  const [head] = await ctx.tx.$queryRaw<DayHead[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day, entries, seq, encode(hash, 'hex') AS hash FROM audit_day_head WHERE day = ${day}::date`;
  return head ?? null;
}
