import { foldName } from "../customers/fold-name.ts";

export interface Nameable {
  /** full name, display name, handle, e-mail address: whatever they answer to */
  names: readonly string[];
}

export interface MatchedPeople<T> {
  found: T[];
  ambiguous: { typed: string; candidates: T[] }[];
  /** words that name nobody */
  unknown: string[];
}

/** How surely a phrase names somebody: all of one name, whole words of it, or beginnings of its words. */
type Certainty = "whole" | "words" | "beginnings";

/** The longest name that is tried, in words. */
const longestName = 5;

/**
 * Who is meant by words typed without a mention: the longest stretches of them that name somebody. `isOther` says which
 * words rather mean something else unless they are a whole name or whole words of one ("sale" is no Salena).
 */
export function matchPeople<T extends Nameable>(
  words: readonly string[],
  people: readonly T[],
  isOther: (word: string) => boolean = () => false,
): MatchedPeople<T> {
  const result: MatchedPeople<T> = { found: [], ambiguous: [], unknown: [] };
  for (let at = 0; at < words.length; ) {
    const match = longestMatch(words.slice(at, at + longestName), people, isOther);
    const typed = words.slice(at, at + (match?.length ?? 1)).join(" ");
    at += match?.length ?? 1;
    if (!match) result.unknown.push(typed);
    else if (match.people.length > 1) result.ambiguous.push({ typed, candidates: match.people });
    else result.found.push(...match.people);
  }
  result.found = [...new Set(result.found)];
  return result;
}

function longestMatch<T extends Nameable>(
  words: readonly string[],
  people: readonly T[],
  isOther: (word: string) => boolean,
): { people: T[]; length: number } | null {
  for (let length = words.length; length > 0; length--) {
    const phrase = words.slice(0, length);
    const certainties: Certainty[] = phrase.some(isOther) ? ["whole", "words"] : ["whole", "words", "beginnings"];
    for (const certainty of certainties) {
      const named = people.filter((person) => person.names.some((name) => answersTo(name, phrase, certainty)));
      if (named.length > 0) return { people: named, length };
    }
  }
  return null;
}

function answersTo(name: string, phrase: readonly string[], certainty: Certainty): boolean {
  const folded = foldName(name);
  const wanted = foldName(phrase.join(" "));
  if (wanted === "" || folded === "") return false;
  if (certainty === "whole") return folded === wanted;
  const rest = folded.split(" ");
  return wanted.split(" ").every((word) => {
    const index = rest.findIndex((part) => (certainty === "words" ? part === word : part.startsWith(word)));
    if (index < 0) return false;
    rest.splice(index, 1);
    return true;
  });
}
