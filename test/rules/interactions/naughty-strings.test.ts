import { describe, expect, it } from "vitest";
import type { Entry } from "../../../src/crm/interactions/change-interaction.ts";
import { parseEntry, type Reading } from "../../../src/crm/interactions/parse-entry.ts";
import { decodeTyped, readableTyped, withoutBrokenText } from "../../../src/slack/typed-text.ts";
import { sharedEntryMessage } from "../../../src/slack/views/interactions.ts";
import { naughtyStrings } from "./naughty-strings.ts";

const reader = { zone: "Asia/Jakarta", now: new Date("2026-11-22T07:05:00Z"), locale: "en-ID" };

function sure(typed: string): Reading {
  const reading = parseEntry(typed, reader).readings.findLast(({ guessed }) => !guessed);
  if (!reading) throw new Error(`Nothing read in ${JSON.stringify(typed)}`);
  return reading;
}

/** What Slack makes of typing: its three escapes. */
const escaped = (text: string) => text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;");

describe.each(Object.entries(naughtyStrings))("%s", (_, strings) => {
  it("is kept to the letter as a note", () => {
    for (const text of strings) expect(sure(`call budi: see ${text} end`).note).toBe(`see ${text} end`);
  });

  it("is kept to the letter as what is next", () => {
    for (const text of strings) {
      const [task] = sure(`budi: ok. todo see ${text.replace(/\s+/gu, " ")} soon`).tasks;
      expect(task?.title.replace(/\s+/gu, " ")).toBe(`see ${text} soon`.replace(/\s+/gu, " "));
    }
  });

  it("is kept as a name in quotes, and throws nowhere as anything else", () => {
    for (const text of strings) {
      const plain = text.replace(/["\n]/gu, "").slice(0, 100).trim();
      expect(() => parseEntry(text, reader)).not.toThrow();
      expect(parseEntry(text, reader).typed).toBe(text);
      expect(() => parseEntry(`no answer ${text} 12 min: ${text} >> ${text} friday`, reader)).not.toThrow();
      if (/[\p{L}\p{N}]/u.test(plain) && !plain.includes("“"))
        expect(flat(sure(`call "Toko ${plain}": ok`).customer)).toBe(flat(`Toko ${plain}`));
    }
  });

  it("comes through Slack's encoding as it was typed, without what no database keeps", () => {
    for (const text of strings) {
      const sent = withoutBrokenText({ text: escaped(text) }).text;
      const kept = text.toWellFormed();
      expect(decodeTyped(sent)).toBe(kept);
      expect(readableTyped(sent)).toBe(kept);
    }
  });

  it("is shown to a channel within Slack's limits, without becoming markup", () => {
    for (const text of strings) {
      const { blocks, text: fallBack } = sharedEntryMessage(entryOf(text.toWellFormed()), reader);
      const [head] = blocks;
      const words = head?.type === "section" ? (head.text?.text ?? "") : "";
      expect(words.length).toBeLessThanOrEqual(3000);
      expect(words).not.toMatch(/<(script|img|!channel|@U123|https:\/\/evil)/u);
      expect(fallBack).not.toMatch(/<(script|img|!channel|@U123|https:\/\/evil)/u);
    }
  });
});

/** Quotes and dashes in the forms in which a name is compared, without the signs that only end it. */
const flat = (text: string) =>
  text
    .replace(/[‘’‚‛]/gu, "'")
    .replace(/[‐‑‒–]/gu, "-")
    .replace(/—/gu, ",")
    .replace(/[\s,;:.]+$/u, "");

function entryOf(text: string): Entry {
  const happenedAt = reader.now;
  return {
    ...{ id: "01a201e3-4511-7025-b395-92f869a076e3", contactId: "01a201e3-4511-7025-b395-92f869a076e4" },
    ...{ contactName: text.slice(0, 200), companyName: text.slice(0, 200), memberId: null },
    ...{ memberName: text.slice(0, 100), type: "call", outcome: null, happenedAt, durationMinutes: 12 },
    ...{ note: text, link: null, version: 1, batchId: null, createdAt: happenedAt, removedAt: null },
  };
}
