import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { type FoundDate, findFutureDates, findPastDates } from "../../../src/crm/interactions/read-date.ts";
import { hostileText, zones } from "./hostile-text.ts";

/** Sunday 22 November 2026, 14:05 in Jakarta. */
const now = new Date("2026-11-22T07:05:00Z");
const jakarta = { zone: "Asia/Jakarta", now, locale: "en-ID" };
const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const hari = ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "hari minggu"] as const;

const local = (date: Date, zone = "Asia/Jakarta") => DateTime.fromJSDate(date, { zone });
const shown = (found: FoundDate[], text: string) =>
  found.map(({ from, to, at }) => `${text.slice(from, to)} = ${local(at).toFormat("ccc d LLL yyyy HH:mm")}`)[0];
const choices = ([found]: FoundDate[]) => found?.choices.map((at) => local(at).toFormat("ccc d LLL yyyy"));
const past = (text: string, reader = jakarta) => shown(findPastDates(text, reader), text);
const future = (text: string, reader = jakarta) => shown(findFutureDates(text, reader), text);

/** Any minute of twenty years, in any of the zones. */
const moment = fc.record({
  zone: fc.constantFrom(...zones),
  now: fc.date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2040-01-01T00:00:00Z"), noInvalidDate: true }),
});

describe("findPastDates", () => {
  it.each([
    ["yesterday", "yesterday = Sat 21 Nov 2026 12:00"],
    ["kemarin", "kemarin = Sat 21 Nov 2026 12:00"],
    ["kemarin sore", "kemarin sore = Sat 21 Nov 2026 15:00"],
    ["this morning", "this morning = Sun 22 Nov 2026 09:00"],
    ["last night", "last night = Sat 21 Nov 2026 20:00"],
    ["on tuesday", "on tuesday = Tue 17 Nov 2026 12:00"],
    ["friday 9", "friday 9 = Fri 20 Nov 2026 09:00"],
    ["friday at 3", "friday at 3 = Fri 20 Nov 2026 15:00"],
    ["jumat 9", "jumat 9 = Fri 20 Nov 2026 09:00"],
    ["selasa", "selasa = Tue 17 Nov 2026 12:00"],
    ["2 hari yang lalu", "2 hari yang lalu = Fri 20 Nov 2026 12:00"],
    ["2 hours ago", "2 hours ago = Sun 22 Nov 2026 12:05"],
    ["yesterday 15:00", "yesterday 15:00 = Sat 21 Nov 2026 15:00"],
    ["tuesday 15.00", "tuesday 15.00 = Tue 17 Nov 2026 15:00"],
    ["12 Nov", "12 Nov = Thu 12 Nov 2026 12:00"],
    ["12 april", "12 april = Sun 12 Apr 2026 12:00"],
    ["2/11", "2/11 = Mon 2 Nov 2026 12:00"],
    ["at 16:00", "at 16:00 = Sat 21 Nov 2026 16:00"],
  ])("reads %j", (text, expected) => {
    expect(past(text)).toBe(expected);
  });

  it.each(["yesterday PT Contoh", "kemarin PT Contoh", "12 Nov CAST Asia", "yesterday 15:00 EAST Ventures"])(
    "leaves the name behind the date in %j whole",
    (text) => {
      const [found] = findPastDates(text, jakarta);
      expect(text.slice(found?.to)).toMatch(/^ [A-Z]{2,4} /u);
    },
  );

  it("takes a day of the coming month for last year's, and asks", () => {
    expect(past("3 Dec")).toBe("3 Dec = Wed 3 Dec 2025 12:00");
    expect(choices(findPastDates("3 Dec", jakarta))).toEqual(["Wed 3 Dec 2025"]);
    expect(choices(findPastDates("3 Nov", jakarta))).toEqual([]);
  });

  it("asks which of two days 3/12 is, the person's own reading first", () => {
    expect(choices(findPastDates("3/12", jakarta))).toEqual(["Wed 3 Dec 2025", "Thu 12 Mar 2026"]);
    expect(choices(findPastDates("3/12", { ...jakarta, locale: "en-US" }))).toEqual([
      "Thu 12 Mar 2026",
      "Wed 3 Dec 2025",
    ]);
    expect(choices(findPastDates("3/12/2025", jakarta))).toEqual(["Wed 3 Dec 2025", "Wed 12 Mar 2025"]);
    expect(choices(findPastDates("5/5", jakarta))).toEqual([]);
    expect(choices(findPastDates("20/11", jakarta))).toEqual([]);
  });

  it("reads 3/12 as March only for Americans", () => {
    expect(past("2/11", { ...jakarta, locale: "en-US" })).toBe("2/11 = Wed 11 Feb 2026 12:00");
  });

  it.each([
    "April Ludgate",
    "May",
    "Sun Life",
    "Sat",
    "12m",
    "2 weeks",
    "5 years 3 months",
    "Siang Malam",
    "Malam",
    "2025",
    "12.000",
  ])("finds none in %j", (text) => {
    expect(findPastDates(text, jakarta)).toEqual([]);
  });

  it("takes a weekday for the last one gone by, on every day and in both languages", () => {
    fc.assert(
      fc.property(moment, fc.nat({ max: 6 }), fc.constantFrom("", "on "), (at, index, before) => {
        for (const name of [before + weekdays[index], hari[index] ?? ""]) {
          const [found] = findPastDates(name, { ...at, locale: "en-GB" });
          if (!found) throw new Error(`${name} is no date`);
          const then = local(found.at, at.zone);
          const days = local(at.now, at.zone).startOf("day").diff(then.startOf("day"), "days").days;
          expect(then.weekday).toBe(index + 1);
          expect(Math.round(days)).toBeGreaterThanOrEqual(0);
          expect(Math.round(days)).toBeLessThan(7);
          expect(found.at.getTime()).toBeLessThanOrEqual(at.now.getTime());
        }
      }),
    );
  });

  it("counts hours by the clock that goes on, days by the calendar, also where summer time begins or ends", () => {
    const newYork = (iso: string) => ({ zone: "America/New_York", now: new Date(iso), locale: "en-US" });
    // 8 March 2026: 02:00 becomes 03:00. 1 November 2026: 02:00 becomes 01:00 again.
    const spring = newYork("2026-03-08T08:30:00Z");
    const autumn = newYork("2026-11-01T07:30:00Z");
    expect(findPastDates("2 hours ago", spring)[0]?.at).toEqual(new Date("2026-03-08T06:30:00Z"));
    expect(findPastDates("2 hours ago", autumn)[0]?.at).toEqual(new Date("2026-11-01T05:30:00Z"));
    expect(findPastDates("yesterday 15:00", spring)[0]?.at).toEqual(new Date("2026-03-07T20:00:00Z"));
    expect(findPastDates("yesterday 15:00", autumn)[0]?.at).toEqual(new Date("2026-10-31T19:00:00Z"));
  });

  it("gives each person their own yesterday, however far apart they live", () => {
    const instant = new Date("2026-11-22T10:30:00Z");
    const day = (zone: string) => {
      const [found] = findPastDates("yesterday", { zone, now: instant, locale: "en-GB" });
      return found && local(found.at, zone).toFormat("d LLL HH:mm");
    };
    expect(day("Pacific/Kiritimati")).toBe("22 Nov 12:00");
    expect(day("Pacific/Pago_Pago")).toBe("20 Nov 12:00");
  });

  it("reads the same wherever the server stands", () => {
    const server = process.env["TZ"];
    try {
      const read = ["America/Los_Angeles", "Pacific/Kiritimati", "UTC"].map((zone) => {
        process.env["TZ"] = zone;
        return [
          past("yesterday 15:00"),
          past("friday"),
          past("2 hours ago"),
          past("12 Nov"),
          future("tomorrow"),
          future("friday 9"),
        ];
      });
      expect(read[1]).toEqual(read[0]);
      expect(read[2]).toEqual(read[0]);
    } finally {
      if (server === undefined) delete process.env["TZ"];
      else process.env["TZ"] = server;
    }
  });
});

describe("findFutureDates", () => {
  it.each([
    ["friday", "friday = Fri 27 Nov 2026 09:00"],
    ["on tuesday", "on tuesday = Tue 24 Nov 2026 09:00"],
    ["friday 9", "friday 9 = Fri 27 Nov 2026 09:00"],
    ["besok", "besok = Mon 23 Nov 2026 09:00"],
    ["besok pagi", "besok pagi = Mon 23 Nov 2026 09:00"],
    ["lusa", "lusa = Tue 24 Nov 2026 09:00"],
    ["senin depan", "senin depan = Mon 23 Nov 2026 09:00"],
    ["3 hari lagi", "3 hari lagi = Wed 25 Nov 2026 09:00"],
    ["in 2 weeks", "in 2 weeks = Sun 6 Dec 2026 09:00"],
    ["today", "today = Sun 22 Nov 2026 23:59"],
    ["tonight", "tonight = Sun 22 Nov 2026 20:00"],
    ["at 3", "at 3 = Sun 22 Nov 2026 15:00"],
    ["jam 2", "jam 2 = Mon 23 Nov 2026 14:00"],
    ["3/12", "3/12 = Thu 3 Dec 2026 09:00"],
  ])("reads %j", (text, expected) => {
    expect(future(text)).toBe(expected);
  });

  it.each(["12m", "12m cable", "sun licences", "by May", "2 weeks", "December"])("finds none in %j", (text) => {
    expect(findFutureDates(text, jakarta)).toEqual([]);
  });

  it("takes a weekday for the next one to come, on every day and in both languages", () => {
    fc.assert(
      fc.property(moment, fc.nat({ max: 6 }), fc.constantFrom("", "on "), (at, index, before) => {
        for (const name of [before + weekdays[index], hari[index] ?? ""]) {
          const [found] = findFutureDates(name, { ...at, locale: "en-GB" });
          if (!found) throw new Error(`${name} is no date`);
          const then = local(found.at, at.zone);
          const days = Math.round(then.startOf("day").diff(local(at.now, at.zone).startOf("day"), "days").days);
          expect(then.weekday).toBe(index + 1);
          expect(days).toBeGreaterThanOrEqual(0);
          expect(days).toBeLessThanOrEqual(7);
        }
      }),
    );
  });

  it("gives days that exist, whatever is typed", () => {
    fc.assert(
      fc.property(hostileText(600), moment, (text, at) => {
        for (const found of [
          ...findPastDates(text, { ...at, locale: "en-US" }),
          ...findFutureDates(text, { ...at, locale: "id" }),
        ]) {
          expect(found.at.getTime()).not.toBeNaN();
          expect(found.from).toBeGreaterThanOrEqual(0);
          expect(found.to).toBeLessThanOrEqual(text.length);
          expect(found.from).toBeLessThan(found.to);
        }
      }),
    );
  });
});
