import { actionRef } from "../action-ref.ts";

export const mergeActions = {
  /** "Merge" on a card: which other customer is the same person */
  start: actionRef("customer.merge", "contactId"),
  undo: actionRef("customer.merge.undo", "mergeId"),
};

/** The action_id of the select that finds the other customer; the form's memory says of whom. */
export const duplicateSelect = "customer.duplicate";
