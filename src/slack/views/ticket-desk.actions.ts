import { actionRef } from "../action-ref.ts";

/** What can be done with tickets from a list, an answer or the Home tab, beside what can be done with one of them. */
export const ticketDeskActions = {
  /** the form of a new ticket, for a customer or without ("") */
  open: actionRef("ticket-desk.open", "contactId"),
  /** a list as typed ("mine", "late P1"), as a new message */
  list: actionRef("ticket-desk.list", "typed"),
  /** another page of it in place; `after` is empty on the first */
  page: actionRef("ticket-desk.page", "after", "typed"),
  /** the tickets with these numbers, by commas; `from` counts from 0 */
  behind: actionRef("ticket-desk.behind", "from", "numbers"),
  /** the ticket due first but for these, ids by commas */
  skip: actionRef("ticket-desk.skip", "seen"),
  /** another page of why; `from` counts from 0 */
  whyPage: actionRef("ticket-desk.why", "ticketId", "from"),
  /** the most common problems of a period as typed */
  top: actionRef("ticket-desk.top", "typed"),
  handOver: actionRef("ticket-desk.hand-over"),
  away: actionRef("ticket-desk.away"),
  /** the form that puts this ticket and others into one outage */
  group: actionRef("ticket-desk.group", "ticketId"),
  ungroup: actionRef("ticket-desk.ungroup", "ticketId"),
  /** the form that solves all of an outage */
  solveOutage: actionRef("ticket-desk.solve-outage", "outageId"),
  /** all of its outage by what solved this ticket */
  solveAlike: actionRef("ticket-desk.solve-alike", "ticketId", "outageId"),
  /** a suggestion taken as it was shown */
  setCategory: actionRef("ticket-desk.set-category", "ticketId", "category"),
  setPriority: actionRef("ticket-desk.set-priority", "ticketId", "priority"),
  give: actionRef("ticket-desk.give", "ticketId", "memberId"),
  setCustomer: actionRef("ticket-desk.set-customer", "ticketId", "contactId"),
  linkTo: actionRef("ticket-desk.link-to", "ticketId", "originalId"),
};

/** What can be done with the words of a new ticket that have still to find their customer. */
export const ticketDraftActions = {
  use: actionRef("ticket-draft.use", "draftId", "contactId"),
  /** as it was typed, for nobody known */
  alone: actionRef("ticket-draft.alone", "draftId"),
  form: actionRef("ticket-draft.form", "draftId"),
  discard: actionRef("ticket-draft.discard", "draftId"),
};

/** What can be done where Steward was mentioned in a private conversation. */
export const ticketMentionActions = {
  /** the form of a ticket from this message; `threadTs` is empty outside a thread */
  form: actionRef("ticket-mention.form", "channel", "ts", "threadTs", "words"),
};

/** The action_id of every select that finds a ticket by typing. */
export const ticketSelect = "ticket.suggest";
