import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { parseEntry, type Reading } from "../../../src/crm/interactions/parse-entry.ts";
import { decodeTyped } from "../../../src/slack/typed-text.ts";

/** Sunday 22 November 2026, 14:05 in Jakarta. */
const reader = { zone: "Asia/Jakarta", now: new Date("2026-11-22T07:05:00Z"), locale: "en-ID" };
const all = (typed: string) => parseEntry(typed, reader).readings;
const on = (date: Date | null | undefined) => date && DateTime.fromJSDate(date, reader).toFormat("ccc d LLL HH:mm");

function sure(typed: string): Reading {
  const reading = all(typed).findLast(({ guessed }) => !guessed);
  if (!reading) throw new Error(`Nothing read in ${typed}`);
  return reading;
}

// Every trap that the specification's section Logging names, in its order. Those about whom an entry is saved on are in
// test/crm/interactions/resolve-customer.test.ts, those about receipts, undo and repetition in test/slack/logging.test.ts.
describe("when", () => {
  it("is only in the header, and past", () => {
    expect(on(sure("call yesterday 15:00 budi: yes").happenedAt)).toBe("Sat 21 Nov 15:00");
    expect(on(sure("call friday budi: yes").happenedAt)).toBe("Fri 20 Nov 12:00");
  });
  it("is future in a task", () => {
    expect(on(sure("budi: yes. todo send it friday").tasks[0]?.dueAt)).toBe("Fri 27 Nov 09:00");
  });
  it("is never looked for in the note: Sun licences is no Sunday", () => {
    expect(sure("budi: wants Sun licences in May")).toMatchObject({
      happenedAt: null,
      note: "wants Sun licences in May",
    });
  });
  it("is read in Indonesian: besok, jumat", () => {
    expect(on(sure("telp jumat budi: ya. lanjut kirim besok").happenedAt)).toBe("Fri 20 Nov 12:00");
    expect(on(sure("budi: ya. lanjut kirim besok").tasks[0]?.dueAt)).toBe("Mon 23 Nov 09:00");
  });
  it("asks which day 3/12 is", () => {
    expect(sure("call 3/12 budi: yes").openDays[0]?.choices).toHaveLength(2);
  });
  it("on tuesday is not tomorrow", () => {
    expect(on(sure("call on tuesday budi: yes").happenedAt)).toBe("Tue 17 Nov 12:00");
  });
  it("friday 9 keeps its 9", () => {
    expect(on(sure("call friday 9 budi: yes").happenedAt)).toBe("Fri 20 Nov 09:00");
  });
  it("12m is no twelve minutes hence", () => {
    expect(sure("budi: yes. todo pay 12m").tasks).toEqual([{ title: "pay 12m", dueAt: null }]);
  });
  it("is not in April Ludgate", () => {
    expect(all("April Ludgate: hi")[0]).toMatchObject({ customer: "April Ludgate", happenedAt: null });
  });
});

describe("the note", () => {
  it.each(["budi: ok", "budi： ok", "budi\nok"])("begins after a colon, a wide colon or a new line: %j", (typed) => {
    expect(sure(typed)).toMatchObject({ customer: "budi", note: "ok" });
  });
  it.each(['call "Toko: Baru" ok', "budi https://x.example:80/a: ok", "budi 15:00: ok", "budi :tada:: ok"])(
    "has no colon of a quote, an address, a time or an emoji to begin it: %j",
    (typed) => {
      expect(sure(typed).note).toBe("ok");
    },
  );
  it("begins at the colon that leaves the longest name: Re: Zero: called", () => {
    expect(all("Re: Zero: called").map(({ customer }) => customer)).toEqual(["Re: Zero", "Re"]);
  });
  it("without a colon is behind the longest name, and asked", () => {
    expect(all("budi santoso wants tea")).toContainEqual(
      expect.objectContaining({ customer: "budi santoso", note: "wants tea", guessed: true }),
    );
  });
  it("keeps curly quotes and dashes", () => {
    expect(sure("budi: he said “no”—never – ‘ever’").note).toBe("he said “no”—never – ‘ever’");
  });
  it("gives 12 min at its very end, or in the header, to the length", () => {
    for (const typed of ["budi: ok 12 min", "call 12 min budi: ok"])
      expect(sure(typed)).toMatchObject({ durationMinutes: 12, note: "ok" });
    expect(sure("budi: 12 min late").durationMinutes).toBeNull();
  });
});

describe("a task", () => {
  it.each(["todo", "lanjut", ">>", "»", "->", "→"])("begins with %s", (sign) => {
    expect(sure(`budi: ok. ${sign} send it`).tasks).toEqual([{ title: "send it", dueAt: null }]);
  });
  it("does not begin within a clause", () => {
    expect(sure("budi: my todo list is long").tasks).toEqual([]);
  });
});

describe("what Slack does to typing", () => {
  it("is undone once: links, mail, telephone, and the three entities exactly once", () => {
    expect(decodeTyped("<mailto:a@b.example|a@b.example> <tel:+62812|0812> <http://c.example|c.example>")).toBe(
      "a@b.example 0812 c.example",
    );
    expect(decodeTyped("&amp;lt; &lt;b&gt; &amp;")).toBe("&lt; <b> &");
  });
});

describe("a verb", () => {
  it.each(["New Balance", "Call Center Asia", "Top Glove"])("is none in the name %s", (name) => {
    expect(all(`${name}: hi`)[0]?.customer).toBe(name);
  });
  it("is none in quotes, which force a name", () => {
    expect(all('"Call Center": hi').map(({ customer }) => customer)).toEqual(["Call Center"]);
  });
});
