import { actionRef } from "../action-ref.ts";

export const customerActions = {
  card: actionRef("customer.card", "contactId"),
  /** `after` is empty on the first page */
  timeline: actionRef("customer.timeline", "contactId", "after"),
  /** another page of a search; `from` counts from 0 */
  found: actionRef("customer.found", "from", "typed"),
  /** a page of the earlier addresses and titles; `from` counts from 0 */
  earlier: actionRef("customer.earlier", "contactId", "from"),
  edit: actionRef("customer.edit", "contactId"),
  share: actionRef("customer.share", "contactId"),
  addTask: actionRef("customer.task", "contactId"),
  create: actionRef("customer.create"),
  /** opens the form in which one is found by typing */
  find: actionRef("customer.find"),
};

/** The action_id of every select that finds a customer by typing. */
export const customerSelect = "customer.suggest";
