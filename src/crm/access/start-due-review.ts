import { DateTime } from "luxon";
import type { Context } from "../../db/context.ts";
import { startReview } from "./access-review.ts";
import { allow } from "./permission.ts";

/** The first day of a quarter that is no Saturday or Sunday, in the zone of `at`. */
export function firstWorkingDay(at: DateTime): DateTime {
  const first = at.startOf("quarter");
  return first.weekday > 5 ? first.plus({ days: 8 - first.weekday }) : first;
}

/**
 * Begins the quarter's review and tells each steward once, unless one was begun in the quarter already, one is still
 * under way, or Steward was installed after the quarter's first working day. Asked on every working day, so that a
 * quarter that began while Steward was down is reviewed all the same.
 */
export async function startDueReview(ctx: Context): Promise<{ begun: number; told: number }> {
  await allow(ctx, "access:manage");
  const now = DateTime.fromJSDate(ctx.now, { zone: ctx.workspace.zone });
  const due = firstWorkingDay(now).toJSDate();
  const { createdAt } = await ctx.tx.workspace.findFirstOrThrow({ select: { createdAt: true } });
  if (ctx.now < due || createdAt >= due) return { begun: 0, told: 0 };
  if ((await ctx.tx.accessReview.count({ where: { startedAt: { gte: now.startOf("quarter").toJSDate() } } })) > 0)
    return { begun: 0, told: 0 };
  const { reviewId, begun } = await startReview(ctx);
  if (!begun) return { begun: 0, told: 0 };
  const stewards = await ctx.tx.$queryRaw<{ slackUserId: string }[]>`
    SELECT DISTINCT m."slackUserId" FROM member m JOIN access_grant g ON g."memberId" = m.id
    WHERE g.role = 'steward' AND g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now})
      AND m."deactivatedAt" IS NULL AND NOT m."isGuest" ORDER BY 1`;
  for (const { slackUserId } of stewards) {
    ctx.notify({ kind: "access-review-due", recipient: slackUserId, payload: { reviewId } });
  }
  return { begun: 1, told: stewards.length };
}
