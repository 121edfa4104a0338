import { addDays, type Days, eachDay, earlierDay, laterDay, weekdayOf } from "./local-days.ts";

/** What says on which days somebody is expected to record anything. */
export interface Working {
  /** 1 Monday … 7 Sunday */
  workDays: readonly number[];
  /** stretches of a member's access as their own local days, the days beside a period standing for all that lie further off; null: until now */
  access: readonly { from: string; to: string | null }[];
  /** days away, both included */
  absences: readonly { from: string; to: string }[];
  /** their local day now: it is not over, so nothing is missing of it yet */
  today: string;
}

/**
 * The days of a period on which somebody worked with access to Steward: their own working days, from the day of their access
 * on, without holidays, without their absences, and only those that are over.
 */
export function workingDays(person: Working, holidays: ReadonlySet<string>, period: Days): string[] {
  const yesterday = addDays(person.today, -1);
  const to = earlierDay(period.to, yesterday);
  if (period.from > to) return [];
  return eachDay({ from: period.from, to }).filter(
    (day) =>
      person.workDays.includes(weekdayOf(day)) &&
      !holidays.has(day) &&
      person.access.some((grant) => grant.from <= day && (grant.to === null || day <= grant.to)) &&
      !person.absences.some((absence) => absence.from <= day && day <= absence.to),
  );
}

/**
 * The same for many people: whoever has the same working days, access and absences gets the same list, worked out once. Of access
 * counts only what of it lies in the period.
 */
export function workingDaysOfMany(holidays: ReadonlySet<string>, period: Days): (person: Working) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (person) => {
    const { workDays, absences, today } = person;
    const access = person.access.map(({ from, to }) => [laterDay(from, period.from), to && earlierDay(to, period.to)]);
    const key = JSON.stringify([workDays, access, absences, today]);
    const found = known.get(key) ?? workingDays(person, holidays, period);
    known.set(key, found);
    return found;
  };
}
