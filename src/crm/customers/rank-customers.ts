import { distance } from "fastest-levenshtein";
import type { CustomerMatch, CustomerSummary, MatchedBy } from "./customer-match.ts";
import type { Candidate } from "./read-candidates.ts";
import type { SearchText } from "./read-search-text.ts";
import { bonesOf, soundOf, soundsOf } from "./sound-key.ts";

/** How a candidate was found, where its row alone cannot tell: by one of its addresses. */
export interface PointHit {
  by: "email" | "phone";
  /** the whole address, in use; false: the beginning or the end of it, or an earlier one */
  whole: boolean;
}

/**
 * What each kind of agreement is worth. The order is the rule (docs/search.md), the figures only carry it: an exact address,
 * the exact name, a company's name with its legal form, the name's beginning, a company's whole name of several words, all
 * words (each at a word's beginning), name and company together, part of an address, words anywhere, a company's name of one
 * word, the same sound, the company's beginning, then likeness, which always stays below.
 */
const worth = {
  exactPoint: 1,
  exactName: 0.95,
  formalCompany: 0.9,
  wholeWordsPrefix: 0.88,
  prefix: 0.85,
  longCompany: 0.8,
  wordPrefixes: 0.78,
  nameAndCompany: 0.74,
  partPoint: 0.72,
  wordsAnywhere: 0.68,
  exactCompany: 0.65,
  sound: 0.64,
  company: 0.6,
  /** times the likeness, 0 to 1 */
  likeness: 0.55,
} as const;

/**
 * What having dealt with somebody oneself lately adds to their place, though never to what is certain: as much as lies between
 * the first and the last of the ways in which a whole name can be begun.
 */
const ownContact = 0.11;

/** Two sounds alike are a little less than two spellings alike. */
const soundAlike = 0.9;

/** Below this likeness of words two names are not the same name mistyped ("budi" and "rudi" are .75, "budi" and "sari" .25). */
export const leastLikeness = 0.6;

interface Judged {
  matchedBy: MatchedBy;
  score: number;
}

/** What a candidate is worth, before more of it is read. */
export interface Ranked {
  contactId: string;
  matchedBy: MatchedBy;
  score: number;
  /** the score with what recent contact adds: the order is by this */
  weight: number;
  exact: boolean;
}

/**
 * Puts candidates in order, the best first, and leaves out those that do not agree with the text after all. Equals are
 * put in order by the member's own entries, then by anybody's last talk, then by name.
 */
export function rankCandidates(
  candidates: readonly Candidate[],
  text: SearchText,
  pointHits: ReadonlyMap<string, PointHit> = new Map(),
): Ranked[] {
  const ranked = candidates
    .map((candidate) => ({ candidate, judged: judge(candidate, text, pointHits.get(candidate.contactId)) }))
    .filter((one): one is { candidate: Candidate; judged: Judged } => one.judged !== null)
    .map(({ candidate, judged }) => ({ candidate, judged, weight: weigh(judged, candidate) }))
    .toSorted(
      (a, b) =>
        b.weight - a.weight ||
        newest(b.candidate.ownEntryAt) - newest(a.candidate.ownEntryAt) ||
        newest(b.candidate.talkedAt) - newest(a.candidate.talkedAt) ||
        compare(a.candidate.searchKey, b.candidate.searchKey) ||
        compare(a.candidate.contactId, b.candidate.contactId),
    )
    .map(({ candidate: { contactId }, judged, weight }) => ({
      contactId,
      ...judged,
      weight,
      exact: judged.score >= worth.exactName,
    }));
  return withoutFalseCertainty(withoutMistypings(oncePerContact(ranked)), text);
}

/** Found by the name that it has, and by that of one merged into it: the better way counts. */
function oncePerContact(ranked: Ranked[]): Ranked[] {
  const seen = new Set<string>();
  return ranked.filter(({ contactId }) => !seen.has(contactId) && seen.add(contactId));
}

/** Where somebody has the name, whoever has one like it ("Rudi" for "budi") is only noise. */
function withoutMistypings(ranked: Ranked[]): Ranked[] {
  const begun = ranked.some(({ matchedBy }) => matchedBy === "name" || matchedBy === "prefix");
  return begun ? ranked.filter(({ matchedBy }) => matchedBy !== "fuzzy") : ranked;
}

function weigh({ score }: Judged, { ownEntryAt }: Candidate): number {
  return score >= worth.exactName || ownEntryAt === null ? score : score + ownContact;
}

/** "budi" is the whole name of one customer and the first name of others: then it is no more certain than they are. */
function withoutFalseCertainty(ranked: Ranked[], text: SearchText): Ranked[] {
  const oneWord = text.name?.words.length === 1;
  const others = ranked.some(({ exact, matchedBy }) => !exact && (matchedBy === "prefix" || matchedBy === "words"));
  return oneWord && others ? ranked.map((one) => ({ ...one, exact: false })) : ranked;
}

/** Gives the ranked what lists show; equals by talk: with whom the member talked last, with whom anybody did, by name. */
export function orderMatches(ranked: readonly Ranked[], summaries: readonly CustomerSummary[]): CustomerMatch[] {
  const byId = new Map(summaries.map((summary) => [summary.contactId, summary]));
  return ranked
    .flatMap((one) => {
      const summary = byId.get(one.contactId);
      return summary ? [{ ...summary, ...one }] : [];
    })
    .toSorted(
      (a, b) =>
        b.weight - a.weight ||
        newest(b.lastTalkedByMeAt) - newest(a.lastTalkedByMeAt) ||
        newest(b.lastTalkedAt) - newest(a.lastTalkedAt) ||
        compare(a.name, b.name) ||
        compare(a.contactId, b.contactId),
    );
}

function newest(at: Date | null): number {
  return at?.getTime() ?? 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function judge(customer: Candidate, text: SearchText, hit: PointHit | undefined): Judged | null {
  if (hit?.whole) return { matchedBy: hit.by, score: worth.exactPoint };
  const named = text.name && judgeName(customer, text.name);
  return hit && (named === null || named.score < worth.partPoint)
    ? { matchedBy: hit.by, score: worth.partPoint }
    : named;
}

type NameText = NonNullable<SearchText["name"]>;

function judgeName(customer: Candidate, name: NameText): Judged | null {
  const { folded, key, words, companyKey } = name;
  const { searchKey, nameKey, companySearchKey, companyNameKey } = customer;
  if (nameKey === key || searchKey === folded) return { matchedBy: "name", score: worth.exactName };
  const company = judgeCompany(customer, name);
  if (company && company.score > worth.wholeWordsPrefix) return company;
  const plain = words.join(" ");
  for (const beginning of [folded, plain]) {
    if (searchKey.startsWith(`${beginning} `)) return { matchedBy: "prefix", score: worth.wholeWordsPrefix };
    if (searchKey.startsWith(beginning)) return { matchedBy: "prefix", score: worth.prefix };
  }
  if (company) return company;
  const nameWords = searchKey.split(" ");
  if (eachBegins(words, nameWords))
    return { matchedBy: words.length > 1 ? "words" : "prefix", score: worth.wordPrefixes };
  const companyWords = companySearchKey?.split(" ") ?? [];
  if (companyKey !== "" && companyNameKey === companyKey) return { matchedBy: "company", score: worth.exactCompany };
  if (eachBegins(words, [...nameWords, ...companyWords]) && !eachBegins(words, companyWords))
    return { matchedBy: "words", score: worth.nameAndCompany };
  if (words.every((word) => searchKey.includes(word))) return { matchedBy: "words", score: worth.wordsAnywhere };
  if (eachFits(words, nameWords, soundsLike)) return { matchedBy: "sound", score: worth.sound };
  if (eachBegins(words, companyWords)) return { matchedBy: "company", score: worth.company };
  const alike = Math.max(likeness(words, nameWords), soundAlike * likeness(words.map(sound), nameWords.map(sound)));
  const companyAlike = companyWords.length > 0 ? likeness(words, companyWords) : 0;
  const best = Math.max(alike, companyAlike);
  if (best < leastLikeness) return null;
  return { matchedBy: alike >= companyAlike ? "fuzzy" : "company", score: worth.likeness * best };
}

/** A company named in full, with its legal form ("PT Wijaya") or in several words, is more than a word of somebody's name. */
function judgeCompany({ companyNameKey }: Candidate, { folded, companyKey }: NameText): Judged | null {
  if (companyKey === "" || companyNameKey !== companyKey) return null;
  if (folded !== companyKey) return { matchedBy: "company", score: worth.formalCompany };
  return companyKey.includes(" ") ? { matchedBy: "company", score: worth.longCompany } : null;
}

/** Each word begins another word of the name: "bu sa" fits "budi santoso" and "santoso bu" does too; "bu bu" does not. */
function eachBegins(words: readonly string[], nameWords: readonly string[]): boolean {
  return eachFits(words, nameWords, (word, one) => one.startsWith(word));
}

/** From this on, and with the same bones of four letters or more, two sounds differ by a light vowel only ("Kathryn", "Catherine"). */
const nearSound = 0.8;
const fewestBones = 4;

/** Another spelling of the same sound, or of nearly the same, or the beginning of the word as it is written. */
function soundsLike(word: string, one: string): boolean {
  if (one.startsWith(word)) return true;
  const [sounds, others] = [soundsOf(word), soundsOf(one)];
  if (sounds.some((sound) => others.includes(sound))) return true;
  const [a = "", b = ""] = [sounds[0], others[0]];
  const bones = bonesOf(a);
  return bones.length >= fewestBones && bones === bonesOf(b) && alike(a, b) >= nearSound;
}

/** Not as a function handed to map, which would take the place in the list for how ch sounds. */
function sound(word: string): string {
  return soundOf(word);
}

function eachFits(
  words: readonly string[],
  nameWords: readonly string[],
  fits: (word: string, one: string) => boolean,
): boolean {
  const free = [...nameWords];
  // The longest first: a short word could take the place that only it fits.
  return words
    .toSorted((a, b) => b.length - a.length)
    .every((word) => {
      const at = free.findIndex((one) => fits(word, one));
      if (at === -1) return false;
      free.splice(at, 1);
      return true;
    });
}

/**
 * How alike the words are to their best counterparts in the name, 0 to 1: for each word, one less its Levenshtein
 * distance over the longer length, averaged by length. Words of the name that nothing was typed for do not count.
 */
export function likeness(words: readonly string[], nameWords: readonly string[]): number {
  const length = words.reduce((sum, word) => sum + word.length, 0);
  if (length === 0) return 0;
  const spaced =
    words.reduce((sum, word) => sum + word.length * Math.max(0, ...nameWords.map((one) => alike(word, one))), 0) /
    length;
  // "santo so", "budisantoso": a space too many or too few
  return Math.max(spaced, alike(words.join(""), nameWords.join("")));
}

function alike(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 0 : 1 - (changedRound(a, b) ? 1 : distance(a, b)) / longer;
}

/** Two neighbours changed round ("bdui") are one slip and not two. */
function changedRound(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
