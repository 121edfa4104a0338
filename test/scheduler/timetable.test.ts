import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Timetable } from "../../src/scheduler/timetable.ts";

const timetable = new Timetable();

/** Every slot between two moments, as a scheduler sees them that looks each minute. */
function slotsSeen(cron: string, zone: string, from: string, to: string): string[] {
  const seen = new Set<string>();
  for (let at = Date.parse(from); at <= Date.parse(to); at += 60_000) {
    const slot = timetable.findLatest(cron, zone, new Date(at));
    if (slot && slot >= new Date(from)) seen.add(slot.toISOString());
  }
  return [...seen];
}

describe("findLatest", () => {
  it("finds the slot of this very moment, and the one before a millisecond earlier", () => {
    const at = (text: string) => timetable.findLatest("10 3 * * *", "UTC", new Date(text))?.toISOString();
    expect(at("2026-11-22T03:10:00.000Z")).toBe("2026-11-22T03:10:00.000Z");
    expect(at("2026-11-22T03:10:00.900Z")).toBe("2026-11-22T03:10:00.000Z");
    expect(at("2026-11-22T03:09:59.999Z")).toBe("2026-11-21T03:10:00.000Z");
  });

  it("reads the cron in the zone", () => {
    const slot = timetable.findLatest("10 3 * * *", "Asia/Jakarta", new Date("2026-11-22T12:00:00Z"));
    expect(slot?.toISOString()).toBe("2026-11-21T20:10:00.000Z");
  });

  it("has a daily slot once on the night when the clocks jump over it, at the jump", () => {
    expect(slotsSeen("30 2 * * *", "Europe/Berlin", "2026-03-27T12:00:00Z", "2026-03-30T12:00:00Z")).toEqual([
      "2026-03-28T01:30:00.000Z",
      "2026-03-29T01:00:00.000Z",
      "2026-03-30T00:30:00.000Z",
    ]);
  });

  it("has a daily slot once on the night when the clocks show it twice, the first time", () => {
    expect(slotsSeen("30 2 * * *", "Europe/Berlin", "2026-10-23T12:00:00Z", "2026-10-26T12:00:00Z")).toEqual([
      "2026-10-24T00:30:00.000Z",
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z",
    ]);
  });

  it("goes on every half hour through both nights", () => {
    for (const night of ["2026-03-29", "2026-10-25"]) {
      const slots = slotsSeen("*/30 * * * *", "Europe/Berlin", `${night}T00:00:00Z`, `${night}T03:00:00Z`);
      expect(slots.map((slot) => slot.slice(11, 16))).toEqual([
        "00:00",
        "00:30",
        "01:00",
        "01:30",
        "02:00",
        "02:30",
        "03:00",
      ]);
    }
  });

  it("keeps daily slots where the clocks move by half an hour", () => {
    expect(slotsSeen("15 2 * * *", "Australia/Lord_Howe", "2026-10-02T00:00:00Z", "2026-10-05T00:00:00Z")).toEqual([
      "2026-10-02T15:45:00.000Z",
      "2026-10-03T15:30:00.000Z",
      "2026-10-04T15:15:00.000Z",
    ]);
  });

  it("has exactly one daily slot each local day, whatever the zone and the time", () => {
    const zones = fc.constantFrom(
      "Europe/Berlin",
      "America/New_York",
      "Asia/Jakarta",
      "Asia/Beirut",
      "Australia/Lord_Howe",
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (zone, hour, minute) => {
        const cron = `${minute} ${hour} * * *`;
        // Between two minutes, so that no slot falls on an end of the year that is looked at.
        const after = new Date("2026-01-01T00:00:30Z");
        const before = new Date("2027-01-01T00:00:30Z");
        expect(timetable.countBetween(cron, zone, after, before)).toBe(365);
      }),
      { numRuns: 40, examples: [["Europe/Berlin", 1, 0]] },
    );
  });

  it("is the same whichever way one comes to it", () => {
    const start = Date.parse("2026-01-01T00:00:00Z");
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 365 * 24 * 60 }),
        fc.integer({ min: 1, max: 3 * 24 * 60 }),
        (minute, later) => {
          const at = new Date(start + minute * 60_000);
          const slot = timetable.findLatest("30 2 * * *", "America/New_York", at) ?? new Date(0);
          const again = timetable.findLatest("30 2 * * *", "America/New_York", slot);
          expect(again).toEqual(slot);
          const next = timetable.findLatest("30 2 * * *", "America/New_York", new Date(at.getTime() + later * 60_000));
          expect(next?.getTime()).toBeGreaterThanOrEqual(slot.getTime());
        },
      ),
    );
  });
});

describe("countBetween", () => {
  it("counts the slots strictly between two others, a thousand at most", () => {
    const count = (from: string, to: string, cron = "10 3 * * *") =>
      timetable.countBetween(cron, "UTC", new Date(from), new Date(to));
    expect(count("2026-11-20T03:10:00Z", "2026-11-21T03:10:00Z")).toBe(0);
    expect(count("2026-11-20T03:10:00Z", "2026-11-24T03:10:00Z")).toBe(3);
    expect(count("2026-01-01T00:00:00Z", "2026-11-24T00:00:00Z", "* * * * *")).toBe(1_000);
  });
});
