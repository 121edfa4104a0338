import type { Context } from "../../db/context.ts";
import { sql } from "../../db/context.ts";
import type { InteractionType } from "./interaction.ts";

/** How many times we have talked with a customer, in which ways, and since when [R66]. */
export interface TalkSummary {
  count: number;
  byType: Partial<Record<InteractionType, number>>;
  first: Date | null;
  last: Date | null;
}

/** The rows that {@link isTalk} calls a conversation. */
export const isTalkRow = sql.sql`(i.type NOT IN ('note', 'quote') AND (i.outcome IS NULL OR i.outcome = 'connected'))`;

export async function getTalkSummary(ctx: Context, contactId: string): Promise<TalkSummary> {
  const rows = await ctx.tx.$queryRaw<{ type: InteractionType; count: number; first: Date; last: Date }[]>`
    SELECT i.type, count(*)::int AS count, min(i."happenedAt") AS first, max(i."happenedAt") AS last
    FROM interaction i WHERE i."contactId" = ${contactId}::uuid AND i."removedAt" IS NULL AND ${isTalkRow}
    GROUP BY i.type ORDER BY count DESC, i.type`;
  const time = (dates: Date[], pick: (...values: number[]) => number) =>
    dates.length === 0 ? null : new Date(pick(...dates.map((date) => date.getTime())));
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    byType: Object.fromEntries(rows.map((row) => [row.type, row.count])),
    first: time(
      rows.map((row) => row.first),
      Math.min,
    ),
    last: time(
      rows.map((row) => row.last),
      Math.max,
    ),
  };
}
