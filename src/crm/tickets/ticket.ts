import type { Department } from "../access/permission.ts";

/** From the most urgent to the least. */
export const priorities = ["P1", "P2", "P3", "P4"] as const;
export type Priority = (typeof priorities)[number];

/** new: nobody has it; open: somebody does; waiting: for the customer; solved; closed: nothing more is expected. */
export const ticketStates = ["new", "open", "waiting", "solved", "closed"] as const;
export type TicketState = (typeof ticketStates)[number];

/** What somebody still has to do something about. */
export const unsolvedStates = ["new", "open", "waiting"] as const satisfies readonly TicketState[];

export const clockKinds = ["first_response", "resolution"] as const;
export type ClockKind = (typeof clockKinds)[number];

/** Everything that can happen to a ticket, as its history has it. */
export const ticketEventKinds = [
  "opened",
  "taken",
  "assigned",
  "unassigned",
  "handed_over",
  "prioritised",
  "escalated",
  "waiting",
  "woken",
  "chased",
  "answered",
  "tried",
  "noted",
  "replied",
  "solved",
  "reopened",
  "closed",
  "linked",
  "grouped",
  "ungrouped",
  "changed",
  "warned",
  "breached",
  "erased",
] as const;
export type TicketEventKind = (typeof ticketEventKinds)[number];

/** What leaves a ticket's clocks as they were: of a thread of a thousand replies they need not know. */
export const silentKinds: readonly TicketEventKind[] = ["noted", "tried", "changed", "woken", "warned", "breached"];

/** What the customer gets an answer by: the first of them stops the clock of the first response. */
export const respondingKinds: readonly TicketEventKind[] = ["replied", "waiting", "chased", "solved"];

/** The most characters, as JavaScript and Slack count them. */
export const longestTicket = {
  subject: 200,
  text: 10_000,
  note: 10_000,
  attempt: 3_000,
  fix: 3_000,
  reason: 500,
  category: 60,
};

/** Where a ticket came from: a message in Slack. */
export interface TicketSource {
  channel: string;
  /** Slack's name for the message within its channel */
  ts: string;
  link: string | null;
  /** a Slack user's id, or the name of a bot or of an e-mail's sender */
  author: string | null;
}

/** Who is meant, as far as it is told of a colleague. */
export interface TicketPerson {
  memberId: string;
  slackUserId: string;
  name: string;
}

/** The customer of a ticket; `gone`: merged or taken out of use since, or erased. */
export interface TicketCustomer {
  contactId: string | null;
  name: string | null;
  companyId: string | null;
  companyName: string | null;
  gone: boolean;
}

/** One ticket as lists, cards and notices show it. */
export interface TicketSummary {
  id: string;
  number: number;
  subject: string;
  state: TicketState;
  priority: Priority;
  category: string | null;
  department: Department;
  customer: TicketCustomer | null;
  assignee: TicketPerson | null;
  openedAt: Date;
  /** the earliest end of a clock that runs */
  dueAt: Date | null;
  /** whether a clock of it has run out */
  late: boolean;
  solvedAt: Date | null;
  solvedBy: TicketPerson | null;
  fix: string | null;
  /** waiting: when it comes back, and whether it has */
  wakeAt: Date | null;
  wokenAt: Date | null;
  duplicateOf: { id: string; number: number } | null;
  outage: { id: string; title: string } | null;
  reopened: number;
  revision: number;
}
