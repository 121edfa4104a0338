import { actionRef } from "../action-ref.ts";

/** What can be answered to "Still true?". */
export const digestActions = {
  yes: actionRef("digest.yes", "pointId"),
  /** opens the customer's form at what was asked */
  changed: actionRef("digest.changed", "contactId", "field"),
  skip: actionRef("digest.skip", "pointId"),
};
