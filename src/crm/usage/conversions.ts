import { DateTime } from "luxon";
import type { Context } from "../../db/context.ts";
import { countNewCustomers } from "../quotes/count-quotes.ts";

/** Leads that became customers in a month so far, beside the whole month before [R126]. */
export interface Conversions {
  thisMonth: number;
  lastMonth: number;
}

/**
 * By the workspace's clock.
 * @param at a moment of "this month"
 * @throws Refusal not_permitted
 */
export async function readConversions(ctx: Context, at: Date): Promise<Conversions> {
  const month = DateTime.fromJSDate(at, { zone: ctx.workspace.zone }).startOf("month");
  const count = async (from: DateTime, to: DateTime) =>
    (await countNewCustomers(ctx, { from: from.toJSDate(), to: to.toJSDate() })).count;
  return {
    thisMonth: await count(month, month.plus({ months: 1 })),
    lastMonth: await count(month.minus({ months: 1 }), month),
  };
}
