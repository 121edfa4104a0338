import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterWorkingTime,
  holidaysBetween,
  type WorkingCalendar,
  type WorkingSpan,
  workingSpans,
  workingTime,
} from "../../../src/crm/tickets/working-time.ts";

const hour = 3_600_000;
const zones = [
  ...["Asia/Jakarta", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Auckland"],
  // Half an hour back and forth; a change at midnight; a zone that went without a whole day.
  ...[
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/St_Johns",
  ],
];

const spans = fc
  .array(
    fc.tuple(
      fc.integer({ min: 1, max: 7 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 48 }), { minLength: 2, maxLength: 6 }),
    ),
    {
      minLength: 1,
      maxLength: 7,
    },
  )
  .map((days) =>
    [...new Map(days)].flatMap(([weekday, halves]) => {
      const bounds = halves.toSorted((a, b) => a - b).map((half) => half * 30);
      return Array.from({ length: Math.floor(bounds.length / 2) }, (_, index): WorkingSpan => {
        return { weekday, fromMinute: bounds[index * 2] ?? 0, toMinute: bounds[index * 2 + 1] ?? 0 };
      });
    }),
  );

const calendars = fc.record({
  zone: fc.constantFrom(...zones),
  week: spans,
  holidays: fc
    .array(fc.date({ min: new Date("2011-12-01"), max: new Date("2012-03-01"), noInvalidDate: true }), { maxLength: 9 })
    .map((days) => new Map(days.map((day) => [day.toISOString().slice(0, 10), "a day off"]))),
}) satisfies fc.Arbitrary<WorkingCalendar>;

/** Around the end of 2011, when Samoa left out a day, and the days of 2012 on which clocks changed. */
const moments = fc
  .oneof(
    fc.date({ min: new Date("2011-12-20"), max: new Date("2012-01-10"), noInvalidDate: true }),
    fc.date({ min: new Date("2012-03-01"), max: new Date("2012-04-10"), noInvalidDate: true }),
    fc.date({ min: new Date("2011-10-01"), max: new Date("2012-11-20"), noInvalidDate: true }),
  )
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));

const office: WorkingCalendar = {
  zone: "Asia/Jakarta",
  week: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, fromMinute: 9 * 60, toMinute: 12 * 60 },
    { weekday, fromMinute: 13 * 60, toMinute: 17 * 60 },
  ]),
  holidays: new Map([["2026-12-25", "Christmas Day"]]),
};
const around = (zone: string): WorkingCalendar => ({
  zone,
  week: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, fromMinute: 0, toMinute: 1440 })),
  holidays: new Map(),
});
const jakarta = (text: string) => new Date(`${text}:00+07:00`);

describe("workingTime", () => {
  it("counts the hours of a day, without lunch, the night, the weekend and days off [R78]", () => {
    expect(workingTime(office, jakarta("2026-11-23T08:00"), jakarta("2026-11-23T18:00"))).toBe(7 * hour);
    expect(workingTime(office, jakarta("2026-11-23T11:30"), jakarta("2026-11-23T13:30"))).toBe(hour);
    expect(workingTime(office, jakarta("2026-11-27T16:00"), jakarta("2026-11-30T10:00"))).toBe(2 * hour);
    expect(workingTime(office, jakarta("2026-12-24T16:00"), jakarta("2026-12-28T10:00"))).toBe(2 * hour);
  });

  it("goes over the end of the year", () => {
    expect(workingTime(office, jakarta("2026-12-31T16:00"), jakarta("2027-01-01T10:00"))).toBe(2 * hour);
  });

  it("has 23 hours on the day the clocks go forward, and 25 on the day they go back", () => {
    const berlin = around("Europe/Berlin");
    const day = (from: string, to: string) => workingTime(berlin, new Date(from), new Date(to)) / hour;
    expect(day("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")).toBe(23);
    expect(day("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")).toBe(25);
  });

  it("does not count hours that the clocks leave out, whichever span they would be in", () => {
    const night = (spansOfSunday: [number, number][]) => ({
      ...around("Europe/Berlin"),
      week: spansOfSunday.map(([fromMinute, toMinute]) => ({ weekday: 7, fromMinute, toMinute })),
    });
    const spring = [new Date("2026-03-28T12:00:00Z"), new Date("2026-03-29T12:00:00Z")] as const;
    expect(workingTime(night([[120, 180]]), ...spring)).toBe(0);
    expect(workingTime(night([[60, 150]]), ...spring)).toBe(hour);
    expect(workingTime(night([[150, 240]]), ...spring)).toBe(hour);
    const autumn = [new Date("2026-10-24T12:00:00Z"), new Date("2026-10-25T12:00:00Z")] as const;
    expect(workingTime(night([[120, 180]]), ...autumn)).toBe(2 * hour);
    expect(
      workingTime(
        night([
          [60, 150],
          [150, 240],
        ]),
        ...autumn,
      ),
    ).toBe(4 * hour);
  });

  it("is nothing backwards", () => {
    expect(workingTime(office, jakarta("2026-11-24T12:00"), jakarta("2026-11-23T09:00"))).toBe(0);
  });

  it("adds up over any cut of the time", () => {
    fc.assert(
      fc.property(calendars, fc.tuple(moments, moments, moments), (calendar, three) => {
        const [a, b, c] = three.toSorted((x, y) => x.getTime() - y.getTime()) as [Date, Date, Date];
        expect(workingTime(calendar, a, b) + workingTime(calendar, b, c)).toBe(workingTime(calendar, a, c));
      }),
      { numRuns: 400 },
    );
  });

  it("never shrinks as time goes on, and never exceeds it", () => {
    fc.assert(
      fc.property(calendars, moments, moments, fc.nat(20 * 24 * 3600), (calendar, a, b, more) => {
        const later = new Date(b.getTime() + more * 1000);
        const first = workingTime(calendar, a, b);
        const second = workingTime(calendar, a, later);
        expect(second).toBeGreaterThanOrEqual(first);
        expect(second - first).toBeLessThanOrEqual(more * 1000);
      }),
      { numRuns: 400 },
    );
  });

  it("is everything where work never ends, whatever the clocks do", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, moments, (zone, a, b) => {
        expect(workingTime(around(zone), a, b)).toBe(Math.max(0, b.getTime() - a.getTime()));
      }),
      { numRuns: 400 },
    );
  });
});

describe("workingSpans", () => {
  it("are in order and apart, within the time asked for", () => {
    fc.assert(
      fc.property(calendars, moments, moments, (calendar, a, b) => {
        let last = a.getTime();
        for (const { from, to } of workingSpans(calendar, a, b)) {
          expect(from.getTime()).toBeGreaterThanOrEqual(last);
          expect(to.getTime()).toBeGreaterThan(from.getTime());
          last = to.getTime();
        }
        expect(last).toBeLessThanOrEqual(Math.max(a.getTime(), b.getTime()));
      }),
      { numRuns: 300 },
    );
  });
});

describe("afterWorkingTime", () => {
  it("is the inverse of the time worked: that much is used then, and less before", () => {
    fc.assert(
      fc.property(calendars, moments, fc.integer({ min: 1, max: 200 * 3600 }), (calendar, from, seconds) => {
        const due = afterWorkingTime(calendar, from, seconds * 1000);
        // A week of holidays only, or of hours that do not exist: then there is no such moment.
        if (due === null) return;
        expect(workingTime(calendar, from, due)).toBe(seconds * 1000);
        expect(workingTime(calendar, from, new Date(due.getTime() - 1))).toBe(seconds * 1000 - 1);
      }),
      { numRuns: 400 },
    );
  });

  it("comes back to the same moment from the time worked until any working moment", () => {
    fc.assert(
      fc.property(calendars, moments, moments, (calendar, a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const used = workingTime(calendar, from, to);
        if (used === 0) return;
        const back = afterWorkingTime(calendar, from, used);
        expect(back).not.toBeNull();
        expect(back?.getTime()).toBeLessThanOrEqual(to.getTime());
        expect(workingTime(calendar, back ?? to, to)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it("is never where nobody works", () => {
    const closed = { ...office, week: [] };
    expect(afterWorkingTime(closed, jakarta("2026-11-23T09:00"), hour)).toBeNull();
    expect(afterWorkingTime(closed, jakarta("2026-11-23T09:00"), 0)).toEqual(jakarta("2026-11-23T09:00"));
  });

  it("goes on after the weekend and the day off", () => {
    expect(afterWorkingTime(office, jakarta("2026-12-24T16:00"), 2 * hour)).toEqual(jakarta("2026-12-28T10:00"));
  });
});

describe("holidaysBetween", () => {
  it("names the days off that would have been worked on", () => {
    const calendar = {
      ...office,
      holidays: new Map([
        ["2026-12-25", "Christmas Day"],
        ["2026-12-26", "a Saturday"],
      ]),
    };
    expect(holidaysBetween(calendar, jakarta("2026-12-24T16:00"), jakarta("2026-12-28T10:00"))).toEqual([
      { date: "2026-12-25", name: "Christmas Day" },
    ]);
    expect(holidaysBetween(calendar, jakarta("2026-12-28T09:00"), jakarta("2026-12-28T10:00"))).toEqual([]);
  });
});
