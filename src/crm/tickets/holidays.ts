import ICAL from "ical.js";
import { DateTime } from "luxon";
import { Refusal } from "../refusal.ts";

export interface Day {
  /** "2026-12-25" */
  date: string;
  name: string;
}

/** Shorter public holidays (an afternoon) leave the day a working day. */
const wholeDayHours = 20;

/**
 * A country's public holidays, whole days only, in English; each date once. From date-holidays, whose data are collected from
 * Wikipedia and governments' sites (CC-BY-SA/CC-BY-3.0).
 * @param subdivision a state or region with holidays of its own, as ISO 3166-2 has it after the country
 * @throws Refusal country_unknown
 */
export async function countryHolidays(
  country: string,
  subdivision: string | null,
  years: readonly number[],
): Promise<Day[]> {
  // Loaded when it is needed: the rules of all countries are megabytes.
  const { default: Holidays } = await import("date-holidays");
  const rules = new Holidays();
  if (!(country in (rules.getCountries() ?? {}))) throw new Refusal("country_unknown", { country });
  rules.init(country, subdivision ?? "", { types: ["public"] });
  const days = new Map<string, string>();
  for (const year of years) {
    for (const { date, start, end, name } of rules.getHolidays(year, "en")) {
      const hours = (end.getTime() - start.getTime()) / 3_600_000;
      if (hours < wholeDayHours) continue;
      const first = DateTime.fromISO(date.slice(0, 10), { zone: "utc" });
      for (let day = 0; day < Math.max(1, Math.round(hours / 24)); day++)
        addDay(days, first.plus({ days: day }).toISODate() ?? "", name);
    }
  }
  return inOrder(days);
}

/** Whether there are rules for this country. */
export async function hasHolidayRules(country: string): Promise<boolean> {
  const { default: Holidays } = await import("date-holidays");
  return country in (new Holidays().getCountries() ?? {});
}

const largestCalendar = 2 * 1024 * 1024;
const mostOccurrences = 2000;

/**
 * The whole days of an iCalendar file between two dates, repeated ones each time they come, each date once. What takes part of
 * a day, or was cancelled, is no day off.
 * @throws Refusal calendar_unreadable
 */
export function readCalendar(text: string, between: { from: string; to: string }): Day[] {
  if (text.length > largestCalendar) throw new Refusal("calendar_unreadable", { reason: "too_large" });
  const days = new Map<string, string>();
  for (const event of readEvents(text)) {
    for (const { first, length, name } of occurrences(event, between)) {
      for (let day = 0; day < length; day++) {
        const date = first.plus({ days: day }).toISODate() ?? "";
        if (date >= between.from && date <= between.to) addDay(days, date, name);
      }
    }
  }
  if (days.size === 0) throw new Refusal("calendar_unreadable", { reason: "empty" });
  return inOrder(days);
}

function readEvents(text: string): ICAL.Event[] {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text.trim()));
    const all = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
    const changed = all.filter((event) => event.isRecurrenceException());
    const own = all.filter((event) => !event.isRecurrenceException());
    // A single occurrence that was changed stands apart from its series, and replaces that one of it.
    for (const event of changed) own.find(({ uid }) => uid === event.uid)?.relateException(event);
    return own;
  } catch {
    throw new Refusal("calendar_unreadable", { reason: "not_calendar" });
  }
}

function* occurrences(event: ICAL.Event, { from, to }: { from: string; to: string }) {
  const of = (item: ICAL.Event, start: ICAL.Time, end: ICAL.Time | null) => {
    if (!start?.isDate || item.component.getFirstPropertyValue("status") === "CANCELLED") return [];
    const first = DateTime.fromISO(start.toString(), { zone: "utc" });
    const last = end?.isDate ? DateTime.fromISO(end.toString(), { zone: "utc" }) : first;
    const length = Math.min(366, Math.max(1, Math.round(last.diff(first, "days").days)));
    return first.isValid ? [{ first, length, name: (item.summary ?? "").trim().slice(0, 100) || "Day off" }] : [];
  };
  if (!event.isRecurring()) return yield* of(event, event.startDate, event.endDate);
  const repeats = event.iterator();
  for (let count = 0; count < mostOccurrences; count++) {
    const next = repeats.next();
    if (!next || next.toString().slice(0, 10) > to) return;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    if ((endDate ?? startDate).toString().slice(0, 10) >= from) yield* of(item, startDate, endDate);
  }
}

function addDay(days: Map<string, string>, date: string, name: string): void {
  const known = days.get(date);
  if (known === undefined) days.set(date, name);
  else if (!known.split(", ").includes(name)) days.set(date, `${known}, ${name}`.slice(0, 200));
}

function inOrder(days: ReadonlyMap<string, string>): Day[] {
  return [...days].map(([date, name]) => ({ date, name })).toSorted((a, b) => a.date.localeCompare(b.date));
}
