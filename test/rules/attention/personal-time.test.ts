import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { defaultAttention, localMoment, quarter } from "../../../src/crm/attention/attention.ts";
import { findDueDay } from "../../../src/crm/attention/personal-time.ts";

const zones = [
  ...["Asia/Jakarta", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Pago_Pago"],
  ...["America/New_York", "Europe/London", "America/St_Johns", "Pacific/Auckland", "Africa/Casablanca", "UTC"],
];
const everyDay = { workDays: [1, 2, 3, 4, 5, 6, 7], quietFrom: 0, quietTo: 0 };
const noDaysOff: ReadonlySet<string> = new Set();
const quarterMs = quarter * 60_000;

const zone = fc.constantFrom(...zones);
/** A quarter of an hour of three years, in UTC. */
const slot = fc
  .integer({ min: 0, max: 3 * 365 * 96 })
  .map((n) => new Date(Date.parse("2025-01-01T00:00:00Z") + n * quarterMs));
const digestAt = fc.integer({ min: 0, max: 95 }).map((n) => n * quarter);

/** The slots of some days, one after the other, and what was due at each. */
function runDays(
  days: number,
  from: Date,
  {
    at,
    zoneAt,
    attended = () => true,
  }: { at: number; zoneAt: (n: number) => string; attended?: (n: number) => boolean },
) {
  const turns: { day: string; slot: Date; zone: string }[] = [];
  for (let n = 0; n < days * 96; n++) {
    if (!attended(n)) continue;
    const here = new Date(from.getTime() + n * quarterMs);
    const clock = { zone: zoneAt(n), lastDay: turns.at(-1)?.day ?? null, daysOff: noDaysOff };
    const day = findDueDay({ ...everyDay, digestAt: at }, clock, here);
    if (day !== null) turns.push({ day, slot: here, zone: clock.zone });
  }
  return turns;
}

describe("findDueDay", () => {
  it("gives every local day one turn, at the slot whose wall clock first shows the time or a later one", () => {
    fc.assert(
      fc.property(zone, slot, digestAt, (where, from, at) => {
        const turns = runDays(4, from, { at, zoneAt: () => where });
        const days = turns.map(({ day }) => day);
        expect(new Set(days).size).toBe(days.length);
        for (const { slot: taken, day } of turns.slice(1)) {
          const before = localMoment(new Date(taken.getTime() - quarterMs), where);
          expect(before.day < day || before.minute < at).toBe(true);
          expect(localMoment(taken, where).minute).toBeGreaterThanOrEqual(at);
        }
        // No day that lies wholly within the run is left out.
        const first = DateTime.fromJSDate(from, { zone: where }).plus({ days: 1 }).toFormat("yyyy-MM-dd");
        const last = DateTime.fromJSDate(from, { zone: where }).plus({ days: 3 }).toFormat("yyyy-MM-dd");
        for (let day = first; day < last; day = DateTime.fromISO(day).plus({ days: 1 }).toFormat("yyyy-MM-dd"))
          expect(days).toContain(day);
      }),
      { numRuns: 300 },
    );
  });

  it("gives no day twice, whatever slots are missed and wherever the person goes", () => {
    fc.assert(
      fc.property(
        slot,
        digestAt,
        fc.array(fc.tuple(zone, fc.integer({ min: 1, max: 96 })), { minLength: 1, maxLength: 8 }),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 40 }),
        (from, at, journey, attendance) => {
          const stops = journey.flatMap(([where, quarters]) => Array.from({ length: quarters }, () => where));
          const turns = runDays(5, from, {
            at,
            zoneAt: (n) => stops[n % stops.length] ?? "UTC",
            attended: (n) => attendance[n % attendance.length] ?? true,
          });
          const days = turns.map(({ day }) => day);
          expect(days).toEqual([...new Set(days)].sort());
          for (const turn of turns) expect(localMoment(turn.slot, turn.zone).day).toBe(turn.day);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("comes only on working days, outside quiet hours and not on days off", () => {
    const weekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(zone, slot, digestAt, weekdays, minute, minute, fc.boolean(), (where, at, time, ...rest) => {
        const [workDays, quietFrom, quietTo, off] = rest;
        const local = localMoment(at, where);
        const daysOff = new Set(off ? [local.day] : []);
        const day = findDueDay(
          { workDays, quietFrom, quietTo, digestAt: time },
          { zone: where, lastDay: null, daysOff },
          at,
        );
        const quiet =
          quietFrom < quietTo
            ? local.minute >= quietFrom && local.minute < quietTo
            : quietFrom !== quietTo && (local.minute >= quietFrom || local.minute < quietTo);
        const expected = workDays.includes(local.weekday) && !quiet && !off && local.minute >= time;
        expect(day).toBe(expected ? local.day : null);
      }),
    );
  });

  const on = (at: string, where: string, lastDay: string | null, more: Partial<typeof defaultAttention> = {}) =>
    findDueDay({ ...defaultAttention, ...more }, { zone: where, lastDay, daysOff: noDaysOff }, new Date(at));

  it("comes at the jump on the morning when the clocks leave the time out", () => {
    const early = { ...everyDay, digestAt: 2 * 60 + 30 };
    expect(on("2026-03-08T06:45:00Z", "America/New_York", "2026-03-07", early)).toBeNull();
    expect(on("2026-03-08T07:00:00Z", "America/New_York", "2026-03-07", early)).toBe("2026-03-08");
  });

  it("comes the first time on the morning when the clocks show the time twice", () => {
    const early = { ...everyDay, digestAt: 60 + 30 };
    expect(on("2026-11-01T05:30:00Z", "America/New_York", "2026-10-31", early)).toBe("2026-11-01");
    expect(on("2026-11-01T06:30:00Z", "America/New_York", "2026-11-01", early)).toBeNull();
  });

  it("is not had again by whoever flies west, and at once by whoever flies east past the time", () => {
    expect(on("2026-11-23T17:00:00Z", "America/Los_Angeles", "2026-11-23")).toBeNull();
    expect(on("2026-11-23T06:00:00Z", "Europe/London", "2026-11-20")).toBeNull();
    expect(on("2026-11-23T06:00:00Z", "Asia/Jakarta", "2026-11-20")).toBe("2026-11-23");
  });

  it("gives every week one turn, on the first of its working days that is attended", () => {
    const weekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
    const days = fc.array(fc.boolean(), { minLength: 21, maxLength: 21 });
    fc.assert(
      fc.property(zone, slot, weekdays, days, (where, from, workDays, off) => {
        const monday = DateTime.fromJSDate(from, { zone: where }).startOf("week").plus({ hours: 12 });
        const turns: string[] = [];
        for (const [n, isOff] of off.entries()) {
          const noon = monday.plus({ days: n });
          const daysOff = new Set(isOff ? [noon.toFormat("yyyy-MM-dd")] : []);
          const clock = { zone: where, lastDay: turns.at(-1) ?? null, daysOff };
          const day = findDueDay({ ...everyDay, workDays, digestAt: 540 }, clock, noon.toJSDate(), "week");
          if (day !== null) turns.push(day);
        }
        const expected = [0, 7, 14].flatMap((week) => {
          const first = workDays.find((weekday) => !off[week + weekday - 1]);
          return first === undefined ? [] : [monday.plus({ days: week + first - 1 }).toFormat("yyyy-MM-dd")];
        });
        expect(turns).toEqual(expected);
      }),
    );
  });

  it("counts a zone that does not exist as UTC", () => {
    expect(on("2026-11-23T09:00:00Z", "Mars/Olympus", null)).toBe("2026-11-23");
  });
});
