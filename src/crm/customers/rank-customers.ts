import { distance } from "fastest-levenshtein";
import type { CustomerMatch, CustomerSummary, MatchedBy } from "./customer-match.ts";
import type { Candidate } from "./read-candidates.ts";
import type { SearchText } from "./read-search-text.ts";

/** How a candidate was found, where its row alone cannot tell: by one of its addresses. */
export interface PointHit {
  by: "email" | "phone";
  /** the whole address, in use; false: the beginning or the end of it, or an earlier one */
  whole: boolean;
}

/**
 * What each kind of agreement is worth. The order is the rule, the figures only carry it: an exact address, the exact
 * name, the name's beginning, all words (each at a word's beginning, then anywhere), name and company together, the
 * company, then likeness, which always stays below.
 */
const worth = {
  exactPoint: 1,
  exactName: 0.95,
  wholeWordsPrefix: 0.88,
  prefix: 0.85,
  wordPrefixes: 0.78,
  nameAndCompany: 0.74,
  partPoint: 0.72,
  wordsAnywhere: 0.68,
  exactCompany: 0.65,
  company: 0.6,
  /** times the likeness, 0 to 1 */
  likeness: 0.55,
} as const;

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
  exact: boolean;
}

/**
 * Puts candidates in order, the best first, and leaves out those that do not agree with the text after all. Equals are
 * put in order by the member's own entries, then by name.
 */
export function rankCandidates(
  candidates: readonly Candidate[],
  text: SearchText,
  pointHits: ReadonlyMap<string, PointHit> = new Map(),
): Ranked[] {
  const ranked = candidates
    .map((candidate) => ({ candidate, judged: judge(candidate, text, pointHits.get(candidate.contactId)) }))
    .filter((one): one is { candidate: Candidate; judged: Judged } => one.judged !== null)
    .toSorted(
      (a, b) =>
        b.judged.score - a.judged.score ||
        newest(b.candidate.ownEntryAt) - newest(a.candidate.ownEntryAt) ||
        compare(a.candidate.searchKey, b.candidate.searchKey) ||
        compare(a.candidate.contactId, b.candidate.contactId),
    )
    .map(({ candidate: { contactId }, judged }) => ({ contactId, ...judged, exact: judged.score >= worth.exactName }));
  return withoutFalseCertainty(ranked, text);
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
        b.score - a.score ||
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
  if (hit) return { matchedBy: hit.by, score: worth.partPoint };
  return text.name && judgeName(customer, text.name);
}

function judgeName(customer: Candidate, name: NonNullable<SearchText["name"]>): Judged | null {
  const { folded, key, words, companyKey } = name;
  const { searchKey, nameKey, companySearchKey, companyNameKey } = customer;
  if (nameKey === key || searchKey === folded) return { matchedBy: "name", score: worth.exactName };
  const plain = words.join(" ");
  for (const beginning of [folded, plain]) {
    if (searchKey.startsWith(`${beginning} `)) return { matchedBy: "prefix", score: worth.wholeWordsPrefix };
    if (searchKey.startsWith(beginning)) return { matchedBy: "prefix", score: worth.prefix };
  }
  const nameWords = searchKey.split(" ");
  if (eachBegins(words, nameWords))
    return { matchedBy: words.length > 1 ? "words" : "prefix", score: worth.wordPrefixes };
  const companyWords = companySearchKey?.split(" ") ?? [];
  if (companyKey !== "" && companyNameKey === companyKey) return { matchedBy: "company", score: worth.exactCompany };
  if (eachBegins(words, companyWords)) return { matchedBy: "company", score: worth.company };
  if (eachBegins(words, [...nameWords, ...companyWords])) return { matchedBy: "words", score: worth.nameAndCompany };
  if (words.every((word) => searchKey.includes(word))) return { matchedBy: "words", score: worth.wordsAnywhere };
  const alike = likeness(words, nameWords);
  const companyAlike = companyWords.length > 0 ? likeness(words, companyWords) : 0;
  const best = Math.max(alike, companyAlike);
  if (best < leastLikeness) return null;
  return { matchedBy: alike >= companyAlike ? "fuzzy" : "company", score: worth.likeness * best };
}

/** Each word begins another word of the name: "bu sa" fits "budi santoso" and "santoso bu" does too; "bu bu" does not. */
function eachBegins(words: readonly string[], nameWords: readonly string[]): boolean {
  const free = [...nameWords];
  // The longest first: a short word could take the place that only it fits.
  return words
    .toSorted((a, b) => b.length - a.length)
    .every((word) => {
      const at = free.findIndex((one) => one.startsWith(word));
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
  return longer === 0 ? 0 : 1 - distance(a, b) / longer;
}
