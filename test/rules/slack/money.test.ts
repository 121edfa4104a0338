import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money } from "../../../src/slack/views/money.ts";

describe("money", () => {
  it.each([
    [240_000_000, "IDR", "Rp 240 jt"],
    [1_500_000, "IDR", "Rp 1,5 jt"],
    [1_200_000_000, "IDR", "Rp 1,2 M"],
    [999_990_000, "IDR", "Rp 1 M"],
    [500_000, "IDR", "Rp 500.000"],
    [1_200_000, "EUR", "€12,000"],
    [1_200_000, "USD", "$12,000"],
    [12_000, "JPY", "¥12,000"],
    [12_345_000, "KWD", "KWD 12,345"],
    [0, "IDR", "Rp 0"],
  ])("says %d minor units of %s as %s", (minor, currency, words) => {
    expect(money(minor, currency).replace(/\u00a0/gu, " ")).toBe(words);
  });

  it("says any amount of any currency that a workspace can have, and of one that is none", () => {
    const currency = fc.oneof(
      fc.constantFrom(...Intl.supportedValuesOf("currency")),
      fc.constantFrom("", "XX", "rupiah"),
    );
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, (minor, code) => {
        expect(money(minor, code)).not.toMatch(/NaN|undefined/u);
      }),
    );
  });
});
