import { stemmer as englishStem } from "@orama/stemmers/english";
import { stemmer as indonesianStem } from "@orama/stemmers/indonesian";
import { eng, ind } from "stopword";

const languages = [
  { empty: new Set(eng), stem: englishStem },
  { empty: new Set(ind), stem: indonesianStem },
] as const;

/** What is longer is an address, a key or a dump: its beginning tells as much. */
const longestWord = 40;

/**
 * The words of a text as they are compared: small letters, each reduced to its stem, without the words that say nothing
 * by themselves unless they are asked for.
 */
export function stemsOf(text: string, { keepEmptyWords = false } = {}): string[] {
  const words = wordsOf(text);
  const { empty, stem } = languageOf(words);
  return words.filter((word) => keepEmptyWords || !empty.has(word)).map((word) => stem(word));
}

/** The words of a text in small letters, in the order in which they stand. */
export function wordsOf(text: string): string[] {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .toWellFormed()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => word.slice(0, longestWord));
}

/** The runs of three letters of a text's words that say something, ends included: alike for words that are misspelt. */
export function lettersOf(text: string): Set<string> {
  const words = wordsOf(text);
  const { empty } = languageOf(words);
  const runs = new Set<string>();
  for (const word of words) {
    if (empty.has(word)) continue;
    const marked = `_${word}_`;
    for (let at = 0; at + 3 <= marked.length; at += 1) runs.add(marked.slice(at, at + 3));
  }
  return runs;
}

/** How much of two sets is common: 0 to 1 (Dice's coefficient). */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size + other.size === 0) return 0;
  let common = 0;
  for (const element of one) if (other.has(element)) common += 1;
  return (2 * common) / (one.size + other.size);
}

/** The language whose empty words stand in it most often; English where neither does. */
function languageOf(words: readonly string[]): (typeof languages)[number] {
  const [english, indonesian] = languages;
  const count = (empty: ReadonlySet<string>) => words.reduce((sum, word) => sum + (empty.has(word) ? 1 : 0), 0);
  return count(indonesian.empty) > count(english.empty) ? indonesian : english;
}
