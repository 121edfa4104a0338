import type { Department } from "../access/permission.ts";
import { noRecords, type Records } from "./count-records.ts";
import type { Recorder } from "./list-recorders.ts";

type Sums = typeof noRecords;

/** One person's part in a period. */
export interface PersonUsage extends Sums {
  memberId: string;
  name: string;
  slackUserId: string;
  departments: Department[];
  /** days on which they were expected to record something, and those of them on which they did */
  workingDays: number;
  coveredDays: number;
  /** on any day, off work included */
  recordedDays: number;
}

/** What a team recorded in a period: its people's numbers added up. */
export interface TeamUsage extends Sums {
  people: number;
  /** had at least one working day in the period */
  expected: number;
  /** of those: recorded something on every working day of theirs */
  everyDay: number;
  /** of those: recorded nothing at all */
  silent: number;
  workingDays: number;
  coveredDays: number;
}

/** A person's numbers, from who they are and what they recorded. */
export function personUsage(recorder: Recorder, records: Records | undefined): PersonUsage {
  const { memberId, name, slackUserId, departments, workingDays } = recorder;
  const { days = [], ...counts } = records ?? { ...noRecords, days: [] };
  const recorded = new Set(days);
  return {
    ...noRecords,
    ...counts,
    ...{ memberId, name, slackUserId, departments, workingDays: workingDays.length, recordedDays: recorded.size },
    coveredDays: workingDays.filter((day) => recorded.has(day)).length,
  };
}

const summed = Object.keys(noRecords) as (keyof Sums)[];

/** People's numbers added up. Of customers and types a person's own count is added: two who talk to one customer count twice. */
export function sumTeam(people: readonly PersonUsage[]): TeamUsage {
  const sum = (pick: (person: PersonUsage) => number) => people.reduce((total, person) => total + pick(person), 0);
  const expected = people.filter(({ workingDays }) => workingDays > 0);
  const sums = Object.fromEntries(summed.map((key) => [key, sum((person) => person[key])])) as Sums;
  return {
    ...sums,
    people: people.length,
    expected: expected.length,
    everyDay: expected.filter(({ workingDays, coveredDays }) => coveredDays === workingDays).length,
    silent: expected.filter(({ recordedDays }) => recordedDays === 0).length,
    workingDays: sum(({ workingDays }) => workingDays),
    coveredDays: sum(({ coveredDays }) => coveredDays),
  };
}

/** Calls, e-mails, meetings and visits: what is done with customers. */
export function activitiesOf({ calls, emails, meetings, visits }: Sums): number {
  return calls + emails + meetings + visits;
}

/** Everything that was entered in a customer's history. */
export function entriesOf(sums: Sums): number {
  return activitiesOf(sums) + sums.others;
}

/** The fewest people whose sums are nobody's own. */
const fewest = 2;

/**
 * Whether sums of these people say nothing of a single one of them to whoever reads them: who reads knows their own part, and
 * what is expected of one person alone is that person's.
 * @param readerId null: nobody of the firm
 */
export function isTeam(people: readonly PersonUsage[], readerId: string | null): boolean {
  const others = people.filter(({ memberId }) => memberId !== readerId);
  if (others.length === 0) return true;
  const expected = others.filter(({ workingDays }) => workingDays > 0).length;
  return others.length >= fewest && expected !== 1;
}
