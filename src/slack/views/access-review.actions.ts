import { actionRef } from "../action-ref.ts";

export const reviewActions = {
  /** begins a review, or goes on with the one under way */
  open: actionRef("review.open"),
  keep: actionRef("review.keep", "itemId"),
  change: actionRef("review.change", "itemId"),
  revoke: actionRef("review.revoke", "itemId"),
  /** everyone shown by name, from the first to the last of them */
  keepRest: actionRef("review.keep-rest", "firstItemId", "lastItemId"),
};
