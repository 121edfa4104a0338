import { stemsOf, wordsOf } from "./ticket-words.ts";

/** A text as the classifier sees it: which of its features occur, and how strongly each. */
export interface Features {
  buckets: Uint16Array;
  strengths: Float32Array;
}

/**
 * Features share this many numbers by a hash (Weinberger et al., "Feature hashing for large scale multitask learning",
 * 2009): memory has a bound, and a word that nobody has used before has its place at once.
 */
export const bucketCount = 2 ** 15;
/** What a ticket is about stands in its beginning; the rest is signatures and logs. */
const longestText = 1_500;
const letterRuns = [3, 4, 5];

/** Stems, pairs of neighbouring stems, and runs of letters, which stay the same where a word is misspelt. */
export function featuresOf(text: string): Features {
  const beginning = text.slice(0, longestText);
  const counts = new Map<number, number>();
  const count = (feature: string) => {
    const bucket = bucketOf(feature);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  };
  const stems = stemsOf(beginning, { keepEmptyWords: true });
  for (const [at, stem] of stems.entries()) {
    count(`w${stem}`);
    if (at > 0) count(`p${stems[at - 1]} ${stem}`);
  }
  const letters = `_${wordsOf(beginning).join("_")}_`;
  for (const length of letterRuns)
    for (let at = 0; at + length <= letters.length; at += 1) count(`l${letters.slice(at, at + length)}`);
  return {
    buckets: Uint16Array.from(counts.keys()),
    strengths: Float32Array.from(counts.values(), (times) => 1 + Math.log(times)),
  };
}

/** FNV-1a over UTF-16 units (Fowler, Noll, Vo), with the last mixing of MurmurHash3, because only its first bits are kept. */
function bucketOf(feature: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < feature.length; at += 1) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % bucketCount;
}
