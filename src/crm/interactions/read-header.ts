import { takeAmount } from "../quotes/read-amount.ts";
import { emailOutcomeWords, fillers, leadOutcomeWords, nowWords, outcomeWords, typeWords } from "./entry-words.ts";
import type { InteractionType, Outcome } from "./interaction.ts";
import { findAtEnd, findAtStart, vocabulary } from "./match-words.ts";
import { type DateReader, type FoundDate, findPastDates } from "./read-date.ts";

export interface HeaderReading {
  type: InteractionType;
  outcome: Outcome | null;
  day: FoundDate | null;
  durationMinutes: number | null;
  /** of a quote, as it was typed */
  amount: string | undefined;
  /** the words that should name the customer */
  customer: string;
  /** words around a quoted name that say nothing else: they belong to the note */
  more: string;
}

/** What has been understood of a header so far, and what is left of it. */
interface Peeled {
  type: InteractionType | null;
  outcome: Outcome | null;
  day: FoundDate | null;
  minutes: number | null;
  /** null: none yet; undefined: it is not looked for, and what is like one is part of the name */
  amount: string | null | undefined;
  rest: string;
}

/** Things that can stand beside a name: type, outcome, length, time, amount; each once. */
const mostParts = 5;
/** "I have just", "sudah tadi". */
const mostFillers = 4;

const types = vocabulary(typeWords);
const outcomesBehind = vocabulary(outcomeWords);
const outcomesBefore = vocabulary({
  ...outcomeWords,
  connected: [...outcomeWords.connected, ...leadOutcomeWords.connected],
});
const outcomesOfEmail = vocabulary(emailOutcomeWords);

const minuteWord = "(?:min|mins|minutes|mnt|menit)";
const minutesAtStart = new RegExp(`^\\(?([1-9]\\d{0,2})\\s?${minuteWord}\\b\\)?[\\s,]*`, "iu");
const minutesAtEnd = new RegExp(`(?<![\\d.,])([1-9]\\d{0,2})\\s?${minuteWord}\\.?\\)?$`, "iu");
/** Between what happened and with whom: "spoke to", "telp dengan". */
const connectorAfter = /^[\s,.;:]*(?:(?:with|w\/|w|to|for|from|on|dengan|dgn|dg|sama|sm|ke|kepada|untuk|oleh)\s+)?/iu;
/** "On Tuesday", "tgl 12", "tadi pagi". */
const connectorBeforeDate = /(^|\s)(on|at|pada|hari|tgl|tanggal|tadi)$/iu;
const address = /[^\s<>()"',;:]+@[^\s<>()"',;:]+\.[^\s<>()"',;:]+/u;
/** Signs, emoji and list marks around a name. */
const ornamentBefore = /^(?:[\s\-*•@~/.]|\p{Extended_Pictographic}|[\u{1f3fb}-\u{1f3ff}\ufe0f\u200d]|:[a-z0-9_+-]+:)+/u;
const ornamentBehind = /(?:\p{Extended_Pictographic}|[\u{1f3fb}-\u{1f3ff}\ufe0f\u200d]|\s:[a-z0-9_+-]+:|\s[-/~*•])+$/u;

/**
 * The ways to read what stands before the note: first all of it as a name ("New Balance", "Call Center Asia"), then
 * without what can only stand behind a name ("Call Center Asia no answer"), then with type, outcome and duration taken
 * off, then with the date taken off as well, at last with the amount of a quote. A quoted name is that name; an address in it names whose it is.
 */
export function readHeader(header: string, reader: DateReader): HeaderReading[] {
  const quoted = /"([^"]+)"/u.exec(header);
  if (quoted) {
    const around = `${header.slice(0, quoted.index).trim()} ${header.slice(quoted.index + quoted[0].length).trim()}`;
    const beside = peel(around.trim(), reader, null);
    return [asReading({ ...beside, rest: quoted[1] ?? "" }, tidy(beside.rest))];
  }
  const nothing: Peeled = { ...unpeeled, rest: header };
  const undated = peel(header, null);
  // Nothing but "call" or "no answer" names nobody.
  if (tidy(undated.rest) === "") return [];
  const dated = peel(header, reader);
  const priced = dated.type === "quote" ? peel(header, reader, null) : dated;
  const ways = [nothing, peelEnd(nothing, null), undated, dated, priced].map((peeled) => asReading(peeled, ""));
  const addressed = address.exec(priced.rest)?.[0];
  if (addressed && addressed !== tidy(priced.rest)) ways.unshift(asReading({ ...priced, rest: addressed }, ""));
  return ways.filter((way, index) => ways.findLastIndex(({ customer }) => customer === way.customer) === index);
}

const unpeeled: Omit<Peeled, "rest"> = { type: null, outcome: null, day: null, minutes: null, amount: undefined };

function asReading({ type, outcome, day, minutes, amount, rest }: Peeled, more: string): HeaderReading {
  const implied: InteractionType = outcome === "bounced" ? "email" : "call";
  return {
    type: type ?? implied,
    outcome,
    day,
    durationMinutes: minutes,
    amount: amount ?? undefined,
    customer: tidy(rest),
    more,
  };
}

/** A name without what only set it apart. */
export function tidy(name: string): string {
  return name
    .replace(/^[\s,;:：]+/u, "")
    .replace(ornamentBefore, "")
    .replace(/(?<![\s,;:：.])[\s,;:：.]+$/u, "")
    .replace(ornamentBehind, "")
    .trimEnd();
}

/**
 * Takes off what stands on either side of a name.
 * @param reader null: dates are left where they are
 * @param amount undefined: amounts are left where they are
 */
function peel(header: string, reader: DateReader | null, amount?: null): Peeled {
  return peelEnd(takeLead(header, reader, amount), reader);
}

function peelEnd(from: Peeled, reader: DateReader | null): Peeled {
  let peeled = { ...from, rest: from.rest.replace(ornamentBehind, "") };
  for (let part = 0; part < mostParts; part += 1) {
    const next = takeTail(peeled, reader);
    if (next.rest === peeled.rest) break;
    peeled = next;
  }
  return peeled;
}

/** Type, outcome, duration, date and amount at the very start, in any order. What is left is the end of the text. */
export function takeLead(text: string, reader: DateReader | null, amount?: null): Peeled {
  let peeled: Peeled = { ...unpeeled, amount, rest: text.replace(ornamentBefore, "") };
  for (let part = 0; part < mostParts; part += 1) {
    const next = takeFirst(peeled, reader);
    if (next.rest === peeled.rest) break;
    peeled = next;
  }
  return peeled;
}

function takeFirst(peeled: Peeled, reader: DateReader | null): Peeled {
  return takeWord(peeled) ?? takeWordAfterFillers(peeled) ?? takePrice(peeled, "start") ?? takeMoment(peeled, reader);
}

/** "Quote of Rp 240 jt to budi", "quote budi 12.000.000": of a quote alone a figure beside the name is its amount. */
function takePrice(peeled: Peeled, where: "start" | "end"): Peeled | null {
  if (peeled.type !== "quote" || peeled.amount !== null) return null;
  const found = takeAmount(
    where === "start" ? peeled.rest.replace(/^(?:of|senilai|sebesar)\s+/iu, "") : peeled.rest,
    where,
  );
  if (!found) return null;
  const rest =
    where === "start"
      ? found.rest.replace(connectorAfter, "")
      : found.rest.replace(/\s+(?:of|at|senilai|sebesar)$/iu, "");
  return tidy(rest) === "" ? null : { ...peeled, amount: found.typed, rest };
}

/** A type or an outcome; a mistyped one only where something is left to be the name ("Emial Salim", not "Visita"). */
function takeWord(peeled: Peeled): Peeled | null {
  const { type, outcome, rest } = peeled;
  const typed = type === null ? findAtStart(rest, types) : null;
  const said = outcome === null ? findAtStart(rest, outcomesBefore) : null;
  // The longer one: "tried" is a call, "no one answered" no more than an outcome.
  const found = typed && said ? (typed.rest.length <= said.rest.length ? typed : said) : (typed ?? said);
  if (!found) return null;
  const after = found.rest.replace(connectorAfter, "");
  if (!found.exact && after.trim() === "") return null;
  return found === typed
    ? { ...peeled, type: typed.kind, rest: after }
    : { ...peeled, outcome: said?.kind ?? null, rest: after };
}

function takeWordAfterFillers(peeled: Peeled): Peeled | null {
  let { rest } = peeled;
  for (let count = 0; count < mostFillers; count += 1) {
    const word = /^(\S+)\s+/u.exec(rest);
    if (!word || !fillers.has((word[1] ?? "").toLowerCase())) return null;
    rest = rest.slice(word[0].length);
    const taken = takeWord({ ...peeled, rest });
    if (taken) return taken;
  }
  return null;
}

function takeMoment(peeled: Peeled, reader: DateReader | null): Peeled {
  const { day, minutes, rest } = peeled;
  const lasted = minutes === null ? minutesAtStart.exec(rest) : null;
  if (lasted) return { ...peeled, minutes: Number(lasted[1]), rest: rest.slice(lasted[0].length) };
  if (!reader || day !== null) return peeled;
  const date = findPastDates(rest, reader).find(({ from }) => isConnector(rest.slice(0, from)));
  if (date) return { ...peeled, day: date, rest: rest.slice(date.to).replace(/^[\s,]+/u, "") };
  const [word = ""] = /^\S+/u.exec(rest) ?? [];
  return nowWords.has(word.toLowerCase()) ? { ...peeled, rest: rest.slice(word.length).trimStart() } : peeled;
}

function takeTail(peeled: Peeled, reader: DateReader | null): Peeled {
  const { type, outcome, day, minutes } = peeled;
  const rest = peeled.rest.trimEnd();
  const said =
    outcome === null
      ? (findAtEnd(rest, outcomesBehind) ?? (type === "email" ? findAtEnd(rest, outcomesOfEmail) : null))
      : null;
  const priced = takePrice({ ...peeled, rest }, "end");
  if (priced) return priced;
  if (said) return { ...peeled, outcome: said.kind, rest: said.rest.replace(/[\s,;/-]+$/u, "") };
  // "Budi call no answer"; a type alone behind a name is taken for a part of it ("Asia Call").
  const typed = type === null && outcome !== null ? findAtEnd(rest, types) : null;
  if (typed?.exact) return { ...peeled, type: typed.kind, rest: typed.rest.replace(/[\s,;/-]+$/u, "") };
  const lasted = minutes === null ? minutesAtEnd.exec(rest) : null;
  if (lasted)
    return { ...peeled, minutes: Number(lasted[1]), rest: rest.slice(0, lasted.index).replace(/[\s,(]+$/u, "") };
  if (!reader || day !== null) return peeled;
  const date = findPastDates(rest, reader).find(({ to }) => rest.slice(to).trim() === "");
  const before = date ? withoutConnector(rest.slice(0, date.from)).replace(/[\s,]+$/u, "") : "";
  if (date && before !== "") return { ...peeled, day: date, rest: before };
  const word = /\s(\S+)$/u.exec(rest);
  return word && nowWords.has((word[1] ?? "").toLowerCase()) ? { ...peeled, rest: rest.slice(0, word.index) } : peeled;
}

function isConnector(words: string): boolean {
  return withoutConnector(words) === "";
}

function withoutConnector(words: string): string {
  return words.trimEnd().replace(connectorBeforeDate, "").trimEnd();
}

/** "No answer, will try again": the outcome, and the note without it; it stays where the sentence needs it ("left a message with"). */
export function takeOutcome(whole: string): { note: string; outcome: Outcome | null } {
  const said = findAtStart(whole, outcomesBehind);
  if (!said) return { note: whole, outcome: null };
  const rest = said.rest.replace(/^[\s,.;:!]+/u, "");
  const isSet = rest === "" || /^\s*[,.;:!]/u.test(said.rest);
  return { note: isSet ? rest : whole, outcome: said.kind };
}

/** A length at the very end of a note. */
export function takeTrailingMinutes(note: string): { note: string; minutes: number | null } {
  const found = minutesAtEnd.exec(note);
  return found
    ? { note: note.slice(0, found.index).replace(/[\s,(]+$/u, ""), minutes: Number(found[1]) }
    : { note, minutes: null };
}
