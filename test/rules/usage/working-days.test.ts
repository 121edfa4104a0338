import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noRecords } from "../../../src/crm/usage/count-records.ts";
import { type GapFacts, likelyCause } from "../../../src/crm/usage/gap-cause.ts";
import { addDays } from "../../../src/crm/usage/local-days.ts";
import { quantile } from "../../../src/crm/usage/quantile.ts";
import { isTeam, type PersonUsage } from "../../../src/crm/usage/sum-team.ts";
import { type Working, workingDays } from "../../../src/crm/usage/working-days.ts";

const week = { from: "2026-11-16", to: "2026-11-22" };
const worker: Working = {
  ...{ workDays: [1, 2, 3, 4, 5], access: [{ from: "2026-01-05", to: null }], absences: [], today: "2026-11-24" },
};
const none: ReadonlySet<string> = new Set();

describe("workingDays", () => {
  it("are one's own days of the week, without holidays and days away", () => {
    expect(workingDays(worker, none, week)).toEqual([16, 17, 18, 19, 20].map((day) => `2026-11-${day}`));
    const six = { ...worker, workDays: [6, 7, 1] };
    expect(workingDays(six, none, week)).toEqual(["2026-11-16", "2026-11-21", "2026-11-22"]);
    const away = { ...worker, absences: [{ from: "2026-11-12", to: "2026-11-17" }] };
    expect(workingDays(away, new Set(["2026-11-19"]), week)).toEqual(["2026-11-18", "2026-11-20"]);
  });

  it("begin on the day of the access and end with it", () => {
    const late = { ...worker, access: [{ from: "2026-11-18", to: null }] };
    expect(workingDays(late, none, week)).toEqual(["2026-11-18", "2026-11-19", "2026-11-20"]);
    const twice = {
      ...worker,
      access: [
        { from: "2026-11-01", to: "2026-11-16" },
        { from: "2026-11-20", to: null },
      ],
    };
    expect(workingDays(twice, none, week)).toEqual(["2026-11-16", "2026-11-20"]);
  });

  it("are over: nothing is missing of today", () => {
    expect(workingDays({ ...worker, today: "2026-11-18" }, none, week)).toEqual(["2026-11-16", "2026-11-17"]);
    expect(workingDays({ ...worker, today: "2026-11-16" }, none, week)).toEqual([]);
    expect(workingDays({ ...worker, today: "2026-10-01" }, none, week)).toEqual([]);
  });

  it("are never more for another day off", () => {
    const offset = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 7 })), offset, offset, (workDays, a, b) => {
        const person = { ...worker, workDays };
        const all = workingDays(person, none, week);
        const [from, to] = [addDays(week.from, Math.min(a, b)), addDays(week.from, Math.max(a, b))];
        const less = workingDays({ ...person, absences: [{ from, to }] }, none, week);
        expect(less).toEqual(all.filter((day) => day < from || day > to));
      }),
    );
  });
});

describe("quantile", () => {
  it("is a value that did happen, and that the share does not exceed", () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([4, 1, 2, 3], 0.5)).toBe(2);
    expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9);
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const value = quantile(values, share) as number;
          expect(values).toContain(value);
          expect(values.filter((one) => one <= value).length / values.length).toBeGreaterThanOrEqual(share - 1e-9);
        },
      ),
    );
  });
});

describe("likelyCause", () => {
  const facts: GapFacts = {
    ...{ answers: 0, refusals: 0, faults: 0, misses: 0, everUsed: true, everRecorded: true, days: 7, awayDays: 0 },
    ...{ ownCustomers: 0, unreachable: 0 },
  };

  it("tells never tried, errors, poor data, only reading, stopped and away apart [R122]", () => {
    expect(likelyCause({ ...facts, everUsed: false, everRecorded: false })).toBe("never_tried");
    expect(likelyCause({ ...facts, everRecorded: false })).toBe("never_tried");
    expect(likelyCause({ ...facts, answers: 4, refusals: 3 })).toBe("errors");
    expect(likelyCause({ ...facts, everUsed: false, everRecorded: false, faults: 2 })).toBe("errors");
    expect(likelyCause({ ...facts, answers: 5, misses: 3 })).toBe("poor_data");
    expect(likelyCause({ ...facts, answers: 5, ownCustomers: 8, unreachable: 4 })).toBe("poor_data");
    expect(likelyCause({ ...facts, answers: 5, everRecorded: false })).toBe("only_reads");
    expect(likelyCause({ ...facts, answers: 5 })).toBe("stopped");
    expect(likelyCause(facts)).toBe("away");
    expect(likelyCause({ ...facts, answers: 9, awayDays: 8 })).toBe("away");
  });

  it("does not hold one slip against anybody", () => {
    expect(likelyCause({ ...facts, answers: 6, refusals: 1, misses: 1 })).toBe("stopped");
  });
});

describe("isTeam", () => {
  const person = (memberId: string, workingDays = 5): PersonUsage => ({
    ...{ ...noRecords, memberId, name: memberId, slackUserId: memberId, departments: [], workingDays },
    ...{ coveredDays: 0, recordedDays: 0 },
  });
  const [a, b, c] = [person("a"), person("b"), person("c")];
  const manager = person("m", 0);

  it("is none of one person, nor of one person and whoever reads", () => {
    expect(isTeam([a], null)).toBe(false);
    expect(isTeam([a, b], "a")).toBe(false);
    expect(isTeam([a, b], null)).toBe(true);
    expect(isTeam([a, b, c], "a")).toBe(true);
    expect(isTeam([a], "a"), "one's own numbers").toBe(true);
  });

  it("is none where something is expected of one person alone", () => {
    expect(isTeam([a, manager], null)).toBe(false);
    expect(isTeam([a, manager], "m")).toBe(false);
    expect(isTeam([a, person("b", 0)], null), "the other is away all the time").toBe(false);
    expect(isTeam([a, b, manager], "m")).toBe(true);
  });
});
