import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import type { LogOutcome, Origin } from "./log-entry.ts";
import { logEntry, logResolved } from "./log-entry.ts";
import { type ParsedEntry, parseEntry, type Reading } from "./parse-entry.ts";
import type { DateReader } from "./read-date.ts";
import { type Resolution, resolveCustomer } from "./resolve-customer.ts";

/** Entries that one message may hold. */
export const mostLines = 30;

interface Line {
  text: string;
  entry: ParsedEntry;
  resolution: Resolution | null;
}

/** What came of a message: one entry, or one for each of its lines. */
export interface LoggedLines {
  /** null: it was one entry */
  batchId: string | null;
  outcomes: LogOutcome[];
}

/**
 * Logs a message that may hold several entries, a line each. A note goes on over lines as well, so that only a message of
 * which at least two lines say something of somebody certain, the first among them, is taken apart; its other lines go on
 * with the note above them, unless they say what happened with somebody.
 * @throws Refusal not_permitted, customer_missing, note_too_long, date_in_future, too_many_lines
 */
export async function logLines(
  ctx: Context,
  typed: string,
  reader: DateReader,
  origin: Omit<Origin, "batchId"> = {},
): Promise<LoggedLines> {
  await allow(ctx, "interactions:write");
  const entries = await takeApart(ctx, typed, reader);
  if (!entries) return { batchId: null, outcomes: [await logEntry(ctx, parseEntry(typed, reader), origin)] };
  const batchId = newId();
  const outcomes: LogOutcome[] = [];
  for (const { entry, resolution } of entries) {
    if (!resolution) throw new Refusal("customer_missing", {});
    outcomes.push(await logResolved(ctx, entry, resolution, { ...origin, batchId }));
  }
  return { batchId, outcomes };
}

/** The entries of a message of several; null for one alone. */
async function takeApart(ctx: Context, typed: string, reader: DateReader): Promise<Line[] | null> {
  const texts = typed.split(/\r?\n/u).filter((line) => line.trim() !== "");
  const [head = ""] = texts;
  // "Email budi:" and lines below it: what was pasted is its note, whatever it holds.
  if (texts.length < 2 || /[:：]\s*$/u.test(head)) return null;
  const first = await readLine(ctx, head, reader);
  if (!saysOfSomebodyCertain(first)) return null;
  if (texts.length > mostLines) throw new Refusal("too_many_lines", { count: texts.length, most: mostLines });
  const lines = [first];
  for (const text of texts.slice(1)) lines.push(await readLine(ctx, text, reader));
  if (lines.filter(saysOfSomebodyCertain).length < 2) return null;
  return joinNotes(ctx, lines, reader);
}

async function readLine(ctx: Context, text: string, reader: DateReader): Promise<Line> {
  const entry = parseEntry(text, reader);
  return { text, entry, resolution: await resolveCustomer(ctx, entry) };
}

/** Lines that begin no entry belong to the one above. */
async function joinNotes(ctx: Context, lines: readonly Line[], reader: DateReader): Promise<Line[]> {
  const groups: Line[][] = [];
  for (const line of lines) {
    if (groups.length === 0 || saysOfSomebodyCertain(line) || saysWhatHappened(line)) groups.push([line]);
    else groups.at(-1)?.push(line);
  }
  const entries: Line[] = [];
  for (const group of groups) {
    const [only] = group;
    if (only && group.length === 1) entries.push(only);
    else entries.push(await readLine(ctx, group.map(({ text }) => text).join("\n"), reader));
  }
  return entries;
}

/** A bare name may be the end of a letter: something has to be said of them. */
function saysOfSomebodyCertain({ resolution }: Line): boolean {
  return resolution?.kind === "certain" && saysSomething(resolution.reading);
}

/** "Zaki no answer" is an entry whoever Zaki is. */
function saysWhatHappened({ resolution }: Line): boolean {
  return resolution !== null && !resolution.reading.guessed && resolution.reading.outcome !== null;
}

function saysSomething({ outcome, note, tasks, type, durationMinutes }: Reading): boolean {
  return outcome !== null || note !== "" || tasks.length > 0 || type !== "call" || durationMinutes !== null;
}
