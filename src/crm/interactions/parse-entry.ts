import { outcomeWords, taskSigns, taskWords, typeWords } from "./entry-words.ts";
import type { EntryFields, InteractionType, Outcome, PlannedTask } from "./interaction.ts";
import { type DateReader, findFutureDates, findPastDates } from "./read-date.ts";

/** One way in which what was typed can be understood. */
export interface Reading extends EntryFields {
  /** the words that should name the customer */
  customer: string;
  /** no colon set the name apart from the note: ask before saving */
  guessed: boolean;
}

export interface ParsedEntry {
  typed: string;
  /** best first: the longest name before shorter ones, words read as a name before the same words read as a verb */
  readings: Reading[];
}

/** Words that a name without a colon may have at the most. */
const longestName = 6;

/**
 * Reads `[type] [outcome] [when] CUSTOMER [: note] [todo TASK WHEN]`. Never throws; what it cannot place is part of the
 * customer's name or of the note.
 */
export function parseEntry(typed: string, reader: DateReader): ParsedEntry {
  const straight = straighten(typed);
  const masked = mask(straight);
  const taskAt = findTask(masked);
  const body = typed.slice(0, taskAt?.from ?? typed.length);
  const task = taskAt ? readTask(typed.slice(taskAt.to).trim(), reader) : null;

  const readings: Reading[] = [];
  for (const at of separators(masked.slice(0, body.length))) {
    const header = straight.slice(0, at).trim();
    const { note, minutes } = takeTrailingDuration(body.slice(at + 1).trim());
    for (const { more, ...read } of readHeader(header, reader)) {
      const whole = [more, note].filter((part) => part !== "").join(": ");
      readings.push({ ...read, durationMinutes: read.durationMinutes ?? minutes, note: whole, task, guessed: false });
    }
  }
  if (readings.length === 0) readings.push(...withoutColon(body, straight.slice(0, body.length), task, reader));
  return { typed, readings: readings.filter(({ customer }) => customer !== "") };
}

/** Curly quotes and long dashes as a keyboard has them; each stands for one, so that places in the text stay the same. */
function straighten(text: string): string {
  return text
    .replace(/[“”„‟«]/gu, '"')
    .replace(/[‘’‚‛]/gu, "'")
    .replace(/[‐‑‒–—]/gu, "-");
}

/** Blanks out, place for place, what may hold a colon that separates nothing. */
function mask(text: string): string {
  return text.replace(/"[^"\n]*"|https?:\/\/\S+|\b\d{1,2}[:.]\d{2}(?!\d)|:[a-z0-9_+'-]+:/giu, (found) =>
    "\u0000".repeat(found.length),
  );
}

/** Where a name may end: at each colon, or at the end of the first line; the longest left side first. */
function separators(masked: string): number[] {
  const lineEnd = masked.indexOf("\n");
  const head = lineEnd < 0 ? masked : masked.slice(0, lineEnd);
  const colons = [...head.matchAll(/[:：]/gu)].map(({ index }) => index).reverse();
  return lineEnd < 0 ? colons : [lineEnd, ...colons];
}

function findTask(masked: string): { from: number; to: number } | null {
  const signs = taskSigns.map((sign) => RegExp.escape(sign)).join("|");
  const pattern = new RegExp(
    `(?:^|(?<=[\\n.;!?,:：])|(?<=\\s))[ \\t]*(?:(?:${taskWords.join("|")})(?=[:\\s])[: \\t]*|(?:${signs})[ \\t]*)`,
    "giu",
  );
  for (const found of masked.matchAll(pattern)) {
    const before = masked.slice(0, found.index);
    const isSign = taskSigns.some((sign) => found[0].includes(sign));
    const inHeader = !/[:：\n]/u.test(before);
    // Inside a note "todo" begins a task only where a clause begins: "my todo list" is part of the note.
    if (isSign || inHeader || /(^|[\n.;!?,:：])\s*$/u.test(before)) {
      if (before.trim() !== "") return { from: found.index, to: found.index + found[0].length };
    }
  }
  return null;
}

/** The date at the very end or at the very start is when it is due; the rest is what to do. */
function readTask(text: string, reader: DateReader): PlannedTask | null {
  if (text === "") return null;
  const dates = findFutureDates(text, reader).filter(({ at }) => at >= reader.now);
  const last = dates.find(({ to }) => /^[\s.!]*$/u.test(text.slice(to)));
  const first = dates.find(({ from }) => from === 0);
  const due = last ?? first;
  if (!due) return { title: text.replace(/[.\s]+$/u, ""), dueAt: null };
  const around = `${text.slice(0, due.from)} ${text.slice(due.to)}`;
  const title = around
    .replace(/\s+/gu, " ")
    .replace(/(\s+(on|by|at|before|pada|hari|sebelum))?[\s.!,]*$/iu, "")
    .trim();
  return { title: title === "" ? text : title, dueAt: due.at };
}

const durationAtEnd = /[\s,(]*\b(\d{1,3})\s*(?:min|mins|minutes|menit)\)?\s*$/iu;

function takeTrailingDuration(note: string): { note: string; minutes: number | null } {
  const found = durationAtEnd.exec(note);
  return found ? { note: note.slice(0, found.index).trimEnd(), minutes: Number(found[1]) } : { note, minutes: null };
}

interface HeaderReading extends Pick<Reading, "type" | "outcome" | "happenedAt" | "durationMinutes" | "customer"> {
  /** words after a quoted name: they belong to the note */
  more: string;
}

/**
 * The ways to read what stands before the note: first all of it as a name ("New Balance", "Call Center Asia"), then
 * with type, outcome, duration and date taken off.
 */
function readHeader(header: string, reader: DateReader): HeaderReading[] {
  const quoted = /"([^"]+)"(.*)$/u.exec(header);
  const asName: HeaderReading = {
    type: "call",
    outcome: null,
    happenedAt: null,
    durationMinutes: null,
    customer: header,
    more: "",
  };
  const verbs = takeVerbs(quoted ? header.slice(0, quoted.index) : header);
  const duration = durationAtEnd.exec(verbs.rest);
  const afterDuration = duration ? verbs.rest.slice(0, duration.index).trim() : verbs.rest;
  const durationMinutes = duration ? Number(duration[1]) : null;
  const { rest: customer, at } = takeDate(afterDuration, reader);
  const base = { type: verbs.type, outcome: verbs.outcome, durationMinutes, more: quoted?.[2]?.trim() ?? "" };
  const stripped: HeaderReading = { ...base, happenedAt: at, customer: quoted?.[1]?.trim() ?? customer };
  const undated: HeaderReading = { ...base, happenedAt: null, customer: afterDuration };
  const ways = quoted ? [stripped] : [asName, undated, stripped];
  return ways.filter((way, index) => ways.findLastIndex(({ customer }) => customer === way.customer) === index);
}

interface Verbs {
  type: InteractionType;
  outcome: Outcome | null;
  rest: string;
}

/** Type and outcome, in either order, at the very start. */
function takeVerbs(header: string): Verbs {
  let rest = header;
  let type: InteractionType | null = null;
  let outcome: Outcome | null = null;
  for (let round = 0; round < 2; round += 1) {
    const typed: [InteractionType, string] | null = type ? null : startsWith(rest, typeWords);
    if (typed) [type, rest] = typed;
    const said: [Outcome, string] | null = outcome ? null : startsWith(rest, outcomeWords);
    if (said) [outcome, rest] = said;
  }
  const implied: InteractionType = outcome === "bounced" ? "email" : "call";
  return { type: type ?? implied, outcome, rest };
}

function startsWith<T extends string>(text: string, words: Record<T, readonly string[]>): [T, string] | null {
  for (const [kind, spellings] of Object.entries(words) as [T, readonly string[]][]) {
    for (const spelling of spellings.toSorted((a, b) => b.length - a.length)) {
      const found = new RegExp(
        `^${RegExp.escape(spelling)}(?=[\\s,]|$)[\\s,]*(?:(?:with|to|dengan|sama)\\s+)?`,
        "iu",
      ).exec(text);
      if (found) return [kind, text.slice(found[0].length)];
    }
  }
  return null;
}

/** A date at the start or at the end of what is left; anywhere else it is part of the name. */
function takeDate(text: string, reader: DateReader): { rest: string; at: Date | null } {
  for (const { from, to, at } of findPastDates(text, reader)) {
    const before = text
      .slice(0, from)
      .replace(/\b(on|at|pada)\s*$/iu, "")
      .trim();
    const after = text.slice(to).trim();
    if (before === "" && after !== "") return { rest: after, at };
    if (after === "" && before !== "") return { rest: before, at };
  }
  return { rest: text, at: null };
}

/** Without a colon the longest known name wins, so every length is offered; what is left over is the note. */
function withoutColon(body: string, straight: string, task: PlannedTask | null, reader: DateReader): Reading[] {
  const trimmed = straight.trim();
  const whole = readHeader(trimmed, reader).map(({ more, ...read }) => ({ ...read, note: more, task, guessed: false }));
  const verbs = takeVerbs(trimmed);
  const start = straight.length - straight.trimStart().length + trimmed.length - verbs.rest.length;
  const words = [...verbs.rest.matchAll(/\S+/gu)].slice(0, -1).slice(0, longestName);
  const split = words.reverse().map((word): Reading => {
    const end = word.index + word[0].length;
    const { note, minutes } = takeTrailingDuration(body.slice(start + end).trim());
    return {
      type: verbs.type,
      outcome: verbs.outcome,
      happenedAt: null,
      durationMinutes: minutes,
      customer: verbs.rest.slice(0, end).replace(/[,;.]+$/u, ""),
      note,
      task,
      guessed: true,
    };
  });
  return [...whole, ...split];
}
