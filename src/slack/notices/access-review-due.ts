import { z } from "zod";
import { findReview } from "../../crm/access/access-review.ts";
import { defineNotice } from "../define-notice.ts";
import { reviewDueMessage } from "../views/access-review.ts";

/** To each steward, once: a review has begun. Nothing, when it is over by then. */
export const accessReviewDue = defineNotice({
  kind: "access-review-due",
  payload: z.object({ reviewId: z.uuid() }),
  async render(ctx, { reviewId }) {
    const review = await findReview(ctx);
    return review && review.reviewId === reviewId && !review.finishedAt ? reviewDueMessage(review) : null;
  },
});
