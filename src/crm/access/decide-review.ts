import type { Context } from "../../db/context.ts";
import { type Decision, findReview, type Review, type ReviewItem } from "./access-review.ts";
import { lockAccess } from "./access-state.ts";
import { allow } from "./permission.ts";
import { revokeAccess } from "./revoke-access.ts";

export interface Decided {
  review: Review;
  /** had been decided before, by `decidedBy`: nothing was done */
  already: ReviewItem | null;
}

/**
 * A steward's word on one person: access stays, or ends at once. Another steward may have been quicker; what was decided
 * first stands. Null when there is no such review any more.
 * @throws Refusal last_steward, last_lasting_steward
 */
export async function decideReview(
  ctx: Context,
  { itemId, decision }: { itemId: string; decision: "keep" | "revoke" },
): Promise<Decided | null> {
  await allow(ctx, "access:manage");
  await lockAccess(ctx.tx);
  const found = await findItem(ctx, itemId);
  if (!found) return null;
  const { review, item } = found;
  if (item.decision !== null || review.finishedAt) return { review, already: item };
  if (!item.access) await settle(ctx, review.reviewId, [item], "gone");
  else {
    if (decision === "revoke") await revokeAccess(ctx, { memberIds: [item.memberId] });
    await settle(ctx, review.reviewId, [item], decision);
  }
  return { review: await settled(ctx), already: null };
}

/** What was changed by the form counts as decided; whoever is in no review, or was decided on before, is left alone. */
export async function noteReviewed(ctx: Context, memberIds: readonly string[]): Promise<Review | null> {
  await allow(ctx, "access:manage");
  const review = await findReview(ctx);
  if (!review || review.finishedAt) return review;
  const items = review.items.filter(({ memberId, decision }) => decision === null && memberIds.includes(memberId));
  await settle(ctx, review.reviewId, items, "change");
  return settled(ctx);
}

/**
 * Keeps the people of whom nothing is unusual, from the first to the last of those who were shown by name. Whoever was
 * decided on or lost access meanwhile is not kept by it.
 */
export async function keepRest(
  ctx: Context,
  { firstItemId, lastItemId }: { firstItemId: string; lastItemId: string },
): Promise<Review | null> {
  await allow(ctx, "access:manage");
  await lockAccess(ctx.tx);
  const review = await findReview(ctx);
  if (!review || review.finishedAt) return review;
  const shown = review.items.filter(
    ({ itemId, decision, exceptions: why }) =>
      decision === null && why.length === 0 && itemId >= firstItemId && itemId <= lastItemId,
  );
  const [held, lost] = [shown.filter(({ access }) => access), shown.filter(({ access }) => !access)];
  await settle(ctx, review.reviewId, held, "keep");
  await settle(ctx, review.reviewId, lost, "gone");
  return settled(ctx);
}

async function findItem(ctx: Context, itemId: string): Promise<{ review: Review; item: ReviewItem } | null> {
  const review = await findReview(ctx);
  const item = review?.items.find((one) => one.itemId === itemId);
  return review && item ? { review, item } : null;
}

/** An entry of the log for each person, who can be looked for there. */
async function settle(ctx: Context, reviewId: string, items: readonly ReviewItem[], decision: Decision): Promise<void> {
  if (items.length === 0) return;
  await ctx.tx.accessReviewItem.updateMany({
    where: { reviewId, id: { in: items.map(({ itemId }) => itemId) }, decision: null },
    data: { decision, decidedAt: ctx.now, decidedById: ctx.member?.id ?? null },
  });
  for (const { memberId } of items) {
    ctx.audit({
      ...{ action: "access_review.decided", subjectType: "member", subjectId: memberId },
      after: { decision, reviewId },
    });
  }
}

/** The review as it stands now; finished when nobody is left in it. People who lost access meanwhile need no word. */
async function settled(ctx: Context): Promise<Review> {
  const review = await findReview(ctx);
  if (!review) throw new Error("The review was there a moment ago");
  const open = review.items.filter(({ decision }) => decision === null);
  if (open.some(({ access }) => access)) return review;
  await settle(ctx, review.reviewId, open, "gone");
  await ctx.tx.accessReview.update({
    where: { id: review.reviewId },
    data: { finishedAt: ctx.now, finishedById: ctx.member?.id ?? null },
  });
  ctx.audit({
    ...{ action: "access_review.finished", subjectType: "access_review", subjectId: review.reviewId },
    after: countDecisions(review),
  });
  return { ...review, finishedAt: ctx.now };
}

/** How many people each decision was about; whoever had lost access before counts as gone. */
export function countDecisions({ items }: Pick<Review, "items">): Record<Decision, number> {
  const count = (wanted: Decision) => items.filter(({ decision }) => (decision ?? "gone") === wanted).length;
  return { keep: count("keep"), change: count("change"), revoke: count("revoke"), gone: count("gone") };
}
