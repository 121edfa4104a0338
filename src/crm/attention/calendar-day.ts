import { DateTime } from "luxon";

/** The Monday of a day's week. @param day "2026-11-25" */
export function mondayOf(day: string): string {
  return DateTime.fromISO(day, { zone: "utc" }).startOf("week").toFormat("yyyy-MM-dd");
}

/** Whether it is a day that the calendar has, as it is kept: "2026-11-23". */
export function isCalendarDay(typed: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(typed) && DateTime.fromISO(typed, { zone: "utc" }).isValid;
}
