import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoff } from "../../src/outbox/backoff.ts";

const lot = fc.double({ min: 0, max: 1, noNaN: true });

describe("backoff", () => {
  it("waits about two seconds after the first failure and never more than a quarter of an hour", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), lot, (attempts, random) => {
        const ms = backoff(attempts, random);
        expect(ms).toBeGreaterThanOrEqual(1_000);
        expect(ms).toBeLessThanOrEqual(900_000);
      }),
    );
    expect(backoff(1, 1)).toBe(2_000);
    expect(backoff(30, 1)).toBe(900_000);
  });

  it("never waits less after one more failure than before it, by the same lot", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), lot, (attempts, random) => {
        expect(backoff(attempts + 1, random)).toBeGreaterThanOrEqual(backoff(attempts, random));
      }),
    );
  });
});
