import { actionRef } from "../action-ref.ts";

export const ownerActions = {
  /** who answers for what, as a message; and the form that says so */
  list: actionRef("owners.list"),
  set: actionRef("owners.set"),
  /** another page of who had access at the end of a day */
  asOf: actionRef("access.as-of", "day", "offset"),
};
