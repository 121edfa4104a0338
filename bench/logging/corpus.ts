import { readdir, readFile } from "node:fs/promises";
import { DateTime } from "luxon";
import { parse } from "yaml";
import { z } from "zod";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { logInteraction } from "../../src/crm/interactions/log-interaction.ts";
import { parseEntry, type Reading } from "../../src/crm/interactions/parse-entry.ts";
import { type Resolution, resolveCustomer } from "../../src/crm/interactions/resolve-customer.ts";
import type { Context } from "../../src/db/context.ts";

export const corpusFolder = new URL("../../test/rules/interactions/corpus/", import.meta.url);
/** When every line of the corpus was typed: Wednesday 25 November 2026, 14:05 in Jakarta. */
export const corpusClock = new Date("2026-11-25T07:05:00Z");
const typist = { zone: "Asia/Jakarta", now: corpusClock, locale: "en-ID", region: "ID" };

const customers = z.array(
  z.object({
    name: z.string(),
    company: z.string().nullable(),
    email: z.string().optional(),
    phone: z.string().optional(),
    talked: z.boolean().default(false),
  }),
);
const meaning = z.strictObject({
  type: z.string().default("call"),
  outcome: z.string().nullable().default(null),
  note: z.string().default(""),
  /** "Tue 24 Nov", with a time where one was said */
  at: z.string().nullable().default(null),
  min: z.number().nullable().default(null),
  tasks: z.array(z.tuple([z.string(), z.string().nullable()])).default([]),
  /** the days that have to be asked, the likelier first */
  day: z.array(z.string()).default([]),
});
const file = z.record(z.string(), z.array(z.tuple([z.string(), z.string(), meaning])));

export interface CorpusLine {
  /** the file's name: a language, with "-held-out" where it was written after the rules */
  part: string;
  kind: string;
  typed: string;
  who: string;
  means: z.infer<typeof meaning>;
}

export interface JudgedLine extends CorpusLine {
  /** without a question */
  atOnce: boolean;
  /** saved at once on somebody else */
  wrongPerson: boolean;
  /** what was read otherwise than it was meant: "note: … for …" */
  faults: string[];
}

export async function readCorpus(): Promise<CorpusLine[]> {
  const names = (await readdir(corpusFolder)).filter((name) => name.endsWith(".yaml") && name !== "customers.yaml");
  const parts = await Promise.all(
    names.toSorted().map(async (name): Promise<CorpusLine[]> => {
      const kinds = file.parse(parse(await readFile(new URL(name, corpusFolder), "utf8")));
      return Object.entries(kinds).flatMap(([kind, lines]) =>
        lines.map(([typed, who, means]) => ({ part: name.replace(".yaml", ""), kind, typed, who, means })),
      );
    }),
  );
  return parts.flat();
}

/** The customers of whom the corpus speaks, with a talk for those whom the typist has talked with. */
export async function fillForCorpus(ctx: Context): Promise<void> {
  const all = customers.parse(parse(await readFile(new URL("customers.yaml", corpusFolder), "utf8")));
  for (const { name, company, email, phone, talked } of all) {
    const { id } = await createContact(ctx, {
      name,
      ...(company && { companyName: company }),
      ...(email && { emails: [email] }),
      ...(phone && { phones: [phone] }),
      source: "corpus",
    });
    if (!talked) continue;
    const happenedAt = new Date(corpusClock.getTime() - 5 * 86_400_000);
    const talk = { type: "meeting", outcome: null, durationMinutes: null, note: "talked", tasks: [] } as const;
    await logInteraction(ctx, { ...talk, contactId: id, happenedAt });
  }
}

/** Reads one line as a command would, up to what would be saved or asked. Writes nothing. */
export async function judgeLine(ctx: Context, line: CorpusLine): Promise<JudgedLine> {
  const resolution = await resolveCustomer(ctx, parseEntry(line.typed, typist));
  const atOnce = resolution?.kind === "certain" && resolution.reading.openDays.length === 0;
  const understood = nameOf(resolution);
  const faults = understood === line.who ? [] : [`who: ${understood ?? "nobody"}`];
  if (resolution) faults.push(...faultsOf(resolution.reading, line.means));
  return { ...line, atOnce, wrongPerson: resolution?.kind === "certain" && understood !== line.who, faults };
}

/** Whom the answer names first. */
function nameOf(resolution: Resolution | null): string | null {
  if (resolution === null || resolution.kind === "none") return null;
  return resolution.kind === "several" ? (resolution.matches[0]?.name ?? null) : resolution.match.name;
}

function faultsOf(reading: Reading, means: CorpusLine["means"]): string[] {
  const { type, outcome, note, durationMinutes, happenedAt, tasks, openDays } = reading;
  const days = (openDays[0]?.choices ?? []).map((day) => local(day).toFormat("ccc d LLL yyyy"));
  const asked = openDays[0]?.of;
  const read: Record<string, unknown> = {
    type,
    outcome,
    note,
    min: durationMinutes,
    at: asked === "entry" ? null : happenedAt && local(happenedAt).toFormat("ccc d LLL HH:mm"),
    tasks: tasks.map(({ title, dueAt }, index) => [
      title,
      dueAt && asked !== index ? local(dueAt).toFormat("ccc d LLL HH:mm") : null,
    ]),
    day: days,
  };
  const meant: Record<string, unknown> = {
    ...means,
    at: means.at && withTime(means.at, "12:00"),
    tasks: means.tasks.map(([title, due]) => [title, due && withTime(due, "09:00")]),
  };
  return Object.keys(meant).flatMap((key) => {
    const [is, should] = [JSON.stringify(read[key]), JSON.stringify(meant[key])];
    return is === should ? [] : [`${key}: ${is}, not ${should}`];
  });
}

const local = (date: Date) => DateTime.fromJSDate(date, { zone: typist.zone }).setLocale("en-GB");
const withTime = (day: string, usual: string) => (/\d:\d/u.test(day) ? day : `${day} ${usual}`);

export interface Share {
  lines: number;
  right: number;
  atOnce: number;
}

export function shareOf(lines: readonly JudgedLine[]): Share {
  return {
    lines: lines.length,
    right: lines.filter(({ faults }) => faults.length === 0).length,
    atOnce: lines.filter(({ atOnce }) => atOnce).length,
  };
}
