import type { KnownBlock } from "@slack/types";
import { DateTime } from "luxon";
import { mondayOf } from "../../crm/attention/calendar-day.ts";
import { type ActivityType, activityTypes, type DayCount } from "../../crm/usage/activity.ts";
import { addDays, type Days, eachDay, laterDay } from "../../crm/usage/local-days.ts";
import { entriesOf, type PersonUsage, type TeamUsage } from "../../crm/usage/sum-team.ts";
import { inlineWithin } from "../mrkdwn.ts";
import { barChart, mostPoints } from "./chart.ts";
import { usageText as text } from "./usage.text.ts";

/** As much of a name as tells people apart: a digest of many is read on a telephone. */
export const longestName = 60;
/** People named in one message; the file has all. */
export const mostPeople = 15;

/** "26 Oct to 22 Nov", with the year where it is not this one. */
export function periodWords({ from, to }: Days, now: Date): string {
  const year = DateTime.fromJSDate(now, { zone: "utc" }).year;
  const say = (day: string) => {
    const at = DateTime.fromISO(day, { zone: "utc" }).setLocale("en-GB");
    return at.toFormat(at.year === year ? "d LLL" : "d LLL yyyy");
  };
  return text.period(say(from), say(to));
}

/** A team's numbers, a line each: what was recorded when, how much, how well, and what came of it. */
export function teamLines(team: TeamUsage, days: Days): string[] {
  const entries = entriesOf(team);
  const perPerson = (count: number) => (team.people === 0 ? 0 : count / team.people);
  const weeks = eachDay(days).length / 7;
  return [
    text.covered(team.coveredDays, team.workingDays),
    text.breadth(
      entries,
      team.workingDays > 0 ? entries / team.workingDays : null,
      perPerson(team.customers),
      perPerson(team.types),
    ),
    ...(entries > 0
      ? [
          text.depth({ entries, withNote: team.withNote, length: team.noteLength, withNextStep: team.withNextStep }, [
            team.callsWithOutcome,
            team.calls,
          ]),
        ]
      : []),
    text.closed(
      {
        ...{ solved: team.ticketsSolved, sent: team.quotesSent, won: team.quotesWon, lost: team.quotesLost },
        moved: team.moved,
      },
      (count) => perPerson(count) / weeks,
    ),
  ].map((line) => `${line.charAt(0).toUpperCase()}${line.slice(1)}`);
}

/** One person's numbers as a manager is shown them, and as the person is shown them first: the same words. */
export function personLine(person: PersonUsage): string {
  return text.person(
    inlineWithin(person.name, longestName),
    person.coveredDays,
    person.workingDays,
    personCounts(person),
  );
}

/** The same without the name. */
export function personCounts(person: PersonUsage): string {
  return text.personCounts(entriesOf(person), person.customers, person.ticketsSolved, person.quotesSent);
}

export function sumOfTypes(counts: readonly DayCount[]): Record<ActivityType, number> {
  const sum = (type: ActivityType) => counts.reduce((total, one) => total + (one.type === type ? one.count : 0), 0);
  return { call: sum("call"), email: sum("email"), meeting: sum("meeting"), visit: sum("visit") };
}

export function reachedCalls(counts: readonly DayCount[]): number {
  return counts.reduce((total, { type, reached }) => total + (type === "call" ? reached : 0), 0);
}

/** What was done, day by day, or in longer stretches. */
interface Stretches {
  by: "day" | "week" | "month";
  each: Stretch[];
}

/** What was done on one day, in one week, or in one month. */
interface Stretch {
  /** short: seven stand under a chart on a telephone */
  label: string;
  name: string;
  of: Record<ActivityType, number>;
}

const daysOfWeek = 7;

/** A Saturday or Sunday on which nobody did anything: in the chart of a week it would be mere emptiness. */
function isIdleWeekend(day: string, counts: readonly DayCount[]): boolean {
  return DateTime.fromISO(day, { zone: "utc" }).isWeekend && !counts.some((one) => one.day === day && one.count > 0);
}

/** By day, or where there are more than a chart holds by week, or by month. */
export function stretchesOf(counts: readonly DayCount[], days: Days): Stretches {
  const every = eachDay(days);
  const all = every.length <= daysOfWeek ? every.filter((day) => !isIdleWeekend(day, counts)) : every;
  const format = (day: string, as: string) => DateTime.fromISO(day, { zone: "utc" }).setLocale("en-GB").toFormat(as);
  const byDay = (day: string) => ({
    key: day,
    label: format(day, every.length <= daysOfWeek ? "ccc" : "d LLL"),
    name: format(day, "ccc d LLL"),
  });
  const byWeek = (day: string) => {
    const monday = laterDay(mondayOf(day), days.from);
    return { key: monday, label: format(monday, "d LLL"), name: format(monday, "d LLL") };
  };
  const byMonth = (day: string) => ({
    ...{ key: day.slice(0, 7), label: format(day, "LLL yyyy"), name: format(day, "LLLL yyyy") },
  });
  const weeks = new Set(all.map((day) => byWeek(day).key)).size;
  const by = all.length <= mostPoints ? "day" : weeks <= mostPoints ? "week" : "month";
  const bucket = { day: byDay, week: byWeek, month: byMonth }[by];
  const stretches = new Map<string, { label: string; name: string; days: Set<string> }>();
  for (const day of all) {
    const { key, label, name } = bucket(day);
    const stretch = stretches.get(key) ?? { label, name, days: new Set() };
    stretch.days.add(day);
    stretches.set(key, stretch);
  }
  const each = [...stretches.values()].map(({ label, name, days: own }) => ({
    ...{ label, name },
    of: sumOfTypes(counts.filter(({ day }) => own.has(day))),
  }));
  return { by, each };
}

/** The chart of what was done, and the same in words for whoever cannot see one. */
export function activityChart({ by, each }: Stretches): KnownBlock {
  return barChart(text.chartTitle(by), {
    categories: each.map(({ label }) => label),
    series: activityTypes.map((type) => ({ name: text.series[type], values: each.map(({ of }) => of[type]) })),
    axis: text.chartAxis(),
  });
}

export function activityWords({ each }: Stretches): string[] {
  return each.map(({ name, of }) =>
    text.chartLine(
      name,
      activityTypes.flatMap((type) => (of[type] > 0 ? [text.ofType(of[type], type)] : [])),
    ),
  );
}

/** The Sunday of a week. */
export function weekDays(week: string): Days {
  return { from: week, to: addDays(week, 6) };
}
