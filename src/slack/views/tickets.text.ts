import type { CalendarFault } from "../../crm/tickets/fetch-calendar.ts";
import type { TicketRefusals } from "../../crm/tickets/refusals.ts";
import { inline, shorten } from "../mrkdwn.ts";

const name = (text: string) => inline(shorten(text, 60));

const fieldNames: Record<TicketRefusals["ticket_text_too_long"]["field"], string> = {
  subject: "What is wrong",
  text: "The text",
  note: "The note",
  attempt: "What was tried",
  fix: "What helped",
  reason: "The reason",
  category: "The category",
};

/** Why a calendar's address gives no days off, and what to do about it. */
export const calendarFaultSentences: Record<CalendarFault, string> = {
  not_https: "That address leads to one without https. Give me one that begins with https://.",
  not_public: "That address is not on the public Internet. Give me a public one, or the calendar as a file.",
  no_server: "There is no server of that name. Check the address.",
  no_answer: "Nobody answers at that address. Check it, try again later, or give me the calendar as a file.",
  missing: "There is nothing at that address (404). Check it, or give me the calendar as a file.",
  forbidden: "That address is not open to me. Share the calendar by a secret or public address.",
  refused: "That address gives no calendar. Check it, or give me the calendar as a file.",
  too_large: "That calendar is larger than 2 MB. Give me one with the holidays only.",
  not_calendar: "What is at that address is no calendar. Give me the address of an iCalendar file (.ics).",
  empty: "There are no days in that calendar. Whole days in it become holidays.",
};

const doneWords = { new: "new", open: "open", waiting: "waiting", solved: "solved", closed: "closed" } as const;

export const ticketRefusals = {
  ticket_not_found: () => "There is no such ticket. `/crm-ticket list` shows the open ones.",
  ticket_done: ({ number, state }) => `T-${number} is ${doneWords[state]} already. Reopen it if it is not over.`,
  ticket_not_done: ({ number }) => `T-${number} is not solved or closed, so there is nothing to reopen.`,
  ticket_not_waiting: ({ number, state }) => `T-${number} is not waiting for the customer: it is ${doneWords[state]}.`,
  ticket_waiting_already: ({ number }) =>
    `T-${number} is waiting for the customer already. Chase them, or say that they answered.`,
  wait_wrong: ({ most }) => `Choose a day from tomorrow on, ${most} days from now at the latest.`,
  ticket_taken: ({ number, by }) => `${name(by)} has T-${number}. Reassign it if you want to take it over.`,
  ticket_subject_missing: () => "Say in a few words what is wrong.",
  ticket_text_too_long: ({ field, length, longest }) =>
    `${fieldNames[field]} has ${length} characters, and ${longest} fit. Shorten it.`,
  fix_missing: ({ number }) => `Say what solved T-${number}: the next person with this problem needs it.`,
  attempt_missing: () => "Say what was tried, so that nobody tries it again.",
  note_missing: () => "Write what you want to note.",
  escalation_reason_missing: () => "Say why it cannot wait: whoever is told reads it first.",
  assignee_not_found: () => "I know nobody by that name. Choose a colleague.",
  assignee_without_access: ({ name: who }) =>
    `${name(who)} cannot work on tickets: only people with a member's access or more can. A steward can give it.`,
  nothing_to_hand_over: ({ name: who }) => `${name(who)} has no open tickets.`,
  ticket_linked_already: ({ number, original }) => `T-${number} is a duplicate of T-${original} already.`,
  ticket_link_cycle: ({ number, original }) =>
    number === original
      ? `T-${number} cannot be a duplicate of itself. Name the other ticket.`
      : `T-${original} is a duplicate of T-${number} already. Reopen T-${original} first if it should be the other way round.`,
  outage_too_small: () => "An outage needs two tickets at least. Name the others.",
  outage_not_found: () => "There is no such outage.",
  outage_over: ({ title }) => `The outage "${name(title)}" is over. Group the tickets anew.`,
  working_hours_wrong: ({ reason }) =>
    ({
      none: "Name working hours on one day at least, such as Mon-Fri 9:00-12:00, 13:00-17:00.",
      order: "Each span of working hours has to end after it begins, within the same day.",
      overlap: "Two spans of the same day overlap. Make one of them.",
    })[reason],
  target_wrong: ({ reason }) =>
    reason === "order"
      ? "The time to solve a ticket cannot be shorter than the time to answer it."
      : "A target is between 1 minute and 1,000 working hours.",
  days_wrong: ({ least, most }) => `Choose between ${least} and ${most} days.`,
  zone_unknown: ({ zone }) => `I don't know the time zone "${name(zone)}". Write it like Asia/Jakarta.`,
  country_unknown: ({ country }) =>
    `I know no public holidays of "${name(country)}". Write the country's two letters, such as ID.`,
  calendar_unreadable: ({ reason }) =>
    ({
      not_calendar: "That is not a calendar I can read. Give me an iCalendar file (.ics).",
      empty: "There are no days in that calendar. Whole days in it become holidays.",
      too_large: "That calendar is larger than 2 MB. Give me one with the holidays only.",
    })[reason],
  calendar_url_unread: ({ fault }) => calendarFaultSentences[fault],
  calendar_url_wrong: () => "Give me a calendar's full address, beginning with https://.",
  period_wrong: () => "The period has to end after it begins, and be no longer than two years.",
  absence_wrong: ({ reason }) =>
    ({
      order: "The last day has to be the first one or later, like 2026-12-24 to 2026-12-31.",
      past: "Those days are over. Say when you are away from today on.",
      too_long: "A year at most. Whoever is away for longer should not have tickets at all.",
    })[reason],
} satisfies { [C in keyof TicketRefusals]: (details: TicketRefusals[C]) => string };
