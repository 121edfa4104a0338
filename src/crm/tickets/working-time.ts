import { IANAZone } from "luxon";

/** A stretch of time; the end is not part of it. */
export interface TimeSpan {
  from: Date;
  to: Date;
}

/** A span of one weekday in minutes of the local day: 540 to 720 is 9:00 to 12:00; 1440 is midnight at its end. */
export interface WorkingSpan {
  /** 1 Monday … 7 Sunday */
  weekday: number;
  fromMinute: number;
  toMinute: number;
}

/** When a team works. */
export interface WorkingCalendar {
  /** IANA zone in which the hours are meant */
  zone: string;
  /** spans of a day in order, without overlap */
  week: readonly WorkingSpan[];
  /** names of the days off by their local date, "2026-12-25" */
  holidays: ReadonlyMap<string, string>;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A due time further away than this is none: nobody works any more. */
const furthestDays = 3 * 366;

/**
 * Every stretch of working time between two moments, in order, without overlap. A span of a day begins and ends when the
 * wall clock first shows its hour: on the night the clocks go forward what is skipped is not worked, and on the night they go
 * back the hour that comes twice counts once as part of the span that it comes in.
 */
export function* workingSpans(calendar: WorkingCalendar, from: Date, to: Date): Generator<TimeSpan> {
  if (from >= to) return;
  for (const day of localDays(calendar.zone, from, to)) {
    for (const { from: start, to: end } of spansOfDay(calendar, day)) {
      const clipped = { from: new Date(Math.max(start, from.getTime())), to: new Date(Math.min(end, to.getTime())) };
      if (clipped.from < clipped.to) yield clipped;
    }
  }
}

/** Working time between two moments, in milliseconds; 0 when the second is not after the first. */
export function workingTime(calendar: WorkingCalendar, from: Date, to: Date): number {
  let total = 0;
  for (const span of workingSpans(calendar, from, to)) total += span.to.getTime() - span.from.getTime();
  return total;
}

/**
 * The first moment by which so much working time has passed since `from`; `from` itself for none.
 * @returns null when it does not come within three years
 */
export function afterWorkingTime(calendar: WorkingCalendar, from: Date, milliseconds: number): Date | null {
  if (milliseconds <= 0) return from;
  let left = milliseconds;
  for (const span of workingSpans(calendar, from, new Date(from.getTime() + furthestDays * dayMs))) {
    const length = span.to.getTime() - span.from.getTime();
    if (length >= left) return new Date(span.from.getTime() + left);
    left -= length;
  }
  return null;
}

/** The days off between two moments that would have been worked on otherwise. */
export function holidaysBetween(calendar: WorkingCalendar, from: Date, to: Date): { date: string; name: string }[] {
  const found: { date: string; name: string }[] = [];
  if (from >= to) return found;
  for (const day of localDays(calendar.zone, from, to)) {
    const date = dateOf(day);
    const name = calendar.holidays.get(date);
    const worked = spansOfDay({ ...calendar, holidays: new Map() }, day);
    if (name !== undefined && worked.some((span) => span.from < to.getTime() && span.to > from.getTime()))
      found.push({ date, name });
  }
  return found;
}

/** The local dates that a stretch touches, each as midnight UTC of the same date. */
function* localDays(zone: string, from: Date, to: Date): Generator<number> {
  const last = localMidnight(zone, to.getTime());
  for (let day = localMidnight(zone, from.getTime()); day <= last; day += dayMs) yield day;
}

function localMidnight(zone: string, at: number): number {
  const local = at + offsetAt(zone, at);
  return local - (((local % dayMs) + dayMs) % dayMs);
}

function dateOf(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}

function spansOfDay({ zone, week, holidays }: WorkingCalendar, day: number): { from: number; to: number }[] {
  if (holidays.has(dateOf(day))) return [];
  const weekday = new Date(day).getUTCDay() || 7;
  return week
    .filter((span) => span.weekday === weekday)
    .map(({ fromMinute, toMinute }) => ({
      from: firstShown(zone, day + fromMinute * minuteMs),
      to: firstShown(zone, day + toMinute * minuteMs),
    }));
}

/**
 * The first moment at which a wall clock shows this time or a later one.
 * @param local the time as if it were UTC
 */
function firstShown(zone: string, local: number): number {
  // No zone is further from UTC than this, so the moment lies between, and with it at most one change of the clocks.
  let before = local - 15 * 3_600_000;
  let after = local + 13 * 3_600_000;
  const early = offsetAt(zone, before);
  const late = offsetAt(zone, after);
  if (early === late) return local - early;
  const first = local - early;
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(zone, middle) === early) before = middle;
    else after = middle;
  }
  // Clocks change on a whole second, and only one lies between.
  const change = Math.floor(after / 1000) * 1000;
  return first < change ? first : Math.max(change, local - late);
}

const zones = new Map<string, IANAZone>();

function offsetAt(name: string, at: number): number {
  let zone = zones.get(name);
  if (!zone) {
    zone = IANAZone.create(name);
    if (!zone.isValid) throw new Error(`There is no time zone "${name}"`);
    zones.set(name, zone);
  }
  return zone.offset(at) * minuteMs;
}
