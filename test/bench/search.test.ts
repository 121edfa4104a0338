import { describe, expect, inject, it } from "vitest";
import { type MemoryRow, measureSearch } from "../../bench/search.ts";
import { buildSearchBase } from "../../bench/search-base.ts";
import { testClient } from "../support/database.ts";
import { installWorkspace } from "../support/install-workspace.ts";
import { testKeyRing } from "../support/key-ring.ts";

/** Of a base of 1,000: the least share found at rank 1 and within the first five, whoever asks. */
const floors: Record<string, [first: number, firstFive: number]> = {
  "the whole name": [0.95, 1],
  "the surname only": [0.4, 0.85],
  "first name and surname, one slip": [0.9, 0.95],
  "the surname, one slip": [0.3, 0.8],
  "a spoken spelling (by our own rule)": [0.9, 0.95],
  "a spoken spelling (listed variants)": [0.85, 0.9],
  "the company only": [0.8, 0.95],
  "first name and a word of the company": [0.9, 0.95],
  "the last four digits of the phone": [0.85, 0.95],
  "the last six digits of the phone": [0.95, 1],
  "part of the e-mail address": [0.75, 0.9],
  "a word of a note": [0.7, 0.95],
  "two words of a note": [0.9, 0.95],
};

describe("search in a base of 1,000 contacts with many namesakes", () => {
  const db = testClient();

  it("finds by each kind of memory at least as often as docs/search.md promises", { timeout: 180_000 }, async () => {
    const workspace = await installWorkspace(db);
    const base = await buildSearchBase(inject("adminUrl"), workspace.id, 1_000, { rebuild: false });
    const rows = await measureSearch({
      client: db,
      keyRing: testKeyRing,
      workspace,
      base,
      questions: 20,
      floorUrl: null,
    });
    expect(new Set(rows.map(({ title }) => title))).toEqual(new Set(Object.keys(floors)));
    const missed = rows.filter((row) => {
      const [first, firstFive] = floors[row.title] ?? [1, 1];
      return row.asked < 10 || row.first < first || row.firstFive < firstFive;
    });
    expect(missed.map(shown)).toEqual([]);
  });
});

function shown({ title, asker, asked, first, firstFive }: MemoryRow): string {
  return `${title}, ${asker}: ${first} first and ${firstFive} in the first five of ${asked}`;
}
