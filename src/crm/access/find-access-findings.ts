import type { Context } from "../../db/context.ts";
import { findReview } from "./access-review.ts";
import { findOwnershipGaps, type OwnershipGap } from "./ownership.ts";
import { allow } from "./permission.ts";

/** What a steward has to see to. */
export interface AccessFindings {
  gaps: OwnershipGap[];
  /** a review that should have been done by `dueAt`, with how many people are still to be decided on */
  overdueReview: { dueAt: Date; left: number } | null;
}

export async function findAccessFindings(ctx: Context): Promise<AccessFindings> {
  await allow(ctx, "access:manage");
  const review = await findReview(ctx);
  const overdue = review !== null && review.finishedAt === null && review.dueAt < ctx.now;
  const open = review?.items.filter(({ decision, access }) => decision === null && access !== null) ?? [];
  return {
    gaps: await findOwnershipGaps(ctx),
    overdueReview: overdue ? { dueAt: review.dueAt, left: open.length } : null,
  };
}
