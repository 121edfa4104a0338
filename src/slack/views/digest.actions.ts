import { actionRef } from "../action-ref.ts";

/** What can be answered to "Still true?". */
export const digestActions = {
  yes: actionRef("digest.yes", "pointId"),
  /** opens the customer's form */
  changed: actionRef("digest.changed", "contactId"),
  skip: actionRef("digest.skip", "pointId"),
};
