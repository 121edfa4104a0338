import { cleanLine } from "./clean-line.ts";
import { foldName } from "./fold-name.ts";
import {
  certainDegrees,
  generations,
  givenNameTitles,
  particles,
  possibleDegrees,
  smallParticles,
  surnameTitles,
  titleGlue,
} from "./name-parts.ts";

/** A person's name in its parts, each as its words were typed. Who has one name only has it as `given`. */
export interface PersonName {
  titles: string[];
  given: string[];
  middle: string[];
  family: string[];
  suffixes: string[];
  nicknames: string[];
}

const bare = (word: string) => foldName(word).replaceAll(" ", "");
const isTitle = (word: string) => {
  const words = foldName(word).split(" ");
  return words.every((one) => givenNameTitles.has(one) || surnameTitles.has(one));
};
const isGeneration = (word: string) => generations.has(bare(word));
const hasCapitalsOnly = (text: string) => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
/** "S.E.", "Ph.D.": a stop within, not the initial "H." */
const isDotted = (word: string) => /\p{L}\.\s?\p{L}/u.test(word);

/**
 * Takes a name apart: titles before it, degrees and generations after it, nicknames in quotation marks or brackets, and
 * "Family, Given" turned about. Particles belong to the surname ("van der Velt"). Whatever the text, no word is lost. What
 * no rule can tell (whether "Sari Dewi" has a surname at all) is told by place: the last word of several is the family's.
 */
export function readPersonName(name: string): PersonName {
  const { rest, nicknames } = takeNicknames(cleanLine(name).replace(/''|‘‘|’’/gu, '"'));
  const parts = rest
    .split(/[,،，、;]/u)
    .map((part) => part.split(/\s+/u).filter((word) => word !== ""))
    .filter((part) => part.length > 0);
  const capitals = hasCapitalsOnly(rest);
  const [first = [], ...others] = parts;
  const lone = first.filter((word) => !isTitle(word)).length < 2;
  const suffixes: string[] = [];
  const named = [first];
  for (const part of others) {
    if (isSuffixPart(part, { doubtful: lone && named.length === 1, capitals })) suffixes.push(...part);
    else named.push(part);
  }
  if (named.length === 1) {
    const read = takeEnds(first, capitals);
    return { ...split(read), titles: read.titles, suffixes: [...read.suffixes, ...suffixes], nicknames };
  }
  const family = takeEnds(first, capitals);
  const given = takeEnds(named.slice(1).flat(), capitals);
  return {
    titles: [...family.titles, ...given.titles],
    given: given.words.slice(0, 1),
    middle: given.words.slice(1),
    family: family.words,
    suffixes: [...family.suffixes, ...given.suffixes, ...suffixes],
    nicknames,
  };
}

function takeNicknames(text: string): { rest: string; nicknames: string[] } {
  const nicknames: string[] = [];
  const rest = text.replace(
    /\(([^()]*)\)|"([^"]*)"|“([^“”]*)”|(?<=^|\s)['‘]([^'‘’]+)['’](?=$|[\s,])/gu,
    (_, ...found: (string | undefined)[]) => {
      const nickname = found.slice(0, 4).find((one) => one !== undefined) ?? "";
      if (nickname.trim() !== "") nicknames.push(nickname.trim());
      return " ";
    },
  );
  // Somebody who is all nickname is called that.
  return foldName(rest) === "" ? { rest: text.replace(/["“”()]/gu, " "), nicknames: [] } : { rest, nicknames };
}

/** What stands after a comma is a degree, unless it may be the given name of "Ma, Jack" or "Santoso, Se". */
function isSuffixPart(part: string[], { doubtful, capitals }: { doubtful: boolean; capitals: boolean }): boolean {
  if (certainDegrees.has(bare(part.join(""))) || part.every((word) => isGeneration(word))) return true;
  const certain = (word: string) =>
    isGeneration(word) ||
    certainDegrees.has(bare(word)) ||
    /^v$/iu.test(word) ||
    (possibleDegrees.has(bare(word)) && (!doubtful || isDotted(word) || (hasCapitalsOnly(word) && !capitals)));
  return (
    part.every(certain) ||
    (possibleDegrees.has(bare(part.join(""))) && (!doubtful || isDotted(part.join(" ")))) ||
    (!doubtful && part.every(isDotted) && part.every((word) => word.length < 12))
  );
}

interface Ends {
  titles: string[];
  words: string[];
  suffixes: string[];
}

/** Titles from the beginning, degrees from the end, as long as a word remains. */
function takeEnds(all: string[], capitals: boolean): Ends {
  let words = all;
  let from = 0;
  while (from < words.length - 1 && isLeading(words, from)) from += 1;
  const titles = words.slice(0, from);
  words = words.slice(from);
  let to = words.length;
  while (to > 1 && isTrailing(words, to, capitals)) to -= 1;
  // "Ph. D."
  while (to > 2 && certainDegrees.has(bare(words.slice(to - 2, to).join("")))) to -= 2;
  return { titles, words: words.slice(0, to), suffixes: words.slice(to) };
}

function isLeading(words: string[], at: number): boolean {
  const word = words[at] ?? "";
  // "H. Lulung", "H Abdul Rahman"; but "H Hawkins" is an initial.
  if (/^\p{L}$/u.test(word) && words.length - at < 3) return false;
  if (isTitle(word)) return true;
  const next = words[at + 1];
  return titleGlue.has(bare(word)) && next !== undefined && at + 2 < words.length && isTitle(next);
}

function isTrailing(words: string[], to: number, capitals: boolean): boolean {
  const word = words[to - 1] ?? "";
  const text = bare(word);
  if (generations.has(text) || certainDegrees.has(text)) return true;
  if (/^v$/iu.test(word)) return to > 3;
  if (word === "VI" && !capitals) return to > 2;
  if (!possibleDegrees.has(text)) return false;
  // In a name all in capitals these say nothing: "JACK MA", but "BUDI SANTOSO SE".
  return isDotted(word) || (hasCapitalsOnly(word) && (!capitals || (to > 2 && text !== "ma" && text !== "do")));
}

/** Given, middle and family name of one run of words. */
function split({ titles, words }: Ends): Pick<PersonName, "given" | "middle" | "family"> {
  const groups = joinPairs(words);
  const [first = [], ...rest] = groups;
  if (rest.length === 0) {
    const last = titles.at(-1);
    const isFamily =
      last !== undefined &&
      foldName(last)
        .split(" ")
        .some((word) => surnameTitles.has(word));
    return isFamily ? { given: [], middle: [], family: first } : { given: first, middle: [], family: [] };
  }
  const at = familyAt(rest);
  return { given: first, middle: rest.slice(0, at).flat(), family: rest.slice(at).flat() };
}

/** Where the family name begins: at the last run of particles that has a word after it, else at the last word. */
function familyAt(groups: string[][]): number {
  const isParticle = (at: number) => {
    const [word = "", ...more] = groups[at] ?? [];
    if (more.length > 0) return false;
    return particles.has(bare(word)) || (smallParticles.has(word) && at > 0) || word === "ben";
  };
  let at = groups.length - 2;
  while (at >= 0 && !isParticle(at)) at -= 1;
  if (at < 0) return groups.length - 1;
  while (at > 0 && isParticle(at - 1)) at -= 1;
  return at;
}

/** "John and Jane", "Aznar y Lopez": one group; an "e" or a "y" between two words only may be an initial. */
function joinPairs(words: string[]): string[][] {
  const groups: string[][] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const previous = groups.at(-1);
    const next = words[at + 1];
    const joins = /^(?:and|&|und|et|dan)$/iu.test(word) || (word === "y" && groups.length > 1);
    if (joins && previous && next !== undefined) {
      previous.push(word, next);
      at += 1;
    } else groups.push([word]);
  }
  return groups;
}
