import { outcomeWords, taskSigns, taskWords } from "./entry-words.ts";
import type { EntryFields, PlannedTask } from "./interaction.ts";
import { type DateReader, findFutureDates } from "./read-date.ts";
import { readHeader, startsWith, takeLead, takeTrailingMinutes, tidy } from "./read-header.ts";

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
/** Characters before a name has ended: a type, an outcome and a date, and a name at its longest. */
const longestHeader = 300;
/** Colons that are tried: each is looked up, and nobody's name has more. */
const mostColons = 4;

/**
 * Reads `[type] [outcome] [when] CUSTOMER [: note] [todo TASK WHEN]`; outcome and time may stand behind the name as well
 * ("budi no answer"). Never throws; what it cannot place is part of the customer's name or of the note.
 */
export function parseEntry(typed: string, reader: DateReader): ParsedEntry {
  const text: Text = { typed, straight: straighten(typed), masked: "" };
  text.masked = mask(text.straight);
  const taskAt = findTask(text.masked);
  if (!taskAt) return { typed, readings: distinct(readBody(text, typed.length, null, reader)) };
  const task = readTask(typed.slice(taskAt.to).trim(), reader);
  const readings = readBody(text, taskAt.from, task, reader);
  // "PT Lanjut Makmur": a word that begins a task may be part of a name.
  const whole = taskAt.inName ? readBody(text, typed.length, null, reader).filter(({ guessed }) => !guessed) : [];
  return { typed, readings: distinct([...whole, ...readings]) };
}

/** The same text three times over, place for place. */
interface Text {
  typed: string;
  /** curly quotes and long dashes as a keyboard has them */
  straight: string;
  /** what may hold a colon that separates nothing blanked out */
  masked: string;
}

function straighten(text: string): string {
  return text
    .replace(/[“”„‟«]/gu, '"')
    .replace(/[‘’‚‛]/gu, "'")
    .replace(/[‐‑‒–—]/gu, "-");
}

function mask(text: string): string {
  const special =
    /"[^"\n]*"|https?:\/\/\S+|\b\d{1,2}[:.]\d{2}(?!\d)|(?<![\p{L}\p{N}]):[a-z0-9_+'-]+:(?![\p{L}\p{N}])/giu;
  return text.replace(special, (found) => "\u0000".repeat(found.length));
}

function readBody(
  { typed, straight, masked }: Text,
  end: number,
  task: PlannedTask | null,
  reader: DateReader,
): Reading[] {
  const body = typed.slice(0, end);
  const readings = separators(masked.slice(0, end)).flatMap((at) => {
    const { note, minutes } = takeTrailingMinutes(body.slice(at + 1).trim());
    return readHeader(straight.slice(0, at).trim(), reader).map(({ more, ...read }): Reading => {
      const whole = [more, note].filter((part) => part !== "").join(": ");
      return { ...read, durationMinutes: read.durationMinutes ?? minutes, note: whole, task, guessed: false };
    });
  });
  const named = readings.filter(({ customer }) => customer !== "");
  return named.length > 0 ? named : withoutColon(body, straight.slice(0, end), task, reader);
}

/** Where a name may end: at each colon, or at the end of the first line; the longest left side first. */
function separators(masked: string): number[] {
  const lineEnd = masked.trimEnd().indexOf("\n");
  const head = (lineEnd < 0 ? masked : masked.slice(0, lineEnd)).slice(0, longestHeader);
  const colons = [...head.matchAll(/[:：]/gu)]
    .slice(0, mostColons)
    .map(({ index }) => index)
    .reverse();
  return lineEnd < 0 || lineEnd > longestHeader ? colons : [lineEnd, ...colons];
}

interface TaskPlace {
  from: number;
  to: number;
  /** a word, before any colon */
  inName: boolean;
}

function findTask(masked: string): TaskPlace | null {
  const signs = taskSigns.map((sign) => RegExp.escape(sign)).join("|");
  const pattern = new RegExp(
    `(?:^|(?<=[\\n.;!?,:：])|(?<=\\s))[ \\t]*(?:(?:${taskWords.join("|")})(?=[:\\s])[: \\t]*|(?:${signs})[ \\t]*)`,
    "giu",
  );
  for (const found of masked.matchAll(pattern)) {
    const before = masked.slice(0, found.index);
    const said = before.trimEnd();
    if (said === "") continue;
    const isSign = taskSigns.some((sign) => found[0].includes(sign));
    const inHeader = !/[:：\n]/u.test(before);
    // Inside a note "todo" begins a task only where a clause begins: "my todo list" is part of the note.
    if (isSign || inHeader || /[.;!?,:：]$/u.test(said) || before.slice(said.length).includes("\n")) {
      return { from: found.index, to: found.index + found[0].length, inName: inHeader && !isSign };
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
  const asTyped = text.replace(/[.\s]+$/u, "") || text;
  if (!due) return { title: asTyped, dueAt: null };
  const around = `${text.slice(0, due.from)} ${text.slice(due.to)}`;
  const title = around
    .replace(/\s+/gu, " ")
    .replace(/( (on|by|at|before|pada|hari|sebelum))?[ .!,]*$/iu, "")
    .trim();
  return { title: title === "" ? asTyped : title, dueAt: due.at };
}

/** Without a colon the longest known name wins, so every length is offered; what is left over is the note. */
function withoutColon(body: string, straight: string, task: PlannedTask | null, reader: DateReader): Reading[] {
  const trimmed = straight.trim();
  const isShort = trimmed.length <= longestHeader;
  const whole = isShort
    ? readHeader(trimmed, reader).map(({ more, ...read }): Reading => ({ ...read, note: more, task, guessed: false }))
    : [];
  if (trimmed.includes('"') && whole.length === 1) return whole;
  const offset = straight.length - straight.trimStart().length;
  const typed = body.slice(offset, offset + trimmed.length);
  const leads = [takeLead(trimmed, null), takeLead(trimmed, reader)];
  const splits = leads.flatMap((lead, index) => {
    if (index > 0 && lead.rest === leads[0]?.rest) return [];
    const start = trimmed.length - lead.rest.length;
    const words = [...lead.rest.slice(0, longestHeader).matchAll(/\S+/gu)].slice(0, longestName + 1);
    // All of it as the name is among the whole readings, unless it is too long to be one.
    const ends = words.map((word) => word.index + word[0].length).filter((end) => start + end < trimmed.length);
    return ends
      .slice(0, longestName)
      .reverse()
      .map((end): Reading => {
        const said = takeOutcome(typed.slice(start + end).trim());
        const { note, minutes } = takeTrailingMinutes(lead.outcome === null ? said.note : said.whole);
        return {
          type: lead.type ?? ((lead.outcome ?? said.outcome) === "bounced" ? "email" : "call"),
          outcome: lead.outcome ?? said.outcome,
          happenedAt: lead.at,
          durationMinutes: lead.minutes ?? minutes,
          customer: tidy(lead.rest.slice(0, end)),
          note,
          task,
          guessed: true,
        };
      });
  });
  return [...whole, ...splits];
}

/** "No answer, will try again": the outcome, and the note without it; it stays where the sentence needs it ("left a message with"). */
function takeOutcome(whole: string) {
  const said = startsWith(whole, outcomeWords);
  if (!said) return { whole, note: whole, outcome: null };
  const [outcome, rest] = said;
  const gap = whole.slice(0, whole.length - rest.length);
  return { whole, note: rest === "" || /[,.;:]\s*$/u.test(gap) ? rest : whole, outcome };
}

function distinct(readings: Reading[]): Reading[] {
  const seen = new Set<string>();
  return readings.filter(({ guessed, ...said }) => {
    const key = JSON.stringify(said);
    if (said.customer === "" || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
