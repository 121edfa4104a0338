import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { type ParsedEntry, parseEntry, type Reading } from "../../../src/crm/interactions/parse-entry.ts";
import { hostileText, longestTexts, workOf, zones } from "./hostile-text.ts";

/** Sunday 22 November 2026, 14:05 in Jakarta. */
const reader = { zone: "Asia/Jakarta", now: new Date("2026-11-22T07:05:00Z"), locale: "en-ID" };
const read = (typed: string) => parseEntry(typed, reader).readings;
const names = (typed: string) => read(typed).map(({ customer }) => customer);
const said = (date: Date | null | undefined) => date && DateTime.fromJSDate(date, reader).toFormat("ccc d LLL HH:mm");

/** The reading in which the most has been understood: the one asked about when nobody is found. */
function best(typed: string): Reading {
  const readings = read(typed);
  const reading = readings.findLast(({ guessed }) => !guessed) ?? readings.at(-1);
  if (!reading) throw new Error(`Nothing read in ${typed}`);
  return reading;
}

function brief(typed: string) {
  const { customer, type, outcome, note, durationMinutes, happenedAt, tasks } = best(typed);
  const [task] = tasks;
  return {
    customer,
    type,
    ...(outcome && { outcome }),
    ...(note && { note }),
    ...(durationMinutes && { minutes: durationMinutes }),
    ...(happenedAt && { at: said(happenedAt) }),
    ...(task && { task: task.title }),
    ...(task?.dueAt && { due: said(task.dueAt) }),
  };
}

describe("parseEntry", () => {
  it.each<[typed: string, read: ReturnType<typeof brief>]>([
    [
      "call connected budi santoso: wants the renewal offer by May. todo send the offer friday",
      {
        customer: "budi santoso",
        type: "call",
        outcome: "connected",
        note: "wants the renewal offer by May.",
        task: "send the offer",
        due: "Fri 27 Nov 09:00",
      },
    ],
    ["no answer budi", { customer: "budi", type: "call", outcome: "no_answer" }],
    ["budi no answer", { customer: "budi", type: "call", outcome: "no_answer" }],
    ["Budi call no answer", { customer: "Budi", type: "call", outcome: "no_answer" }],
    ["budi, left a message", { customer: "budi", type: "call", outcome: "left_message" }],
    ["+62 812 3456 7890 wrong number", { customer: "+62 812 3456 7890", type: "call", outcome: "wrong_number" }],
    ["bounced budi", { customer: "budi", type: "email", outcome: "bounced" }],
    ["email to budi: sent the offer", { customer: "budi", type: "email", note: "sent the offer" }],
    ["met with Ana Wijaya: agreed", { customer: "Ana Wijaya", type: "meeting", note: "agreed" }],
    ["visited PT Contoh Makmur: new office", { customer: "PT Contoh Makmur", type: "visit", note: "new office" }],
    ["quoted budi: 240 jt", { customer: "budi", type: "quote", note: "240 jt" }],
    ["note budi: prefers mornings", { customer: "budi", type: "note", note: "prefers mornings" }],
    ["telepon tidak diangkat Sari Indah", { customer: "Sari Indah", type: "call", outcome: "no_answer" }],
    [
      "telp tersambung budi kemarin: setuju. lanjut kirim penawaran besok",
      {
        customer: "budi",
        type: "call",
        outcome: "connected",
        at: "Sat 21 Nov 12:00",
        note: "setuju.",
        task: "kirim penawaran",
        due: "Mon 23 Nov 09:00",
      },
    ],
    [
      "rapat dengan Budi Santoso jumat: ok >> kirim notulen senin",
      {
        customer: "Budi Santoso",
        type: "meeting",
        at: "Fri 20 Nov 12:00",
        note: "ok",
        task: "kirim notulen",
        due: "Mon 23 Nov 09:00",
      },
    ],
    ["kunjungan salah sambung budi", { customer: "budi", type: "visit", outcome: "wrong_number" }],
    ["call yesterday 15:00 budi: yes", { customer: "budi", type: "call", at: "Sat 21 Nov 15:00", note: "yes" }],
    ["yesterday call budi: yes", { customer: "budi", type: "call", at: "Sat 21 Nov 12:00", note: "yes" }],
    ["call friday 9 budi: yes", { customer: "budi", type: "call", at: "Fri 20 Nov 09:00", note: "yes" }],
    ["call on tuesday budi: yes", { customer: "budi", type: "call", at: "Tue 17 Nov 12:00", note: "yes" }],
    ["budi santoso, 12 Nov: yes", { customer: "budi santoso", type: "call", at: "Thu 12 Nov 12:00", note: "yes" }],
    ["call 12 min budi: yes", { customer: "budi", type: "call", minutes: 12, note: "yes" }],
    ["call budi 12 min: yes", { customer: "budi", type: "call", minutes: 12, note: "yes" }],
    ["call budi: yes, 12 min", { customer: "budi", type: "call", minutes: 12, note: "yes" }],
    ["call budi: yes (12 menit)", { customer: "budi", type: "call", minutes: 12, note: "yes" }],
    ["call budi: 12 min late", { customer: "budi", type: "call", note: "12 min late" }],
    ["call budi: costs 1200 min", { customer: "budi", type: "call", note: "costs 1200 min" }],
    ["budi：minta harga", { customer: "budi", type: "call", note: "minta harga" }],
    ["email budi:\nline one\nline two", { customer: "budi", type: "email", note: "line one\nline two" }],
    ["budi\nline one: with a colon", { customer: "budi", type: "call", note: "line one: with a colon" }],
    [
      "budi -> send the price tomorrow",
      { customer: "budi", type: "call", task: "send the price", due: "Mon 23 Nov 09:00" },
    ],
    ["budi: yes\ntodo send it", { customer: "budi", type: "call", note: "yes", task: "send it" }],
    ["budi: my todo list is long", { customer: "budi", type: "call", note: "my todo list is long" }],
    ["budi: yes. todo pay 12m", { customer: "budi", type: "call", note: "yes.", task: "pay 12m" }],
    [
      "budi: yes. todo call back today",
      { customer: "budi", type: "call", note: "yes.", task: "call back", due: "Sun 22 Nov 23:59" },
    ],
    [
      "budi: yes. todo call at 3",
      { customer: "budi", type: "call", note: "yes.", task: "call", due: "Sun 22 Nov 15:00" },
    ],
    [
      "budi: see https://x.example:8080/a:b at 15:00 :smile: ok",
      { customer: "budi", type: "call", note: "see https://x.example:8080/a:b at 15:00 :smile: ok" },
    ],
    ['call "Top Glove" asked the price', { customer: "Top Glove", type: "call", note: "asked the price" }],
    ["call “Top Glove” no answer", { customer: "Top Glove", type: "call", outcome: "no_answer" }],
    [
      'talked about gloves with "Top Glove": yes',
      { customer: "Top Glove", type: "call", outcome: "connected", note: "about gloves with: yes" },
    ],
    ['yesterday "Sunday Riley": yes', { customer: "Sunday Riley", type: "call", at: "Sat 21 Nov 12:00", note: "yes" }],
    ["budi’s shop: he said “no: never”", { customer: "budi's shop", type: "call", note: "he said “no: never”" }],
  ])("reads %j", (typed, expected) => {
    expect(brief(typed)).toEqual(expected);
  });

  it.each([
    ["April Ludgate: hi", "April Ludgate"],
    ["Sun Life: hi", "Sun Life"],
    ["New Balance", "New Balance"],
    ["Call Center Asia: hi", "Call Center Asia"],
    ["Call Center Asia", "Call Center Asia"],
    ["Re: Zero: called", "Re: Zero"],
    ["PT Lanjut Makmur: hi", "PT Lanjut Makmur"],
    ["Sunday Riley: hi", "Sunday Riley"],
    ["May: hi", "May"],
    ["7 Eleven friday: hi", "7 Eleven friday"],
  ])("tries the whole of %j as a name before anything else", (typed, name) => {
    expect(names(typed)[0]).toBe(name);
  });

  it("tries each colon, the longest name first", () => {
    expect(read("Re: Zero: called").map(({ customer, note }) => [customer, note])).toEqual([
      ["Re: Zero", "called"],
      ["Re", "Zero: called"],
    ]);
  });

  it("offers every length of a name where no colon ends it, and asks", () => {
    expect(read("call connected budi santoso wants the offer").filter(({ guessed }) => guessed)).toMatchObject([
      { customer: "budi santoso wants the", note: "offer", outcome: "connected" },
      { customer: "budi santoso wants", note: "the offer" },
      { customer: "budi santoso", note: "wants the offer" },
      { customer: "budi", note: "santoso wants the offer" },
    ]);
  });

  it("sees an outcome behind a guessed name, and keeps the words that the note needs", () => {
    const guesses = (typed: string) => read(typed).filter(({ customer, guessed }) => guessed && customer === "budi");
    expect(guesses("budi no answer, will try tomorrow")).toMatchObject([
      { outcome: "no_answer", note: "will try tomorrow" },
    ]);
    expect(guesses("budi left a message with his wife")).toMatchObject([
      { outcome: "left_message", note: "left a message with his wife" },
    ]);
  });

  it.each(["", "   ", ":", "：", "call", "call connected", "no answer:", "todo"])(
    "finds no customer in %j",
    (typed) => {
      expect(names(typed).filter((name) => name !== "todo")).toEqual([]);
    },
  );

  it("never throws, keeps what was typed, and has few enough readings to look each up", () => {
    fc.assert(
      fc.property(hostileText(), fc.constantFrom(...zones), (typed, zone) => {
        const entry = parseEntry(typed, { ...reader, zone });
        expect(entry.typed).toBe(typed);
        expect(entry.readings.length).toBeLessThanOrEqual(40);
        for (const reading of entry.readings) expectFromTyping(entry, reading);
      }),
      { numRuns: 400 },
    );
  });

  it("loses no word: each is in the name, the note or the task, or was understood", () => {
    const name = fc.constantFrom("Budi", "Budi Santoso", "PT Contoh Makmur", "Ana");
    const words = fc.array(fc.constantFrom("wants", "the", "offer", "harga", "(urgent)", "a:b", "“soon”"), {
      minLength: 1,
      maxLength: 8,
    });
    const before = fc.constantFrom("", "call ", "email ", "no answer ", "call connected ", "yesterday ", "12 min ");
    const task = fc.constantFrom("", ". todo send it", " >> send it friday", "\ntodo call back besok");
    fc.assert(
      fc.property(before, name, fc.constantFrom(": ", "\n", " ", "： "), words, task, (head, who, gap, note, next) => {
        const typed = `${head}${who}${gap}${note.join(" ")}${next}`;
        const whole = wordsOf(`${who} ${note.join(" ")} ${next.replace(/todo|friday|besok/gu, "")}`);
        const { customer, note: kept, tasks } = best(typed);
        for (const word of whole)
          expect(wordsOf(`${customer} ${kept} ${tasks.map(({ title }) => title).join(" ")}`)).toContain(word);
      }),
    );
  });

  it("answers at once whatever is pasted into it", () => {
    parseEntry("warm", reader);
    for (const typed of longestTexts()) {
      expect
        .soft(
          workOf(() => void parseEntry(typed, reader)),
          JSON.stringify(typed.slice(0, 40)),
        )
        .toBeLessThan(400);
    }
  });
});

const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const flat = (text: string) =>
  text
    .replace(/[“”„‟«]/gu, '"')
    .replace(/[‘’‚‛]/gu, "'")
    .replace(/[‐‑‒–]/gu, "-")
    .replace(/—/gu, ",")
    .replace(/(?<=\s)·(?=\s)/gu, ",")
    .replace(/\s+/gu, " ");

/** Every part of a reading is a piece of the typing, in its words if not in its spacing. */
function expectFromTyping({ typed }: ParsedEntry, { customer, note, tasks, happenedAt }: Reading): void {
  expect(customer.trim()).not.toBe("");
  expect(flat(typed)).toContain(flat(customer));
  const typedWords = new Set(wordsOf(flat(typed)));
  for (const word of wordsOf(flat(`${note} ${tasks.map(({ title }) => title).join(" ")}`))) {
    expect([...typedWords].some((one) => one.includes(word))).toBe(true);
  }
  for (const at of [happenedAt, ...tasks.map(({ dueAt }) => dueAt)]) if (at) expect(at.getTime()).not.toBeNaN();
  for (const { title } of tasks) expect(title.trim()).not.toBe("");
}
