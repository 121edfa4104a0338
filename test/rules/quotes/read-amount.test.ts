import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAmount, readAmount, takeAmount } from "../../../src/crm/quotes/read-amount.ts";
import { exactMoney } from "../../../src/slack/views/money.ts";

const currencies = Intl.supportedValuesOf("currency");
const currency = fc.constantFrom(...currencies, "IDR", "USD", "EUR", "KWD", "JPY");

describe("readAmount", () => {
  it.each([
    ["12.000.000", "IDR", 12_000_000, "IDR"],
    ["Rp 240 jt", "IDR", 240_000_000, "IDR"],
    ["rp240jt", "USD", 240_000_000, "IDR"],
    ["Rp. 5 rb", "IDR", 5_000, "IDR"],
    ["Rp 12.000.000,-", "IDR", 12_000_000, "IDR"],
    ["Rp 12.000.000,00", "IDR", 12_000_000, "IDR"],
    ["1,2 M", "IDR", 1_200_000_000, "IDR"],
    ["1,2 M", "USD", 120_000_000, "USD"],
    ["240 juta rupiah", "EUR", 240_000_000, "IDR"],
    ["1.250 jt", "IDR", 1_250_000_000, "IDR"],
    ["2 triliun", "IDR", 2_000_000_000_000, "IDR"],
    ["12 000 000", "IDR", 12_000_000, "IDR"],
    ["$1,200", "IDR", 120_000, "USD"],
    ["$1,200", "AUD", 120_000, "AUD"],
    ["US$1,200.50", "AUD", 120_050, "USD"],
    ["12k usd", "IDR", 1_200_000, "USD"],
    ["1.2 million dollars", "IDR", 120_000_000, "USD"],
    ["EUR 1.234,56", "IDR", 123_456, "EUR"],
    ["12'000.50 CHF", "IDR", 1_200_050, "CHF"],
    ["₹1,20,000", "IDR", 12_000_000, "INR"],
    ["KWD 12.500", "IDR", 12_500, "KWD"],
    ["KWD 12,500", "IDR", 12_500_000, "KWD"],
    ["500 kr", "SEK", 50_000, "SEK"],
    ["¥5000", "CNY", 500_000, "CNY"],
    ["£5", "FKP", 500, "GBP"],
  ])("reads %s in a workspace of %s", (typed, own, minor, said) => {
    expect(readAmount(typed, own)).toEqual({ minor, currency: said });
  });

  it.each([
    ["nothing", "0"],
    ["more than can be kept", "99999999999999999999 jt"],
    ["thousands in no order", "12.00.000"],
    ["less than the smallest coin", "$1.2345"],
    ["a sign that several have", "500 kr"],
    ["a word", "soon"],
    ["two amounts", "$5 or $6"],
    ["a ticket", "T-31"],
    ["a length", "12 min"],
    ["a share", "50 %"],
    ["nothing at all", ""],
  ])("does not take %s for one: %s", (_what, typed) => {
    expect(readAmount(typed, "IDR")).toBeNull();
  });

  it("reads what it echoes as the same, whatever the workspace's currency", () => {
    const minor = fc.oneof(
      fc.integer({ min: 1, max: 10_000 }),
      fc.integer({ min: 1, max: 9_000_000 }).map((figure) => figure * 1_000_000_000),
      fc.integer({ min: 1, max: 1_000_000_000 }).map((figure) => figure * 100_000),
      fc.maxSafeInteger().map((figure) => Math.abs(figure) || 1),
    );
    fc.assert(
      fc.property(minor, currency, currency, (amount, of, own) => {
        const echoed = { minor: amount, currency: of };
        expect(readAmount(exactMoney(echoed), own), exactMoney(echoed)).toEqual(echoed);
      }),
      { numRuns: 2_000 },
    );
  });

  it("throws at nothing, and whatever it finds it can echo", () => {
    const figures = fc.string({ unit: fc.constantFrom(..."0123456789.,' -jtMkrp$€Rp\u00a0"), maxLength: 25 });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), figures), currency, (text, own) => {
        takeAmount(text, "start");
        takeAmount(text, "end");
        const found = findAmount(text, own);
        if (found) expect(readAmount(text.slice(found.from, found.to), own)).toEqual(found.amount);
        const read = readAmount(text, own);
        if (read) expect(readAmount(exactMoney(read), own)).toEqual(read);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("takeAmount", () => {
  it.each([
    ["budi 12.000.000", "12.000.000", "budi"],
    ["budi Rp 240 jt", "Rp 240 jt", "budi"],
    ["budi santoso, 1,2 M", "1,2 M", "budi santoso"],
    ["budi $1,200", "$1,200", "budi"],
    ["budi 5000", "5000", "budi"],
    ["ron 5000", "5000", "ron"],
  ])("takes the end of %s", (text, typed, rest) => {
    expect(takeAmount(text, "end")).toEqual({ typed, rest });
  });

  it.each(["Studio 54", "Expo 2026", "0812 3456 7890", "3M", "T-31", "budi 12 min", "Rp 240 jt"])(
    "leaves %s, which may be a name",
    (text) => {
      expect(takeAmount(text, "end")).toBeNull();
    },
  );

  it("takes the beginning too", () => {
    expect(takeAmount("Rp 240 jt to budi", "start")).toEqual({ typed: "Rp 240 jt", rest: "to budi" });
  });
});

describe("findAmount", () => {
  it.each([
    ["Rp 240 jt renewal", 240_000_000],
    ["renewal 12.000.000", 12_000_000],
    ["renewal 12.000.000 per year", 12_000_000],
    ["renewal 2026, 12 jt. Valid until friday", 12_000_000],
    ["Rp 5 jt, was Rp 6 jt", 5_000_000],
    ["40 pallets at Rp 2 jt in all, Rp 2 jt with tax", 2_000_000],
    ["5000", 5_000],
  ])("finds the amount in %j", (note, minor) => {
    expect(findAmount(note, "IDR")?.amount).toEqual({ minor, currency: "IDR" });
  });

  it.each([
    ["a number of something", "1.000.000 pcs of the small one"],
    ["a number in a sentence", "40 pallets, 12.000 boxes each"],
    ["a year", "renewal 2026"],
    ["one of several", "was Rp 5 jt, now Rp 6 jt"],
    ["none", "renewal"],
    ["a telephone number", "call 081234567890"],
  ])("guesses at nothing: %s", (_what, note) => {
    expect(findAmount(note, "IDR")).toBeNull();
  });
});
