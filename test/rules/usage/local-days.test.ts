import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { mondayOf } from "../../../src/crm/attention/calendar-day.ts";
import { addDays, dayRuns, eachDay, weekdayOf, widest } from "../../../src/crm/usage/local-days.ts";

const zones = [
  ...[
    "Asia/Jakarta",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Pacific/Apia",
  ],
  ...["America/New_York", "Europe/London", "America/St_Johns", "Africa/Casablanca", "America/Sao_Paulo", "UTC"],
];
const day = fc.integer({ min: 0, max: 6000 }).map((n) => addDays("2011-01-01", n));
const period = fc.tuple(day, fc.integer({ min: 0, max: 60 })).map(([from, n]) => ({ from, to: addDays(from, n) }));

describe("dayRuns", () => {
  it("covers each local day of a period once, in order and without a hole, whatever the clocks do", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), period, (zone, days) => {
        const runs = dayRuns([zone, zone], days);
        expect(runs.reduce((sum, run) => sum + run.days, 0)).toBe(eachDay(days).length);
        for (const [index, run] of runs.entries()) {
          expect(run.to > run.from || zone === "Pacific/Apia").toBe(true);
          const next = runs[index + 1];
          if (next) expect(next.from).toEqual(run.to);
          if (run.days > 1) expect(run.to.getTime() - run.from.getTime()).toBe(run.days * 86_400_000);
        }
        const all = widest(days);
        expect(runs[0]?.from.getTime()).toBeGreaterThanOrEqual(all.from.getTime());
        expect(runs.at(-1)?.to.getTime()).toBeLessThanOrEqual(all.to.getTime());
      }),
    );
  });

  it("gives a moment the day that a wall clock there shows", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), period, fc.double({ min: 0, max: 1, noNaN: true }), (zone, days, part) => {
        const runs = dayRuns([zone], days);
        const [first, last] = [runs[0]?.from.getTime() ?? 0, runs.at(-1)?.to.getTime() ?? 0];
        const at = new Date(Math.min(last - 1, first + Math.floor(part * (last - first))));
        const run = runs.find(({ from, to }) => from <= at && at < to);
        if (!run) throw new Error("A moment of the period lies in no run");
        const nth = Math.min(Math.floor((at.getTime() - run.from.getTime()) / 86_400_000), run.days - 1);
        expect(addDays(run.firstDay, nth)).toBe(DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd"));
      }),
    );
  });

  it("takes a zone that nobody knows for UTC", () => {
    const [run] = dayRuns(["Mars/Olympus"], { from: "2026-11-16", to: "2026-11-22" });
    expect(run).toMatchObject({ zone: "Mars/Olympus", days: 7, from: new Date("2026-11-16T00:00:00Z") });
  });
});

describe("mondayOf", () => {
  it("is the Monday on or before a day", () => {
    fc.assert(
      fc.property(day, (one) => {
        expect(weekdayOf(mondayOf(one))).toBe(1);
        expect(mondayOf(one) <= one && addDays(mondayOf(one), 7) > one).toBe(true);
      }),
    );
  });
});
