import { DateTime, IANAZone } from "luxon";
import { sql } from "../../db/context.ts";

/** Whole calendar days, "2026-11-16" to "2026-11-22", both included: each person's own, wherever they are. */
export interface Days {
  from: string;
  to: string;
}

/** A stretch of whole local days in one zone; all but a single one have 24 hours. */
interface DayRun {
  zone: string;
  firstDay: string;
  days: number;
  from: Date;
  to: Date;
}

const dayMs = 86_400_000;

/**
 * When the days of a period begin and end in each zone, as few runs as the changes of the clocks allow: a day on which they
 * change stands alone. The database's own zones may be older than the names that Slack sends, so they are not asked.
 */
export function dayRuns(zones: readonly string[], { from, to }: Days): DayRun[] {
  return [...new Set(zones)].flatMap((name) => {
    const zone = IANAZone.create(name);
    const runs: DayRun[] = [];
    const last = DateTime.fromISO(to, { zone: "utc" });
    for (let day = DateTime.fromISO(from, { zone: "utc" }); day <= last; day = day.plus({ days: 1 })) {
      const start = startOf(day, zone);
      const end = startOf(day.plus({ days: 1 }), zone);
      const run = runs.at(-1);
      const whole = end.getTime() - start.getTime() === dayMs;
      if (run && whole && run.to.getTime() - run.from.getTime() === run.days * dayMs) {
        run.days++;
        run.to = end;
      } else runs.push({ zone: name, firstDay: day.toFormat("yyyy-MM-dd"), days: 1, from: start, to: end });
    }
    return runs;
  });
}

/** The first moment of a local day; a zone that does not exist counts as UTC. */
function startOf(day: DateTime, zone: IANAZone): Date {
  const { year, month, day: date } = day;
  return DateTime.fromObject({ year, month, day: date }, { zone: zone.isValid ? zone : "utc" })
    .startOf("day")
    .toJSDate();
}

/**
 * The local day of a moment of the period; of an earlier one the day before it, of a later one the day after. For thousands of
 * moments: each zone's days are looked up once.
 */
export function daysOfZones({ from, to }: Days): (at: Date, zone: string) => string {
  const period = { from: addDays(from, -1), to: addDays(to, 1) };
  const zones = new Map<string, DayRun[]>();
  return (at, zone) => {
    const runs = zones.get(zone) ?? dayRuns([zone], period);
    zones.set(zone, runs);
    const run = runs.findLast((one) => one.from <= at);
    if (!run) return period.from;
    return addDays(run.firstDay, Math.min(Math.floor((at.getTime() - run.from.getTime()) / dayMs), run.days - 1));
  };
}

/** The runs as rows of SQL: `runs(zone, "from", "to", "firstDay", days)`. */
export function runRows(runs: readonly DayRun[]): sql.Sql {
  return sql.sql`unnest(${runs.map(({ zone }) => zone)}::text[], ${runs.map((run) => run.from)}::timestamptz[],
    ${runs.map((run) => run.to)}::timestamptz[], ${runs.map(({ firstDay }) => firstDay)}::text[]::date[],
    ${runs.map(({ days }) => days)}::int[]) AS runs (zone, "from", "to", "firstDay", days)`;
}

/** The local day of a moment within its run. @param at a column */
export function dayWithin(at: sql.Sql): sql.Sql {
  return sql.sql`(runs."firstDay" + least(floor(extract(epoch FROM ${at} - runs."from") / 86400)::int, runs.days - 1))`;
}

/** The moments between which every zone's days of the period lie. */
export function widest({ from, to }: Days): { from: Date; to: Date } {
  const utc = (day: string) => DateTime.fromISO(day, { zone: "utc" });
  return { from: utc(from).minus({ hours: 15 }).toJSDate(), to: utc(to).plus({ days: 1, hours: 15 }).toJSDate() };
}

/** Midnight UTC of a calendar day. Thousands of people's days are gone through for one report: no library for that. */
const utcOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const isoOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Every day of a period in order. */
export function eachDay({ from, to }: Days): string[] {
  const days: string[] = [];
  for (let at = utcOf(from); at <= utcOf(to); at += dayMs) days.push(isoOf(at));
  return days;
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(utcOf(day)).getUTCDay() || 7;
}

export function earlierDay(one: string, other: string): string {
  return one.localeCompare(other) <= 0 ? one : other;
}

export function laterDay(one: string, other: string): string {
  return earlierDay(one, other) === one ? other : one;
}

export function addDays(day: string, days: number): string {
  return isoOf(utcOf(day) + days * dayMs);
}
