import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interactionTypes, outcomes } from "../../../src/crm/interactions/interaction.ts";
import { parseEntry, type Reading } from "../../../src/crm/interactions/parse-entry.ts";
import { dueDay, happened } from "../../../src/slack/views/dates.ts";
import { interactionText } from "../../../src/slack/views/interactions.text.ts";
import { zones } from "./hostile-text.ts";

/** Sunday 22 November 2026, 14:05 in Jakarta. */
const now = new Date("2026-11-22T07:05:00Z");

/** What a receipt says of an entry, in its own words and in its order: head, note, what is next. */
function echo({ type, outcome, happenedAt, durationMinutes, customer, note, tasks }: Reading, zone: string): string {
  const reader = { zone, now };
  const head = [
    interactionText.title(type, outcome, customer),
    ...(happenedAt ? [happened(happenedAt, reader)] : []),
    ...(durationMinutes ? [interactionText.minutes(durationMinutes)] : []),
  ].join(" · ");
  const next = tasks.map(({ title, dueAt }) => `\ntodo ${title}${dueAt ? ` ${dueDay(dueAt, reader)}` : ""}`).join("");
  return `${head}: ${note}${next}`;
}

function understood(typed: string, zone: string, locale: string): Reading {
  const { readings } = parseEntry(typed, { zone, now, locale });
  const reading = readings.findLast(({ guessed }) => !guessed);
  if (!reading) throw new Error(`Nothing read in ${typed}`);
  return reading;
}

const name = fc.constantFrom("Budi Santoso", "PT Contoh Makmur", "Ana Wijaya", "Siti Nurhaliza", "李明", "O'Brien");
const note = fc
  .array(
    fc.constantFrom("wants", "the", "renewal", "offer", "Sun licences", "(urgent)", "minta harga", "a/b", "240 jt"),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((words) => words.join(" "));
const task = fc.record({
  title: fc.constantFrom("send the offer", "kirim penawaran", "visit them", "pay 12m"),
  days: fc.option(fc.integer({ min: 0, max: 300 })),
});
const entry = fc.record({
  type: fc.constantFrom(...interactionTypes),
  outcome: fc.option(fc.constantFrom(...outcomes)),
  daysAgo: fc.option(fc.integer({ min: 0, max: 300 })),
  durationMinutes: fc.option(fc.integer({ min: 1, max: 600 })),
  customer: name,
  note,
  tasks: fc.array(task, { maxLength: 3 }),
});

describe("what a receipt echoes back", () => {
  it("parses to the same thing", () => {
    fc.assert(
      fc.property(
        entry,
        fc.constantFrom(...zones),
        fc.constantFrom("en-US", "en-ID", "id-ID"),
        (said, zone, locale) => {
          const day = 86_400_000;
          const reading: Reading = {
            ...said,
            happenedAt: said.daysAgo === null ? null : new Date(now.getTime() - said.daysAgo * day),
            tasks: said.tasks.map(({ title, days }) => ({
              title,
              dueAt: days === null ? null : new Date(now.getTime() + days * day),
            })),
            guessed: false,
            openDays: [],
          };
          const told = echo(reading, zone);
          const again = understood(told, zone, locale);
          expect(again.openDays).toEqual([]);
          expect(echo(again, zone)).toBe(told);
          const { type, durationMinutes, customer, note: kept } = again;
          expect({ type, durationMinutes, customer, note: kept }).toEqual({
            type: said.type,
            durationMinutes: said.durationMinutes,
            customer: said.customer,
            note: said.note,
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});
