import { describe, expect, it } from "vitest";
import { readAccessTerms, readPastDay } from "../../src/slack/read-access-terms.ts";

/** Sunday 22 November 2026, 14:05 in Jakarta. */
const typist = { zone: "Asia/Jakarta", now: new Date("2026-11-22T07:05:00Z"), region: "ID", locale: "en-ID" };
const read = (text: string) => {
  const { rest, terms } = readAccessTerms(text, typist);
  return { ...terms, rest: rest.replace(/[\s,]+/gu, " ").trim() };
};

describe("readAccessTerms", () => {
  it.each([
    ["maya member until 31 Dec", { until: "2026-12-31", rest: "maya member" }],
    ["maya until 2027-06-30 member support", { until: "2027-06-30", rest: "maya member support" }],
    [
      "maya until tomorrow because covers for <@U1|sari>.",
      { until: "2026-11-23", reason: "covers for @sari", rest: "maya" },
    ],
    ["maya sampai 31 Des karena menggantikan Sari", { until: "2026-12-31", reason: "menggantikan Sari", rest: "maya" }],
    ["maya until the end of the month", { until: "2026-11-30", rest: "maya" }],
    ["maya until the end of next month, support", { until: "2026-12-31", rest: "maya support" }],
    ["maya until December", { until: "2026-12-31", rest: "maya" }],
    ["maya until the end of February", { until: "2027-02-28", rest: "maya" }],
    ["maya ends on 3 Dec", { until: "2026-12-03", rest: "maya" }],
    ["maya no end date", { until: null, rest: "maya" }],
    ["maya without an end because she stays", { until: null, reason: "she stays", rest: "maya" }],
    ["till lindemann member", { rest: "till lindemann member" }],
    ["maya until yesterday", { until: "2026-11-21", rest: "maya" }],
    ["maya member", { rest: "maya member" }],
  ])("reads %s", (text, terms) => expect(read(text)).toEqual(terms));

  it("refuses a day that it cannot read", () => {
    expect(() => read("maya until the cows come home")).toThrow(
      expect.objectContaining({ code: "unreadable_end", details: { typed: "the cows come home" } }),
    );
  });
});

describe("readPastDay", () => {
  it.each([
    ["2026-06-30", "2026-06-30"],
    ["30 June", "2026-06-30"],
    ["yesterday", "2026-11-21"],
    ["2026-02-31", null],
    ["whenever", null],
  ])("reads %s", (text, day) => expect(readPastDay(text, typist)).toBe(day));
});
