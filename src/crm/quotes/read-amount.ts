import { minorDigits } from "../customers/minor-digits.ts";
import type { Amount } from "./amount.ts";
import { readCurrency } from "./currency-words.ts";

/** An amount within a text, and where it stands there. */
export interface FoundAmount {
  amount: Amount;
  from: number;
  to: number;
}

/** How sure it is that a figure is an amount: by what stands beside it, by how it is written, or by nothing. */
type Sign = "marked" | "scaled" | "grouped" | "plain";

interface Figure {
  /** all digits, the decimals too */
  digits: string;
  decimals: number;
  /** zeros that a word behind it adds: 6 for "jt" */
  scale: number;
  /** null: none was said; "unclear": one that several currencies have */
  currency: string | null;
  sign: Sign;
  from: number;
  to: number;
}

/** What figures are shortened by, in Indonesian and English. */
const scaleWords: Record<string, number> = {
  ...{ rb: 3, ribu: 3, thousand: 3 },
  ...{ jt: 6, juta: 6, mio: 6, mln: 6, mn: 6, million: 6, millions: 6 },
  ...{ miliar: 9, milyar: 9, mlr: 9, bn: 9, billion: 9, billions: 9 },
  ...{ triliun: 12, trilyun: 12, tn: 12, trillion: 12 },
};
/** A letter alone: "M" is a milliard in rupiah and a million in every other money. */
const scaleLetters: Record<string, number> = { k: 3, m: 6, b: 9, t: 12 };
const rupiahMilliard = 9;

/** Figures of this many digits at least are an amount without anything beside them. */
const fewestDigits = 4;
const longestFigure = 40;
const figures = /\d[\d.,'’\u00a0\u202f]*/gu;
const before = /(?<![\p{L}\p{N}_])(\p{L}{0,3}\p{Sc}|\p{L}{1,8}\.?)(\s?)$/u;
const word = /^(\s?)(\p{L}+)(?![\p{L}\p{N}])\.?/u;
const after = /^\s?(\p{L}{0,3}\p{Sc}|\p{L}{2,8})(?![\p{L}\p{N}])/u;
/** What is counted in large numbers besides money. */
const counted =
  /^\s?(?:pcs|pieces?|units?|buah|box(?:es)?|dus|kg|tons?|lit(?:er|re)s?|seats?|users?|licen[cs]es?|people|orang|hours?|jam|days?|hari|m2|sqm)\b/iu;
/** What may follow an amount in a sentence. */
const clauseEnds = /^\s*(?:$|[\n.,;!?)/]|(?:for|untuk|per|a|setahun|incl|excl|termasuk|nett?)\b)/iu;
/** "12.000.000,-" */
const noCents = /^[.,]?(?:-{1,2}|–|—)(?![\p{L}\p{N}])/u;
/** What makes a number something else: "12min", "3/4", "12:30", "5-6", "50 %". */
const spoiled = /^(?:[\p{L}\p{N}_:]|[/-]\s?\d|\s?[%°])/u;

/**
 * An amount that somebody wrote on its own: "12.000.000", "Rp 240 jt", "$1,200.50", "1,2 M". Dots and commas are told
 * apart by what stands behind them: three figures are thousands, fewer are decimals.
 * @param own the workspace's currency, meant where none is said
 * @returns null where it is no amount, or none that can be kept exactly
 */
export function readAmount(typed: string, own: string): Amount | null {
  const text = typed.trim().replace(/(?<=\d)[ ](?=\d{3}(?!\d))/gu, "");
  const [figure] = scan(text, own, { apart: true });
  return figure && figure.from === 0 && figure.to === text.length ? asAmount(figure, own) : null;
}

/**
 * The amount that words about a quote end or begin with, as typed, and what is left of them. Which currency is meant, and
 * whether it can be kept, is not asked yet; what may as well be a part of a name ("Studio 54", "Expo 2026") stays.
 */
export function takeAmount(text: string, where: "start" | "end"): { typed: string; rest: string } | null {
  const fit = scan(text, "", { apart: true }).filter(isBelievable);
  const whole = text.replace(/[\s,;]+$/u, "");
  const found = where === "start" ? fit.find(({ from }) => from === 0) : fit.find(({ to }) => to === whole.length);
  if (!found) return null;
  const rest = where === "start" ? text.slice(found.to) : whole.slice(0, found.from);
  const left = where === "start" ? rest.replace(/^[\s,;-]+/u, "") : rest.replace(/[\s,;@=-]+$/u, "");
  return left === "" ? null : { typed: text.slice(found.from, found.to), rest: left };
}

/**
 * The amount that a note speaks of: the one that it begins with, or the only one in it. Where several stand in it none is
 * taken, since nobody can say which was meant.
 */
export function findAmount(note: string, own: string): FoundAmount | null {
  const read = scan(note, own).flatMap((figure): FoundAmount[] => {
    const amount = isMeant(figure, note) ? asAmount(figure, own) : null;
    return amount ? [{ amount, from: figure.from, to: figure.to }] : [];
  });
  const [first] = read;
  if (!first) return null;
  const { minor, currency } = first.amount;
  const isOne = read.every(({ amount }) => amount.minor === minor && amount.currency === currency);
  return isOne || first.from === 0 ? first : null;
}

function isBelievable({ sign, digits, decimals }: Figure): boolean {
  if (sign !== "plain") return true;
  // "Expo 2026" and "0812…" are no amounts.
  return decimals === 0 && digits.length >= fewestDigits && !digits.startsWith("0") && !/^(?:19|20)\d\d$/u.test(digits);
}

/** A number in a sentence is mostly a number of something: "1.000.000 pcs". */
function isMeant(figure: Figure, note: string): boolean {
  const { sign, from, to } = figure;
  if (sign === "marked") return true;
  const rest = note.slice(to);
  if (sign === "plain") return from === 0 && rest.trim() === "" && isBelievable(figure);
  return from === 0 ? !counted.test(rest) : sign === "grouped" && clauseEnds.test(rest);
}

interface Looking {
  /** a letter that shortens may stand apart: "1,2 M" */
  apart?: boolean;
}

function scan(text: string, own: string, { apart = false }: Looking = {}): Figure[] {
  const found: Figure[] = [];
  for (const match of text.matchAll(figures)) {
    if (match.index < (found.at(-1)?.to ?? 0)) continue;
    const figure = readFigure(text, { at: match.index, run: match[0], own, apart });
    if (figure) found.push(figure);
  }
  return found;
}

function readFigure(
  text: string,
  { at, run, own, apart }: { at: number; run: string; own: string; apart: boolean },
): Figure | null {
  const shown = run.replace(/[.,'’\u00a0\u202f]+$/u, "");
  if (shown.length > longestFigure) return null;
  const lead = before.exec(text.slice(Math.max(0, at - 12), at));
  const led = lead ? readCurrency(lead[1] ?? "", own) : null;
  // "T-31", "Q4", "#12", "-5": a part of something else.
  if (led === null && /[\p{L}\p{N}_#@.,/:+-]$/u.test(text.slice(0, at))) return null;
  let to = at + shown.length;
  const dashed = noCents.exec(text.slice(to));
  if (dashed) to += dashed[0].length;

  let scale: { zeros: number; isLetter: boolean; wide: boolean; to: number } | null = null;
  const behind = dashed ? null : word.exec(text.slice(to));
  if (behind) {
    const [whole, blank = "", said = ""] = behind;
    const letters = said.toLowerCase();
    const isLetter = Object.hasOwn(scaleLetters, letters);
    const zeros = Object.hasOwn(scaleWords, letters)
      ? scaleWords[letters]
      : isLetter
        ? scaleLetters[letters]
        : undefined;
    if (zeros !== undefined) scale = { zeros, isLetter, wide: blank !== "", to: to + whole.length };
  }
  const trailAt = scale?.to ?? to;
  const trail = led === null ? after.exec(text.slice(trailAt)) : null;
  const trailed = trail ? readCurrency(trail[1] ?? "", own) : null;
  const currency = led ?? trailed;
  // "Deck 5 B": a letter that stands apart belongs to the figure only where money is spoken of.
  if (scale?.isLetter && scale.wide && currency === null && !apart) scale = null;
  to = trailed === null ? (scale?.to ?? to) : trailAt + (trail?.[0].length ?? 0);
  if (spoiled.test(text.slice(to))) return null;

  const meant = currency ?? own;
  const read = readDigits(shown, meant);
  if (!read) return null;
  const zeros = scale?.isLetter && scale.zeros === 6 && meant === "IDR" ? rupiahMilliard : (scale?.zeros ?? 0);
  const sign =
    currency !== null || (scale && !scale.isLetter) || dashed
      ? "marked"
      : scale
        ? "scaled"
        : read.grouped
          ? "grouped"
          : "plain";
  const from = led === null ? at : at - (lead?.[0].length ?? 0);
  // The end of a telephone number.
  if (sign === "plain" && /\d[\s()-]*$/u.test(text.slice(0, from))) return null;
  return { digits: read.digits, decimals: read.decimals, scale: zeros, currency, sign, from, to };
}

interface Digits {
  digits: string;
  decimals: number;
  /** it has marks between thousands */
  grouped: boolean;
}

/** Null where the marks are in no order that anybody writes. */
function readDigits(shown: string, currency: string): Digits | null {
  const text = shown.replace(/['’\u00a0\u202f](?=\d{3}(?!\d))/gu, ",");
  const marks = text.replace(/\d/gu, "");
  if (/[^\d.,]/u.test(text)) return null;
  const last = marks.at(-1);
  if (last === undefined) return { digits: text, decimals: 0, grouped: false };
  const [whole = "", fraction = ""] = [text.slice(0, text.lastIndexOf(last)), text.slice(text.lastIndexOf(last) + 1)];
  const isDecimal =
    marks.length === 1
      ? fraction.length !== 3 || whole === "0" || (last === "." && hasMills(currency))
      : marks.indexOf(last) === marks.length - 1;
  if (!isDecimal)
    return isGrouped(text, last) ? { digits: text.replaceAll(last, ""), decimals: 0, grouped: true } : null;
  const [other] = marks.length > 1 ? marks : "";
  if (other !== undefined && !isGrouped(whole, other)) return null;
  return { digits: whole.replace(/[.,]/gu, "") + fraction, decimals: fraction.length, grouped: other !== undefined };
}

/** By threes, or as in India by twos before the last three. */
function isGrouped(whole: string, mark: string): boolean {
  return mark === "."
    ? /^\d{1,3}(?:\.\d{3})+$/u.test(whole)
    : /^(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3})$/u.test(whole);
}

/** Three decimals, as dinars have them. */
function hasMills(currency: string): boolean {
  return /^[A-Z]{3}$/u.test(currency) && minorDigits(currency) === 3;
}

function asAmount({ digits, decimals, scale, currency: said }: Figure, own: string): Amount | null {
  const currency = said ?? own;
  if (currency === "unclear") return null;
  const exponent = scale + minorDigits(currency) - decimals;
  const whole = BigInt(digits);
  const divisor = 10n ** BigInt(Math.max(0, -exponent));
  if (whole % divisor !== 0n) return null;
  const minor = Number((whole * 10n ** BigInt(Math.max(0, exponent))) / divisor);
  return minor > 0 && Number.isSafeInteger(minor) ? { minor, currency } : null;
}
