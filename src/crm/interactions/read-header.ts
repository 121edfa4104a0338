import { outcomeWords, typeWords } from "./entry-words.ts";
import type { InteractionType, Outcome } from "./interaction.ts";
import { type DateReader, findPastDates } from "./read-date.ts";

export interface HeaderReading {
  type: InteractionType;
  outcome: Outcome | null;
  happenedAt: Date | null;
  durationMinutes: number | null;
  /** the words that should name the customer */
  customer: string;
  /** words around a quoted name that say nothing else: they belong to the note */
  more: string;
}

/** What has been understood of a header so far, and what is left of it. */
interface Peeled {
  type: InteractionType | null;
  outcome: Outcome | null;
  at: Date | null;
  minutes: number | null;
  rest: string;
}

/** Things that can stand beside a name: type, outcome, length, time; each once. */
const mostParts = 4;

const minuteWord = "(?:min|mins|minutes|menit)";
const minutesAtStart = new RegExp(`^\\(?([1-9]\\d{0,2})\\s?${minuteWord}\\b\\)?[\\s,]*`, "iu");
const minutesAtEnd = new RegExp(`(?<![\\d.,])([1-9]\\d{0,2})\\s?${minuteWord}\\.?\\)?$`, "iu");

/**
 * The ways to read what stands before the note: first all of it as a name ("New Balance", "Call Center Asia"), then
 * without what can only stand behind a name ("Call Center Asia no answer"), then with type, outcome and duration taken
 * off, then with the date taken off as well. A quoted name is that name.
 */
export function readHeader(header: string, reader: DateReader): HeaderReading[] {
  const quoted = /"([^"]+)"/u.exec(header);
  if (quoted) {
    const around = `${header.slice(0, quoted.index).trim()} ${header.slice(quoted.index + quoted[0].length).trim()}`;
    const beside = peel(around.trim(), reader);
    return [asReading({ ...beside, rest: quoted[1] ?? "" }, tidy(beside.rest))];
  }
  const nothing: Peeled = { type: null, outcome: null, at: null, minutes: null, rest: header };
  const undated = peel(header, null);
  // Nothing but "call" or "no answer" names nobody.
  if (tidy(undated.rest) === "") return [];
  const ways = [nothing, peelEnd(nothing, null), undated, peel(header, reader)].map((peeled) => asReading(peeled, ""));
  return ways.filter((way, index) => ways.findLastIndex(({ customer }) => customer === way.customer) === index);
}

function asReading({ type, outcome, at, minutes, rest }: Peeled, more: string): HeaderReading {
  const implied: InteractionType = outcome === "bounced" ? "email" : "call";
  return { type: type ?? implied, outcome, happenedAt: at, durationMinutes: minutes, customer: tidy(rest), more };
}

/** A name without what only set it apart. */
export function tidy(name: string): string {
  return name.replace(/^[\s,;:：]+/u, "").replace(/(?<![\s,;:：])[\s,;:：]+$/u, "");
}

/** Takes off what stands on either side of a name. @param reader null: dates are left where they are */
function peel(header: string, reader: DateReader | null): Peeled {
  return peelEnd(takeLead(header, reader), reader);
}

function peelEnd(from: Peeled, reader: DateReader | null): Peeled {
  let peeled = from;
  for (let part = 0; part < mostParts; part += 1) {
    const next = takeTail(peeled, reader);
    if (next.rest === peeled.rest) break;
    peeled = next;
  }
  return peeled;
}

/** Type, outcome, duration and date at the very start, in any order. What is left is the end of the text. */
export function takeLead(text: string, reader: DateReader | null): Peeled {
  let peeled: Peeled = { type: null, outcome: null, at: null, minutes: null, rest: text };
  for (let part = 0; part < mostParts; part += 1) {
    const next = takeFirst(peeled, reader);
    if (next.rest === peeled.rest) break;
    peeled = next;
  }
  return peeled;
}

function takeFirst(peeled: Peeled, reader: DateReader | null): Peeled {
  const { type, outcome, at, minutes, rest } = peeled;
  const typed = type === null ? startsWith(rest, typeWords) : null;
  if (typed) return { ...peeled, type: typed[0], rest: typed[1] };
  const said = outcome === null ? startsWith(rest, outcomeWords) : null;
  if (said) return { ...peeled, outcome: said[0], rest: said[1] };
  const lasted = minutes === null ? minutesAtStart.exec(rest) : null;
  if (lasted) return { ...peeled, minutes: Number(lasted[1]), rest: rest.slice(lasted[0].length) };
  const date =
    reader && at === null ? findPastDates(rest, reader).find(({ from }) => isConnector(rest.slice(0, from))) : null;
  return date ? { ...peeled, at: date.at, rest: rest.slice(date.to).replace(/^[\s,]+/u, "") } : peeled;
}

function takeTail(peeled: Peeled, reader: DateReader | null): Peeled {
  const { type, outcome, at, minutes } = peeled;
  const rest = peeled.rest.trimEnd();
  const said = outcome === null ? endsWith(rest, outcomeWords) : null;
  if (said) return { ...peeled, outcome: said[0], rest: said[1] };
  // "Budi call no answer"; a type alone behind a name is taken for a part of it ("Asia Call").
  const typed = type === null && outcome !== null ? endsWith(rest, typeWords) : null;
  if (typed) return { ...peeled, type: typed[0], rest: typed[1] };
  const lasted = minutes === null ? minutesAtEnd.exec(rest) : null;
  if (lasted)
    return { ...peeled, minutes: Number(lasted[1]), rest: rest.slice(0, lasted.index).replace(/[\s,(]+$/u, "") };
  const date =
    reader && at === null ? findPastDates(rest, reader).find(({ to }) => rest.slice(to).trim() === "") : null;
  const before = date ? withoutConnector(rest.slice(0, date.from)) : "";
  return date && before !== "" ? { ...peeled, at: date.at, rest: before } : peeled;
}

function isConnector(words: string): boolean {
  return withoutConnector(words) === "";
}

function withoutConnector(words: string): string {
  return words
    .trimEnd()
    .replace(/(^|\s)(on|at|pada)$/iu, "")
    .trimEnd();
}

/** The kind that a text begins with, and what follows. */
export function startsWith<T extends string>(text: string, words: Record<T, readonly string[]>): [T, string] | null {
  for (const [kind, spelling] of spellings(words)) {
    const found = new RegExp(
      `^${RegExp.escape(spelling)}(?=[\\s,.;:]|$)[\\s,.;:]*(?:(?:with|to|dengan|sama)\\s+)?`,
      "iu",
    ).exec(text);
    if (found) return [kind, text.slice(found[0].length)];
  }
  return null;
}

function endsWith<T extends string>(text: string, words: Record<T, readonly string[]>): [T, string] | null {
  for (const [kind, spelling] of spellings(words)) {
    const before = text.slice(0, -spelling.length);
    if (text.slice(-spelling.length).toLowerCase() === spelling && /[\s,]$/u.test(before) && before.trim() !== "") {
      return [kind, before.replace(/[\s,;-]+$/u, "")];
    }
  }
  return null;
}

/** The longest first: "left a message" before "left". */
function spellings<T extends string>(words: Record<T, readonly string[]>): [T, string][] {
  return (Object.entries(words) as [T, readonly string[]][])
    .flatMap(([kind, all]) => all.map((spelling): [T, string] => [kind, spelling]))
    .sort((a, b) => b[1].length - a[1].length);
}

/** A length at the very end of a note. */
export function takeTrailingMinutes(note: string): { note: string; minutes: number | null } {
  const found = minutesAtEnd.exec(note);
  return found
    ? { note: note.slice(0, found.index).replace(/[\s,(]+$/u, ""), minutes: Number(found[1]) }
    : { note, minutes: null };
}
