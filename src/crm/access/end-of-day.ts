import { DateTime } from "luxon";

/**
 * The moment at which a calendar day is over in a zone: the first of the next one, so that access "until 31 Dec" holds
 * for all of that day, whichever way the clocks go in it. Null when there is no such day.
 * @param day "2026-12-31"
 */
export function endOfDay(day: string, zone: string): Date | null {
  const at = DateTime.fromISO(day, { zone });
  return /^\d{4}-\d{2}-\d{2}$/u.test(day) && at.isValid ? at.plus({ days: 1 }).startOf("day").toJSDate() : null;
}

/** The last whole day before that moment, as a calendar date. */
export function lastDayBefore(end: Date, zone: string): string {
  return DateTime.fromMillis(end.getTime() - 1, { zone }).toFormat("yyyy-MM-dd");
}
