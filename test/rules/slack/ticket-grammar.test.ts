import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAway, readWait } from "../../../src/slack/read-wait.ts";
import {
  readListWords,
  readMarkedNumber,
  readNewTicket,
  readPeople,
  readPriority,
  readTicketNumber,
  takeTicketNumber,
  takeTicketNumbers,
} from "../../../src/slack/ticket-grammar.ts";
import { readPeriod } from "../../../src/slack/top-typed-period.ts";
import { hostileText } from "../interactions/hostile-text.ts";

/** Sunday 22 November 2026, 14:05 in Jakarta. */
const typist = { zone: "Asia/Jakarta", now: new Date("2026-11-22T07:05:00Z"), region: "ID", locale: "en-ID" };
const number = fc.integer({ min: 1, max: 999_999_999 });
const sign = fc.constantFrom("T-", "t-", "T", "t", "T–", "T—", "T−", "T‑", "t –", "#", "", "ticket ", "tiket ");

describe("readTicketNumber", () => {
  it("takes every way of writing it for the same ticket", () => {
    fc.assert(
      fc.property(number, sign, (one, mark) => {
        expect(readTicketNumber(`${mark}${one}`)).toBe(one);
        expect(readTicketNumber(`  ${mark}${one} `)).toBe(one);
      }),
    );
  });

  it.each(["", "T-", "T-0", "0", "T31a", "31 32", "T-31.5", "budi", "12345678901", "New T-31", "T-31:"])(
    "takes %j for no ticket",
    (typed) => {
      expect(readTicketNumber(typed)).toBeNull();
    },
  );

  it("needs the T where a number may be something else", () => {
    expect([readMarkedNumber("31"), readMarkedNumber("T31"), readMarkedNumber("0812")]).toEqual([null, 31, null]);
  });
});

describe("takeTicketNumber", () => {
  it("gives back every word behind the ticket", () => {
    const words = hostileText()
      .map((text) => text.trim())
      .filter((text) => /^\p{L}/u.test(text));
    fc.assert(
      fc.property(number, sign, words, (one, mark, rest) => {
        expect(takeTicketNumber(`${mark}${one} ${rest}`)).toEqual({ number: one, rest });
      }),
    );
  });

  it("loses nothing of what names no ticket, whatever it is", () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const { number: found, rest } = takeTicketNumber(text);
        expect(text).toContain(rest);
        if (found === null) expect(rest).toBe(text.trim());
      }),
    );
  });

  it("finds it behind other words only where it may stand there, and with its T", () => {
    expect(takeTicketNumber("@maya T-31", { anywhere: true })).toEqual({ number: 31, rest: "@maya" });
    expect(takeTicketNumber("as in T-12")).toEqual({ number: null, rest: "as in T-12" });
    expect(takeTicketNumber("2 reboots", { anywhere: true })).toEqual({ number: 2, rest: "reboots" });
    expect(takeTicketNumber("<@UT31|maya>", { anywhere: true })).toEqual({ number: null, rest: "<@UT31|maya>" });
    expect(takeTicketNumber("3.5 does not install").number).toBeNull();
  });
});

describe("takeTicketNumbers", () => {
  it.each([
    ["T-31 T-40 T-44", [31, 40, 44], ""],
    ["31, 40 and 44: no login since noon", [31, 40, 44], "no login since noon"],
    ["T-31 duplicate of T-12", [31, 12], ""],
    ["T-31 T-31", [31], ""],
    ["nothing here", [], "nothing here"],
  ])("reads %j", (typed, numbers, rest) => {
    expect(takeTicketNumbers(typed)).toEqual({ numbers, rest });
  });
});

describe("readPriority", () => {
  it.each([
    ["2", "P2"],
    ["p1", "P1"],
    ["P 3", "P3"],
    ["urgent", "P1"],
    ["Low", "P4"],
    ["5", null],
    ["", null],
    ["P12", null],
  ])("reads %j as %s", (typed, priority) => {
    expect(readPriority(typed)).toBe(priority);
  });
});

describe("readPeople", () => {
  it.each([
    ["<@U1|maya>", ["U1"], ""],
    ["to <@U1>", ["U1"], ""],
    ["<@U1> to <@U2>", ["U1", "U2"], ""],
    ["@maya", [], "maya"],
    ["to maya putri", [], "maya putri"],
  ])("reads %j", (typed, slackUserIds, name) => {
    expect(readPeople(typed)).toEqual({ slackUserIds, name });
  });
});

describe("readListWords", () => {
  const nothing = {
    mine: false,
    unassigned: false,
    states: [],
    priorities: [],
    late: false,
    slackUserIds: [],
    name: "",
  };
  it.each([
    ["", {}],
    ["mine", { mine: true }],
    ["new late P1 p2", { states: ["new"], late: true, priorities: ["P1", "P2"] }],
    ["<@U1|maya> waiting", { slackUserIds: ["U1"], states: ["waiting"] }],
    ["budi santoso", { name: "budi santoso" }],
    ['"New Balance" late', { name: "New Balance", late: true }],
    ["constructor", { name: "constructor" }],
  ])("reads %j", (typed, more) => {
    expect(readListWords(typed)).toEqual({ ...nothing, ...more });
  });

  it("never throws, and each word is a sign or part of the name", () => {
    fc.assert(fc.property(hostileText(), (text) => void readListWords(text)));
  });
});

describe("readNewTicket", () => {
  it.each([
    ["budi: cannot log in", "budi", "cannot log in", ""],
    ["budi: cannot log in\nsince 10:30", "budi", "cannot log in", "since 10:30"],
    ["budi:\ncannot log in\nat all", "budi", "cannot log in", "at all"],
    ['"Re: Zero": no sound', "Re: Zero", "no sound", ""],
    ["budi： no sound", "budi", "no sound", ""],
  ])("reads %j", (typed, customer, subject, text) => {
    expect(readNewTicket(typed).readings[0]).toEqual({ customer, subject, text });
  });

  it.each([
    "cannot log in",
    "error at 10:30",
    "see https://a.example/b",
    "stuck :sob: again",
    ": no name",
    "no problem:",
  ])("names nobody in %j", (typed) => {
    expect(readNewTicket(typed).readings).toEqual([]);
  });

  it("keeps every word of what was typed, in each of its readings", () => {
    const bare = (text: string) => text.replace(/[\s:："“”]/gu, "");
    fc.assert(
      fc.property(hostileText(), (text) => {
        const { readings, alone } = readNewTicket(text);
        expect(bare(`${alone.subject}${alone.text}`)).toBe(bare(text));
        for (const { customer, subject, text: details } of readings)
          expect(bare(`${customer}${subject}${details}`)).toBe(bare(text));
      }),
    );
  });
});

describe("readWait", () => {
  it.each([
    ["", null, ""],
    ["until friday", "2026-11-27", ""],
    ["until friday asked for a screenshot", "2026-11-27", "asked for a screenshot"],
    ["asked for a screenshot", null, "asked for a screenshot"],
    ["friday is a holiday there", null, "friday is a holiday there"],
    ["sampai besok", "2026-11-23", ""],
  ])("reads %j", (typed, day, note) => {
    const read = readWait(typed, typist);
    expect([
      read.until && new Date(read.until.getTime() + 7 * 3_600_000).toISOString().slice(0, 10),
      read.note,
    ]).toEqual([day, note]);
  });

  it("keeps what names no day to come back on", () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const { until, note } = readWait(text, typist);
        if (until === null) expect(note).toBe(text.trim());
        else expect(text).toContain(note);
      }),
    );
  });
});

describe("readAway", () => {
  it.each([
    ["24 Dec to 31 Dec", { from: "2026-12-24", to: "2026-12-31" }],
    ["31 Dec to 2 Jan", { from: "2026-12-31", to: "2027-01-02" }],
    ["until friday", { from: "2026-11-22", to: "2026-11-27" }],
    ["tomorrow", { from: "2026-11-23", to: "2026-11-23" }],
    ["2026-12-24 to 2026-12-31", { from: "2026-12-24", to: "2026-12-31" }],
    ["back", null],
    ["whenever", "unfit"],
  ])("reads %j", (typed, days) => {
    expect(readAway(typed, typist)).toEqual(days);
  });
});

describe("readPeriod", () => {
  const days = (typed: string) => {
    const period = readPeriod(typed, typist);
    return (
      period && [period.from, period.to].map((at) => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10))
    );
  };
  it.each([
    ["", ["2026-10-24", "2026-11-23"]],
    ["week", ["2026-11-16", "2026-11-23"]],
    ["last 90 days", ["2026-08-25", "2026-11-23"]],
    ["since 1 Nov", ["2026-11-01", "2026-11-23"]],
    ["1 Oct to 31 Oct", ["2026-10-01", "2026-11-01"]],
    ["whenever", null],
    ["0 days", null],
  ])("reads %j", (typed, expected) => {
    expect(days(typed)).toEqual(expected);
  });
});
