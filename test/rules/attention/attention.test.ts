import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AttentionSettings,
  decideAttention,
  defaultAttention,
  isQuiet,
  type Occasion,
} from "../../../src/crm/attention/attention.ts";

const minute = fc.integer({ min: 0, max: 1439 });
const settings: fc.Arbitrary<AttentionSettings> = fc.record({
  allowance: fc.integer({ min: 1, max: 10 }),
  quietFrom: minute,
  quietTo: minute,
  workDays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  digestAt: fc.integer({ min: 0, max: 95 }).map((n) => n * 15),
});
const occasion: fc.Arbitrary<Occasion> = fc.record({
  treatment: fc.constantFrom("asked", "at-once", "may-wait", "digest"),
  settings,
  local: fc.record({ day: fc.constant("2026-11-23"), weekday: fc.integer({ min: 1, max: 7 }), minute }),
  isDayOff: fc.boolean(),
  wantsLess: fc.boolean(),
  counted: fc.integer({ min: 0, max: 12 }),
  isDigestToCome: fc.boolean(),
});

describe("decideAttention", () => {
  it("never holds or counts what was asked for, and holds nothing that cannot wait", () => {
    fc.assert(
      fc.property(occasion, (one) => {
        expect(decideAttention({ ...one, treatment: "asked" })).toBe("go");
        expect(decideAttention({ ...one, treatment: "at-once" })).toBe("count");
        expect(decideAttention({ ...one, treatment: "digest" })).toBe("count");
      }),
    );
  });

  it("keeps a day of what may wait within the allowance, the digest included, in whatever order it comes", () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (own, before, after) => {
        const day = { settings: { ...own, quietFrom: 0, quietTo: 0 }, isDayOff: false, wantsLess: false };
        const local = { day: "2026-11-23", weekday: own.workDays[0] ?? 1, minute: 600 };
        let counted = 0;
        const come = (treatment: Occasion["treatment"], isDigestToCome: boolean) => {
          if (decideAttention({ ...day, local, treatment, counted, isDigestToCome }) === "count") counted++;
        };
        for (let n = 0; n < before; n++) come("may-wait", true);
        come("digest", false);
        for (let n = 0; n < after; n++) come("may-wait", false);
        expect(counted).toBeLessThanOrEqual(own.allowance);
        expect(counted).toBe(
          Math.min(own.allowance, before + 1 + after, Math.min(before, own.allowance - 1) + 1 + after),
        );
      }),
    );
  });

  it("lets nothing that may wait through in quiet hours, on a day off, or of a kind that is wanted less", () => {
    fc.assert(
      fc.property(occasion, (one) => {
        const waiting = { ...one, treatment: "may-wait" as const };
        const free =
          !one.isDayOff &&
          !one.wantsLess &&
          one.settings.workDays.includes(one.local.weekday) &&
          !isQuiet(one.settings, one.local.minute);
        if (!free) expect(decideAttention(waiting)).toBe("hold");
        else expect(decideAttention({ ...waiting, counted: 0, isDigestToCome: false })).toBe("count");
      }),
    );
  });
});

describe("isQuiet", () => {
  it("reaches beyond midnight, and is never so when both times are alike", () => {
    const at = (hour: number, minutes = 0) => isQuiet(defaultAttention, hour * 60 + minutes);
    expect([at(18, 59), at(19), at(23, 59), at(0), at(7, 59), at(8)]).toEqual([false, true, true, true, true, false]);
    fc.assert(fc.property(minute, minute, (same, any) => !isQuiet({ quietFrom: same, quietTo: same }, any)));
  });
});
