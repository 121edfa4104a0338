import { DateTime } from "luxon";
import type { Context } from "../../db/context.ts";

/** Leads that became customers in a month so far, beside the whole month before [R126]. */
export interface Conversions {
  thisMonth: number;
  lastMonth: number;
}

/**
 * By the workspace's clock. A lead counts in the month at whose beginning it was none yet and at whose end it is a customer:
 * what was won and taken back again is none.
 * @param at a moment of "this month"
 */
export async function countConversions(ctx: Context, at: Date): Promise<Conversions> {
  const month = DateTime.fromJSDate(at, { zone: ctx.workspace.zone }).startOf("month");
  const count = async (from: DateTime, to: DateTime): Promise<number> => {
    const [row] = await ctx.tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM (
        SELECT (array_agg("fromStage" ORDER BY at, id))[1] AS first, (array_agg("toStage" ORDER BY at DESC, id DESC))[1] AS last
        FROM stage_change WHERE at >= ${from.toJSDate()} AND at < ${to.toJSDate()} GROUP BY "contactId") s
      WHERE s.first IN ('lead', 'prospect') AND s.last = 'customer'`;
    return row?.count ?? 0;
  };
  return {
    thisMonth: await count(month, month.plus({ months: 1 })),
    lastMonth: await count(month.minus({ months: 1 }), month),
  };
}
