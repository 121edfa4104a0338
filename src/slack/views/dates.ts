import { DateTime } from "luxon";

/** Whose eyes a date is for. */
export interface Reader {
  zone: string;
  now: Date;
}

function local(date: Date, reader: Reader): DateTime {
  return DateTime.fromJSDate(date, { zone: reader.zone }).setLocale("en-GB");
}

/** Calendar days from the reader's today: 0 today, -1 yesterday. */
function daysAway(date: Date, reader: Reader): number {
  return Math.round(local(date, reader).startOf("day").diff(local(reader.now, reader).startOf("day"), "days").days);
}

/** "12 Nov", with the year where it is not this one. */
export function day(date: Date, reader: Reader): string {
  const at = local(date, reader);
  return at.toFormat(at.hasSame(local(reader.now, reader), "year") ? "d LLL" : "d LLL yyyy");
}

/** "Thu 3 Dec 2026": a day with nothing left to guess. */
export function wholeDay(date: Date, reader: Reader): string {
  return local(date, reader).toFormat("ccc d LLL yyyy");
}

/** A date without a zone, such as "customer since". */
export function calendarDay(date: Date): string {
  return DateTime.fromJSDate(date, { zone: "utc" }).setLocale("en-GB").toFormat("d LLL yyyy");
}

/** "today", "tomorrow", "Fri 27 Nov": a day to come, as a person says it. */
export function dueDay(date: Date, reader: Reader): string {
  const away = daysAway(date, reader);
  if (away === 0) return "today";
  if (away === 1) return "tomorrow";
  const at = local(date, reader);
  return at.toFormat(at.hasSame(local(reader.now, reader), "year") ? "ccc d LLL" : "ccc d LLL yyyy");
}

/** "today 14:05", "yesterday", "Thu 19 Nov": when something happened. */
export function happened(date: Date, reader: Reader): string {
  const away = daysAway(date, reader);
  const at = local(date, reader);
  if (away === 0) return `today ${at.toFormat("HH:mm")}`;
  if (away === -1) return "yesterday";
  return away > -7 && away < 0 ? at.toFormat("ccc d LLL") : day(date, reader);
}

/** "3 days ago (19 Nov)": phones cannot hover, so the day stands beside the distance. */
export function ago(date: Date, reader: Reader): string {
  const away = -daysAway(date, reader);
  if (away <= 0) return "today";
  if (away === 1) return "yesterday";
  const at = local(date, reader).startOf("day");
  return `${lasting(at, local(reader.now, reader).startOf("day"))} ago (${day(date, reader)})`;
}

/** "2 years", "5 months", "3 weeks", "2 days": how long something has lasted. */
export function span(from: Date, to: Date): string {
  return lasting(DateTime.fromJSDate(from, { zone: "utc" }), DateTime.fromJSDate(to, { zone: "utc" }));
}

/** "2 days", "5 hours", "20 min": how long something has been open. */
export function ageOf(since: Date, { now }: Reader): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 24 * 60 ? plural(Math.floor(minutes / 60), "hour") : span(since, now);
}

/** By the calendar: four years are over on the day, whatever leap years lie between. */
function lasting(from: DateTime, to: DateTime): string {
  const { years, months } = to.diff(from, ["years", "months", "days"]);
  const days = Math.max(0, Math.floor(to.diff(from, "days").days));
  if (years >= 1) return plural(years, "year");
  if (months >= 2) return plural(months, "month");
  return days >= 14 ? plural(Math.floor(days / 7), "week") : plural(days, "day");
}

/** "March", with the year where it is not this one. */
export function month(date: Date, reader: Reader): string {
  const at = local(date, reader);
  return at.toFormat(at.hasSame(local(reader.now, reader), "year") ? "LLLL" : "LLLL yyyy");
}

export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/** "7th" */
export function ordinal(count: number): string {
  const endings: Record<string, string> = { one: "st", two: "nd", few: "rd" };
  return `${count}${endings[new Intl.PluralRules("en", { type: "ordinal" }).select(count)] ?? "th"}`;
}

/** A day without a time, as the reader has it: noon of it. @param calendarDay "2026-11-27" */
export function dayOf(calendarDay: string, reader: Reader): Date {
  return DateTime.fromISO(`${calendarDay}T12:00`, { zone: reader.zone }).toJSDate();
}

/** For a date picker: the reader's own calendar day. */
export function pickerDay(date: Date, reader: Reader): string {
  return local(date, reader).toFormat("yyyy-MM-dd");
}

export function pickerTime(date: Date, reader: Reader): string {
  return local(date, reader).toFormat("HH:mm");
}

/** The moment that a date picker and a time picker mean in the reader's zone. */
export function picked(dayPicked: string, timePicked: string, zone: string): Date {
  return DateTime.fromISO(`${dayPicked}T${timePicked}`, { zone }).toJSDate();
}
