import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  defaultLimits,
  isPerishable,
  limitOfHalfLife,
  limitRange,
  perishableFields,
  readLimitDays,
  staleBefore,
  standingOf,
} from "../../../src/crm/freshness/perishable.ts";

const dayMs = 86_400_000;
const moment = fc.date({ min: new Date("2000-01-01"), max: new Date("2060-01-01"), noInvalidDate: true });
const days = fc.integer({ min: limitRange.least, max: limitRange.most });

describe("standingOf", () => {
  it("never asks again for what was confirmed within the limit, and always for what was before [R33-R40]", () => {
    fc.assert(
      fc.property(moment, days, fc.integer({ min: -2 * dayMs, max: 2 * dayMs }), (now, limit, off) => {
        const confirmedAt = new Date(now.getTime() - limit * dayMs + off);
        const standing = standingOf({ confirmedAt, suspendedAt: null }, { days: limit, now });
        expect(standing).toBe(off < 0 ? "ageing" : "confirmed");
      }),
    );
  });

  it("only gets worse as time passes, and better as the limit grows", () => {
    fc.assert(
      fc.property(moment, moment, days, fc.nat(4000), (confirmedAt, now, limit, more) => {
        const at = (on: Date, of: number) => standingOf({ confirmedAt, suspendedAt: null }, { days: of, now: on });
        const later = new Date(now.getTime() + more * dayMs);
        if (at(now, limit) === "ageing") expect(at(later, limit)).toBe("ageing");
        if (at(now, limit) === "confirmed") expect(at(now, limit + more)).toBe("confirmed");
      }),
    );
  });

  it("says of a suspended value that it is, and of one without a date that nobody confirmed it", () => {
    fc.assert(
      fc.property(fc.option(moment), moment, days, (confirmedAt, now, limit) => {
        expect(standingOf({ confirmedAt, suspendedAt: now }, { days: limit, now })).toBe("suspended");
        if (!confirmedAt) expect(standingOf({ confirmedAt, suspendedAt: null }, { days: limit, now })).toBe("never");
      }),
    );
  });

  it("draws the line where the scan draws it", () => {
    fc.assert(
      fc.property(moment, days, moment, (now, limit, confirmedAt) => {
        const stale = standingOf({ confirmedAt, suspendedAt: null }, { days: limit, now }) === "ageing";
        expect(stale).toBe(confirmedAt < staleBefore(limit, now));
      }),
    );
  });
});

describe("defaultLimits", () => {
  it("has a limit in range for each of the eight fields", () => {
    expect(Object.keys(defaultLimits).toSorted()).toEqual([...perishableFields].toSorted());
    expect(perishableFields).toHaveLength(8);
    for (const limit of Object.values(defaultLimits)) expect(readLimitDays(String(limit))).toBe(limit);
    expect(defaultLimits).toMatchObject({ email: 320, phone: 460, job_title: 460, value: 365, website: 730 });
  });

  it("lets what changes faster be asked about sooner", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (years, more) => {
          expect(limitOfHalfLife(years)).toBeLessThanOrEqual(limitOfHalfLife(years + more));
        },
      ),
    );
  });
});

describe("readLimitDays", () => {
  it("takes whole days in range, and nothing else", () => {
    expect(["90", " 90 days ", "90d", "1 day"].map(readLimitDays)).toEqual([90, 90, 90, null]);
    expect(["", "-90", "9.5", "6", "3651", "ninety", "90 weeks", "1e3", "０９"].map(readLimitDays)).toEqual(
      Array.from({ length: 9 }, () => null),
    );
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const read = readLimitDays(typed);
        if (read !== null) expect(read >= limitRange.least && read <= limitRange.most).toBe(true);
      }),
    );
  });
});

describe("isPerishable", () => {
  it("knows the eight fields alone", () => {
    expect(["email", "job_function", "name", "toString", ""].map(isPerishable)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
