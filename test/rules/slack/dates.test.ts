import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ago,
  calendarDay,
  day,
  dueDay,
  happened,
  month,
  ordinal,
  picked,
  pickerDay,
  pickerTime,
  plural,
  span,
} from "../../../src/slack/views/dates.ts";
import { zones } from "../interactions/hostile-text.ts";

/** Sunday 22 November 2026, 14:05 in Jakarta. */
const reader = { zone: "Asia/Jakarta", now: new Date("2026-11-22T07:05:00Z") };
const at = (iso: string) => new Date(`${iso}+07:00`);
const anyDate = fc.date({
  min: new Date("1990-01-01T00:00:00Z"),
  max: new Date("2060-01-01T00:00:00Z"),
  noInvalidDate: true,
});
const anyReader = fc.record({ zone: fc.constantFrom(...zones), now: anyDate });

describe("happened", () => {
  it.each([
    ["2026-11-22T14:05", "today 14:05"],
    ["2026-11-22T00:00", "today 00:00"],
    ["2026-11-21T23:59", "yesterday"],
    ["2026-11-19T12:00", "Thu 19 Nov"],
    ["2026-11-15T12:00", "15 Nov"],
    ["2025-11-15T12:00", "15 Nov 2025"],
    ["2026-12-03T12:00", "3 Dec"],
  ])("says %s as %j", (iso, words) => {
    expect(happened(at(iso), reader)).toBe(words);
  });

  it("is told in the reader's zone: one moment is today for one and yesterday for another", () => {
    const now = new Date("2026-11-22T11:30:00Z");
    const moment = new Date("2026-11-22T10:30:00Z");
    expect(happened(moment, { zone: "Pacific/Kiritimati", now })).toBe("today 00:30");
    expect(happened(moment, { zone: "Pacific/Pago_Pago", now })).toBe("yesterday");
  });
});

describe("dueDay", () => {
  it.each([
    ["2026-11-22T23:59", "today"],
    ["2026-11-23T00:00", "tomorrow"],
    ["2026-11-27T09:00", "Fri 27 Nov"],
    ["2027-01-04T09:00", "Mon 4 Jan 2027"],
  ])("says %s as %j", (iso, words) => {
    expect(dueDay(at(iso), reader)).toBe(words);
  });
});

describe("ago", () => {
  it.each([
    ["2026-11-22T08:00", "today"],
    ["2026-11-21T08:00", "yesterday"],
    ["2026-11-19T08:00", "3 days ago (19 Nov)"],
    ["2026-11-01T08:00", "3 weeks ago (1 Nov)"],
    ["2026-05-22T08:00", "6 months ago (22 May)"],
    ["2024-11-20T08:00", "2 years ago (20 Nov 2024)"],
    ["2022-01-20T08:00", "4 years ago (20 Jan 2022)"],
  ])("says %s as %j", (iso, words) => {
    expect(ago(at(iso), reader)).toBe(words);
  });

  it("says one of one, and never less than a day before", () => {
    const units = { day: 1, week: 7, month: 30, year: 365 };
    const days = (words: string) => {
      const [, count = "0", unit = "day"] = /^(\d+) (day|week|month|year)s? ago/u.exec(words) ?? [];
      return words === "yesterday" ? 1 : Number(count) * units[unit as keyof typeof units];
    };
    let before = 0;
    for (let back = 0; back < 3000; back += 1) {
      const words = ago(new Date(reader.now.getTime() - back * 86_400_000), reader);
      expect(words).not.toMatch(/\b1 \w+s ago/u);
      expect(days(words)).toBeGreaterThanOrEqual(before);
      before = days(words);
    }
  });
});

describe("span", () => {
  it.each([
    ["2022-11-22", "4 years"],
    ["2022-11-23", "3 years"],
    ["2024-11-22", "2 years"],
    ["2025-11-21", "1 year"],
    ["2026-06-20", "5 months"],
    ["2026-09-30", "7 weeks"],
    ["2026-11-01", "3 weeks"],
    ["2026-11-21", "1 day"],
    ["2026-11-22", "0 days"],
  ])("from %s is %j [R75]", (from, words) => {
    expect(span(new Date(`${from}T00:00:00Z`), reader.now)).toBe(words);
  });
});

describe("the other dates", () => {
  it("leave the year out where it is this one", () => {
    expect([day(at("2026-03-12T08:00"), reader), day(at("2024-03-12T08:00"), reader)]).toEqual([
      "12 Mar",
      "12 Mar 2024",
    ]);
    expect([month(at("2026-03-12T08:00"), reader), month(at("2024-03-12T08:00"), reader)]).toEqual([
      "March",
      "March 2024",
    ]);
    expect(calendarDay(new Date("2022-03-31T00:00:00Z"))).toBe("31 Mar 2022");
  });

  it("say something sensible of any date for any reader", () => {
    fc.assert(
      fc.property(anyDate, anyReader, (date, someone) => {
        for (const words of [
          happened(date, someone),
          dueDay(date, someone),
          ago(date, someone),
          day(date, someone),
          month(date, someone),
        ]) {
          expect(words).not.toMatch(/Invalid|NaN|-\d|undefined/u);
          expect(words.length).toBeLessThan(40);
        }
      }),
    );
  });
});

describe("picked", () => {
  it("means the minute that the pickers showed, in the reader's zone", () => {
    fc.assert(
      fc.property(anyDate, anyReader, (date, someone) => {
        const again = picked(pickerDay(date, someone), pickerTime(date, someone), someone.zone);
        expect(pickerDay(again, someone)).toBe(pickerDay(date, someone));
        expect(pickerTime(again, someone)).toBe(pickerTime(date, someone));
      }),
    );
  });

  it("takes the hour that summer time leaves out for the one after it", () => {
    expect(picked("2026-03-08", "02:30", "America/New_York")).toEqual(new Date("2026-03-08T07:30:00Z"));
  });
});

describe("ordinal and plural", () => {
  it("agree with their number", () => {
    expect([1, 2, 3, 4, 7, 11, 12, 13, 21, 22, 101, 111].map(ordinal).join(" ")).toBe(
      "1st 2nd 3rd 4th 7th 11th 12th 13th 21st 22nd 101st 111th",
    );
    expect([plural(0, "call"), plural(1, "call"), plural(2, "call"), plural(2, "reply", "replies")]).toEqual([
      "0 calls",
      "1 call",
      "2 calls",
      "2 replies",
    ]);
  });
});
