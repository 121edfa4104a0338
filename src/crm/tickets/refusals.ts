import type { CalendarFault } from "./fetch-calendar.ts";
import type { TicketState } from "./ticket.ts";

export interface TicketRefusals {
  ticket_not_found: Record<string, never>;
  /** what was asked for needs a ticket that is not solved or closed yet */
  ticket_done: { number: number; state: TicketState };
  /** what was asked for needs a ticket that is solved or closed */
  ticket_not_done: { number: number };
  ticket_not_waiting: { number: number; state: TicketState };
  ticket_waiting_already: { number: number };
  /** a ticket comes back on a day to come, and not years from now */
  wait_wrong: { most: number };
  /** somebody was faster */
  ticket_taken: { number: number; by: string };
  ticket_subject_missing: Record<string, never>;
  ticket_text_too_long: {
    field: "subject" | "text" | "note" | "attempt" | "fix" | "reason" | "category";
    length: number;
    longest: number;
  };
  /** the fix is what the next person needs */
  fix_missing: { number: number };
  attempt_missing: Record<string, never>;
  note_missing: Record<string, never>;
  escalation_reason_missing: Record<string, never>;
  assignee_not_found: Record<string, never>;
  /** whoever has no access could not open what they were given */
  assignee_without_access: { name: string };
  nothing_to_hand_over: { name: string };
  ticket_linked_already: { number: number; original: number };
  /** a ticket cannot be a duplicate of itself, nor of its own duplicate */
  ticket_link_cycle: { number: number; original: number };
  outage_too_small: Record<string, never>;
  outage_not_found: Record<string, never>;
  outage_over: { title: string };
  working_hours_wrong: { reason: "none" | "overlap" | "order" };
  target_wrong: { reason: "range" | "order" };
  days_wrong: { least: number; most: number };
  zone_unknown: { zone: string };
  country_unknown: { country: string };
  calendar_unreadable: { reason: "not_calendar" | "empty" | "too_large" };
  calendar_url_wrong: Record<string, never>;
  calendar_url_unread: { fault: CalendarFault };
  period_wrong: Record<string, never>;
  absence_wrong: { reason: "order" | "past" | "too_long" };
}
