import { foldName } from "./fold-name.ts";
import { readPersonName } from "./read-person-name.ts";

/**
 * The key under which a person's name is matched whole, in any order: folded words, alphabetically, without titles, degrees
 * and nicknames as long as a name remains, so that "Pak Budi Santoso, S.E." and "Santoso, Budi" agree.
 */
export function nameKey(name: string): string {
  return nameWords(name).toSorted().join(" ");
}

/** The folded words of a name, given name first, without titles, degrees and nicknames where a name remains. */
export function nameWords(name: string): string[] {
  const { given, middle, family } = readPersonName(name);
  const words = foldWords([...given, ...middle, ...family]);
  return words.length > 0 ? words : foldWords([name]);
}

function foldWords(words: readonly string[]): string[] {
  return words.flatMap((word) => foldName(word).split(" ")).filter((word) => word !== "");
}
