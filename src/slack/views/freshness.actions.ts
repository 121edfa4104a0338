import { actionRef } from "../action-ref.ts";

/** What can be done with what is stale. */
export const freshnessActions = {
  /** a page of the customers of whom something is to be seen to; `from` counts from 0 */
  list: actionRef("freshness.list", "kind", "from"),
  /** the same list, beneath what is there */
  open: actionRef("freshness.open", "kind"),
  /** another field, as chosen in the select */
  filter: actionRef("freshness.filter"),
  /** the customer's card, beneath the list */
  card: actionRef("freshness.card", "contactId"),
  askOwner: actionRef("freshness.ask", "contactId"),
  /** a task for each owner, from the figures of a day */
  handOut: actionRef("freshness.tasks", "day"),
  /** the form of the limits */
  settings: actionRef("freshness.settings"),
  /** every figure of a day as a file */
  file: actionRef("freshness.file", "day"),
  /** one's own customers, to be confirmed in place; beneath what is there */
  own: actionRef("freshness.own"),
  ownPage: actionRef("freshness.own-page", "from"),
  right: actionRef("freshness.right", "valueId", "from"),
  /** opens the customer's form at what is not right */
  change: actionRef("freshness.change", "contactId", "field"),
};
