import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { nextNumber } from "../../../src/crm/tasks/number-tasks.ts";
import {
  type Due,
  dueOf,
  dueOnDay,
  isDue,
  isOverdue,
  localDay,
  putOff,
  raiseTimeOf,
  reminderOf,
} from "../../../src/crm/tasks/task.ts";
import { defaultWeek } from "../../../src/crm/tickets/ticket-settings.ts";
import { workingTime } from "../../../src/crm/tickets/working-time.ts";

const zone = fc.constantFrom("Asia/Jakarta", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "UTC");
const moment = fc.date({ min: new Date("2024-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
const calendarOf = (name: string) => ({ zone: name, week: defaultWeek, holidays: new Map<string, string>() });

describe("a task's due time", () => {
  it("is due before it is overdue, and a day is overdue only when it is over", () => {
    fc.assert(
      fc.property(zone, moment, moment, fc.boolean(), (name, dueAt, now, timed) => {
        const due = dueOf({ dueAt, timed }, name);
        if (isOverdue(due, { now, zone: name })) expect(isDue(due, { now, zone: name })).toBe(true);
        if (!timed && localDay(now, name) === due.dueOn) expect(isOverdue(due, { now, zone: name })).toBe(false);
      }),
    );
  });

  it("of a day is that day wherever it is looked at from", () => {
    fc.assert(
      fc.property(zone, zone, moment, (made, read, at) => {
        const due = dueOnDay(localDay(at, made), made);
        const noon = DateTime.fromISO(`${due.dueOn}T12:00`, { zone: read }).toJSDate();
        expect(isDue(due, { now: noon, zone: read })).toBe(true);
        expect(isOverdue(due, { now: noon, zone: read })).toBe(false);
      }),
    );
  });
});

describe("reminderOf", () => {
  it("is on the day, at nine or at four, and never before it was planned", () => {
    fc.assert(
      fc.property(zone, moment, moment, (name, at, planned) => {
        const reminder = reminderOf(dueOf({ dueAt: at }, name), planned, name);
        if (reminder === null) return;
        expect(reminder.toISOString()).toMatch(new RegExp(`^${localDay(at, name)}T(09|16):00:00.000Z$`));
        const said = DateTime.fromJSDate(planned, { zone: name }).setZone("utc", { keepLocalTime: true });
        expect(said < DateTime.fromJSDate(reminder)).toBe(true);
      }),
    );
  });
});

describe("putOff", () => {
  it("goes to a day to come, and keeps a time that was said", () => {
    fc.assert(
      fc.property(
        zone,
        moment,
        moment,
        fc.boolean(),
        fc.constantFrom("tomorrow", "next-week"),
        (name, dueAt, now, timed, to) => {
          const before = dueOf({ dueAt, timed }, name);
          const after = putOff(before, to as "tomorrow" | "next-week", { now, zone: name });
          expect(isDue(after, { now, zone: name })).toBe(false);
          expect(after.dueOn === null).toBe(timed);
          if (to === "next-week" && after.dueAt)
            expect(DateTime.fromJSDate(after.dueAt, { zone: name }).weekday).toBe(1);
        },
      ),
    );
  });
});

describe("raiseTimeOf", () => {
  const due = (at: string): Due => ({ dueAt: new Date(`${at}:00+07:00`), dueOn: null });
  const raised = (dueTime: Due, planned: string) =>
    raiseTimeOf(dueTime, {
      ...{ planned: new Date(`${planned}:00+07:00`), zone: "Asia/Jakarta", calendar: calendarOf("Asia/Jakarta") },
    });

  it("leaves two working hours [R68]", () => {
    const planned = "2026-11-24T10:00";
    expect(raised(dueOnDay("2026-11-27", "Asia/Jakarta"), planned)).toEqual(new Date("2026-11-27T15:00:00+07:00"));
    expect(raised(due("2026-11-27T10:00"), planned)).toEqual(new Date("2026-11-26T16:00:00+07:00"));
    // Due on a Sunday: what is left of the week is Friday's afternoon.
    expect(raised(dueOnDay("2026-11-29", "Asia/Jakarta"), planned)).toEqual(new Date("2026-11-27T15:00:00+07:00"));
    expect(raised(due("2026-11-24T13:00"), planned)).toBeNull();
    expect(raised({ dueAt: null, dueOn: null }, planned)).toBeNull();
  });

  it("comes after it was planned and before it is due", () => {
    fc.assert(
      fc.property(zone, moment, fc.integer({ min: 0, max: 400 * 24 }), (name, planned, hours) => {
        const dueAt = new Date(planned.getTime() + hours * 3_600_000);
        const calendar = calendarOf(name);
        const at = raiseTimeOf({ dueAt, dueOn: null }, { planned, zone: name, calendar });
        if (at === null) {
          expect(workingTime(calendar, planned, dueAt)).toBeLessThan(4 * 3_600_000);
        } else {
          expect(at > planned && at < dueAt).toBe(true);
          expect(workingTime(calendar, at, dueAt)).toBe(2 * 3_600_000);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("nextNumber", () => {
  it("is one that nobody has, and not the last one while another is free", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 120 }), { maxLength: 110 }),
        (last, taken) => {
          const number = nextNumber(last, new Set(taken));
          expect(taken).not.toContain(number);
          expect(number).toBeGreaterThan(0);
          if (taken.length < 98) expect(number).not.toBe(last);
        },
      ),
    );
  });
});
