import { distance } from "fastest-levenshtein";

/** More words than any spelling has. */
const mostWords = 4;
/** From this many letters on a letter may be wrong, missing or too many; one fewer may have two neighbours changed round. */
const lettersForTypo = 6;

interface Vocabulary<Kind extends string> {
  exact: ReadonlyMap<string, Kind>;
  /** those that are long enough to be known by a slip, with the number of their words */
  long: readonly (readonly [letters: string, kind: Kind, words: number])[];
}

/** Spellings by their letters, so that spaces, hyphens and apostrophes make no difference: "no-answer", "didnt answer". */
export function vocabulary<Kind extends string>(words: Record<Kind, readonly string[]>): Vocabulary<Kind> {
  const all = (Object.entries(words) as [Kind, readonly string[]][]).flatMap(([kind, spellings]) =>
    spellings.map((spelling) => [letters(spelling), kind, countWords(spelling)] as const),
  );
  return {
    exact: new Map(all.map(([spelling, kind]) => [spelling, kind])),
    long: all.filter(([spelling]) => spelling.length >= lettersForTypo - 1),
  };
}

/** Letters of words, "n/a" with its stroke; null where there is more than letters, so that no number is taken for a word. */
function letters(words: string): string {
  return words.toLowerCase().replace(/[\s'-]/gu, "");
}

const countWords = (text: string) => text.trim().split(/\s+/u).length;

function kindOf<Kind extends string>({ exact, long }: Vocabulary<Kind>, words: string): Kind | null {
  const typed = letters(words);
  if (!/^[\p{L}/]+$/u.test(typed)) return null;
  const known = exact.get(typed);
  if (known !== undefined) return known;
  if (typed.length < lettersForTypo - 1) return null;
  // As many words as the spelling has: "ketemu ana" is no "ketemuan".
  const count = countWords(words);
  return long.find(([spelling, , of]) => of === count && isMistyped(typed, spelling))?.[1] ?? null;
}

/** One slip of the fingers, not on the first letter: there another word begins ("Weeting"). */
function isMistyped(typed: string, spelling: string): boolean {
  if (typed[0] !== spelling[0] || Math.abs(typed.length - spelling.length) > 1) return false;
  if (typed.length === spelling.length && isSwapped(typed, spelling)) return true;
  return spelling.length >= lettersForTypo && distance(typed, spelling) === 1;
}

function isSwapped(typed: string, spelling: string): boolean {
  const at = [...typed].findIndex((letter, index) => letter !== spelling[index]);
  return (
    at >= 0 &&
    typed[at] === spelling[at + 1] &&
    typed[at + 1] === spelling[at] &&
    typed.slice(at + 2) === spelling.slice(at + 2)
  );
}

export interface Found<Kind> {
  kind: Kind;
  /** as it was typed, letter for letter */
  exact: boolean;
  rest: string;
}

/** The kind that a text begins with, the most words first, and what follows. */
export function findAtStart<Kind extends string>(text: string, words: Vocabulary<Kind>): Found<Kind> | null {
  const tokens = [...text.slice(0, 80).matchAll(/[^\s,;:.!]+/gu)];
  if (tokens[0]?.index !== 0) return null;
  for (let count = Math.min(mostWords, tokens.length); count > 0; count -= 1) {
    const last = tokens[count - 1];
    const end = last ? last.index + last[0].length : 0;
    const said = text.slice(0, end);
    if (/[,;:.!\n]/u.test(said)) continue;
    const kind = kindOf(words, said);
    if (kind !== null) return { kind, exact: words.exact.has(letters(said)), rest: text.slice(end) };
  }
  return null;
}

/** The kind that a text ends with, and what stands before it; never the whole of it. */
export function findAtEnd<Kind extends string>(text: string, words: Vocabulary<Kind>): Found<Kind> | null {
  const whole = text.replace(/[\s.!]+$/u, "");
  const from = Math.max(0, whole.length - 80);
  const tokens = [...whole.slice(from).matchAll(/[^\s,;:]+/gu)];
  for (let count = Math.min(mostWords, tokens.length); count > 0; count -= 1) {
    const start = from + (tokens[tokens.length - count]?.index ?? 0);
    const said = whole.slice(start);
    if (start === 0 || /[,;:\n]/u.test(said) || !/[\s,;]$/u.test(whole.slice(0, start))) continue;
    const kind = kindOf(words, said);
    const rest = whole.slice(0, start);
    if (kind !== null && rest.trim() !== "") return { kind, exact: words.exact.has(letters(said)), rest };
  }
  return null;
}
