import { actionRef } from "../action-ref.ts";

/** What can be done with a ticket by a button, the same on its card, in an answer, in a notice and in the Home tab. */
export const ticketActions = {
  /** at once */
  take: actionRef("ticket.take", "ticketId"),
  answered: actionRef("ticket.answered", "ticketId"),
  chase: actionRef("ticket.chase", "ticketId"),
  close: actionRef("ticket.close", "ticketId"),
  reopen: actionRef("ticket.reopen", "ticketId"),
  /** what solved another one solves this one too */
  useFix: actionRef("ticket.use-fix", "ticketId", "fromId"),
  /** open a form */
  solve: actionRef("ticket.solve", "ticketId"),
  assign: actionRef("ticket.assign", "ticketId"),
  waiting: actionRef("ticket.waiting", "ticketId"),
  priority: actionRef("ticket.priority", "ticketId"),
  escalate: actionRef("ticket.escalate", "ticketId"),
  duplicate: actionRef("ticket.duplicate", "ticketId"),
  tried: actionRef("ticket.tried", "ticketId"),
  note: actionRef("ticket.note", "ticketId"),
  customer: actionRef("ticket.customer", "ticketId"),
  /** show something */
  why: actionRef("ticket.why", "ticketId"),
  show: actionRef("ticket.show", "ticketId"),
  next: actionRef("ticket.next"),
};

/** How tickets are run, for stewards. */
export const ticketSettingsActions = {
  show: actionRef("ticket-settings.show"),
  channels: actionRef("ticket-settings.channels"),
  hours: actionRef("ticket-settings.hours"),
  targets: actionRef("ticket-settings.targets"),
  people: actionRef("ticket-settings.people"),
};
