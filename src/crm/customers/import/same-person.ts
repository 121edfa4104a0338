import { distance } from "fastest-levenshtein";
import { nameWords } from "../name-key.ts";

/**
 * How far two spellings can be one person's name, 0 to 1: words paired as they fit best, each pair judged by equality,
 * by one beginning the other ("Rob", "Robert"; an initial) and by Levenshtein distance over the longer length. The
 * shorter name decides: "Santoso" agrees with "Budi Santoso".
 */
export function nameAgreement(a: string, b: string): number {
  const [fewer, more] = [nameWords(a), nameWords(b)].toSorted((x, y) => x.length - y.length) as [string[], string[]];
  if (fewer.length === 0) return 0;
  const pairs = fewer
    .flatMap((word, i) => more.map((other, j) => ({ i, j, agreement: wordAgreement(word, other) })))
    .toSorted((x, y) => y.agreement - x.agreement);
  const [used, taken] = [new Set<number>(), new Set<number>()];
  let [least, sum] = [1, 0];
  for (const { i, j, agreement } of pairs) {
    if (used.has(i) || taken.has(j)) continue;
    used.add(i);
    taken.add(j);
    least = Math.min(least, agreement);
    sum += agreement;
  }
  // One word that does not agree at all is another person: a husband and a wife share an address and a surname.
  return least < leastWord ? least / 2 : sum / fewer.length;
}

/** From here on two names at one e-mail address or telephone are one person's. */
export const samePerson = 0.6;

/** "alan" and "allen" are .6, "jon" and "john" .75, "budi" and "sari" .25. */
const leastWord = 0.5;

function wordAgreement(a: string, b: string): number {
  if (a === b) return 1;
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  if (longer.startsWith(shorter)) return shorter.length === 1 ? 0.7 : 0.9;
  return 1 - distance(a, b) / longer.length;
}
