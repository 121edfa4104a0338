import type { Context } from "../../db/context.ts";
import { sql } from "../../db/context.ts";
import type { CustomerMatch } from "../customers/customer-match.ts";
import { findCustomers } from "../customers/find-customers.ts";
import { findExactCustomers } from "../customers/find-exact-customers.ts";
import { orderMatches, type Ranked, rankCandidates } from "../customers/rank-customers.ts";
import { type Candidate, readCandidates } from "../customers/read-candidates.ts";
import { readSearchText, type SearchText } from "../customers/read-search-text.ts";
import { readSummaries } from "../customers/read-summaries.ts";
import type { ParsedEntry, Reading } from "./parse-entry.ts";
import { isTalkRow } from "./talk-summary.ts";

/** What came of looking for the customer that an entry names. */
export type Resolution =
  /** certain: may be saved at once */
  | { kind: "certain"; reading: Reading; match: CustomerMatch }
  /** one, but not certain, or the name was guessed: ask */
  | { kind: "probable"; reading: Reading; match: CustomerMatch }
  | { kind: "several"; reading: Reading; matches: CustomerMatch[] }
  | { kind: "none"; reading: Reading };

/** Talks this recent make a unique beginning of a name certain. */
const recentDays = 30;
/** A shorter beginning is no name yet ("bu" is also Mrs.), unless it is a whole word of one ("Li"). */
const shortestBeginning = 3;
/** People whom one member can have talked with in that time; beyond it nothing is certain by a beginning. */
const mostLately = 1000;
/** Longer names that are compared with the one typed. */
const mostLonger = 50;
/** As many as a choice shows; more are narrowed by typing. */
const mostChoices = 5;
/** Far enough above the next match that it is the one meant, though not certain. */
const clearLead = 0.25;
/** From this score on each word typed begins a word of the name. */
const everyWordBegins = 0.78;
/** From this score on every word typed agrees with the customer; below it some are only alike. */
const wholeAgreement = 0.6;

/**
 * Finds whom an entry is about. Certain only: an exact e-mail address, phone number or full name that one customer alone
 * has, or a beginning that fits one alone among those this member has talked with lately. Everything else is asked, and
 * so is what would be certain by a name that also fits somebody else with whom this member has ever had to do: whoever
 * rang Budi Hartono in vain yesterday may not mean the Budi Santoso of two weeks ago, and "Budi Santoso" may be short
 * for the Budi Santoso Putra whose account they keep. It may be short for any Budi Santoso Putra, unless the Budi
 * Santoso is somebody with whom they have talked lately.
 */
export async function resolveCustomer(ctx: Context, entry: ParsedEntry): Promise<Resolution | null> {
  const last = entry.readings.findLast(({ guessed }) => !guessed) ?? entry.readings.at(-1);
  if (!last) return null;
  // "Maria from Acme": a name and a company, with a word between them.
  const find = searcher((text) => findCustomers(ctx, text.replace(/\s(?:from|at|dari)\s/giu, " ")));
  const findExact = searcher((text) => findExactCustomers(ctx, text));

  for (const reading of entry.readings) {
    const matches = await findExact(reading);
    const [only] = matches;
    if (!only) continue;
    const others = await exactAsVerb(entry, reading, findExact);
    const meant = [...matches, ...others.filter(({ contactId }) => contactId !== only.contactId)];
    const rivals = meant.length === 1 && only.matchedBy === "name" ? await findRivalsOfName(ctx, reading, only) : [];
    const asked = [...meant, ...rivals];
    if (asked.length > 1) return { kind: "several", reading, matches: asked.slice(0, mostChoices) };
    return { kind: reading.guessed ? "probable" : "certain", reading, match: only };
  }

  const lately = last.guessed ? null : await findLately(ctx, last);
  if (lately) {
    const rivals = await findRivals(ctx, last, lately);
    if (rivals.length === 0) return { kind: "certain", reading: last, match: lately };
    return { kind: "several", reading: last, matches: [lately, ...rivals].slice(0, mostChoices) };
  }
  return (await judgeAll(entry, last, find)) ?? { kind: "none", reading: last };
}

type Find = (reading: Reading) => Promise<CustomerMatch[]>;

/**
 * Readings share names: each is looked up once. Whoever works at a company whose name merely resembles the words
 * ("Wijaya", "Jaya") is not whom they name.
 */
function searcher(search: (text: string) => Promise<CustomerMatch[]>): Find {
  const found = new Map<string, CustomerMatch[]>();
  return async ({ customer }) => {
    const known = found.get(customer);
    if (known) return known;
    const all = await search(customer);
    const named = all.filter(({ matchedBy, score }) => matchedBy !== "company" || score >= wholeAgreement);
    found.set(customer, named);
    return named;
  };
}

/** "Note Asia: …" with customers called Note Asia and Asia: the same words as a name and as a verb, so both are meant. */
async function exactAsVerb({ readings }: ParsedEntry, named: Reading, findExact: Find): Promise<CustomerMatch[]> {
  if (named.guessed) return [];
  const others = readings.filter(
    ({ guessed, note, customer }) => !guessed && note === named.note && customer !== named.customer,
  );
  const found: CustomerMatch[] = [];
  for (const reading of others) found.push(...(await findExact(reading)));
  return found;
}

/** The one person with such a beginning among those with whom this member has talked lately. */
async function findLately(ctx: Context, { customer }: Reading): Promise<CustomerMatch | null> {
  const text = readSearchText(customer, ctx.workspace.region);
  if (!text.name || !ctx.member) return null;
  const since = new Date(ctx.now.getTime() - recentDays * 86_400_000);
  const candidates = await readCandidates(
    ctx,
    // OFFSET 0 keeps the planner from walking everybody's history in the order of DISTINCT (100,000 contacts: 39 ms against 10).
    sql.sql`SELECT DISTINCT id FROM (
        SELECT i."contactId" AS id FROM interaction i
        WHERE i."memberId" = ${ctx.member.id}::uuid AND i."removedAt" IS NULL AND i."happenedAt" >= ${since} AND ${isTalkRow} OFFSET 0) mine
      LIMIT ${mostLately}`,
  );
  if (candidates.length >= mostLately) return null;
  const begun = begunWith(candidates, text);
  const [mine] = begun;
  if (!mine || begun.length > 1) return null;
  const { folded } = text.name;
  const words = candidates.find(({ contactId }) => contactId === mine.contactId)?.searchKey.split(" ") ?? [];
  if (folded.length < shortestBeginning && !words.includes(folded)) return null;
  // Only the last word may be cut short: "putr lestari" is as likely Putri mistyped as Putra begun.
  if (!text.name.words.slice(0, -1).every((word) => words.includes(word))) return null;
  const [match] = orderMatches([mine], await readSummaries(ctx, [mine.contactId]));
  return match ?? null;
}

/** Whose name the words begin, in whole or in part. */
function begunWith(candidates: readonly Candidate[], text: SearchText): Ranked[] {
  return rankCandidates(candidates, text).filter(({ matchedBy, score }) =>
    matchedBy === "words" ? score >= everyWordBegins : matchedBy === "prefix" || matchedBy === "name",
  );
}

/**
 * Others whom the same words may mean: with whom this member has had to do at any time, by an entry that reached them or
 * not, or whose account they keep.
 */
async function findRivals(ctx: Context, { customer }: Reading, meant: CustomerMatch): Promise<CustomerMatch[]> {
  const text = readSearchText(customer, ctx.workspace.region);
  if (!text.name || !ctx.member) return [];
  const [first = ""] = text.name.words.toSorted((a, b) => b.length - a.length);
  const fits = sql.sql`(c."searchKey" LIKE ${`${first}%`} OR c."searchKey" LIKE ${`% ${first}%`})`;
  const candidates = await readCandidates(
    ctx,
    sql.sql`SELECT c.id FROM contact c WHERE ${fits} AND c."endedAt" IS NULL AND c.id <> ${meant.contactId}::uuid AND c.id IN (
        SELECT i."contactId" FROM interaction i WHERE i."memberId" = ${ctx.member.id}::uuid AND i."removedAt" IS NULL
        UNION SELECT own.id FROM contact own WHERE own."ownerId" = ${ctx.member.id}::uuid) LIMIT ${mostLately}`,
  );
  return readRivals(ctx, candidates, text);
}

async function readRivals(ctx: Context, candidates: readonly Candidate[], text: SearchText): Promise<CustomerMatch[]> {
  const begun = begunWith(candidates, text).slice(0, mostChoices);
  return orderMatches(
    begun,
    await readSummaries(
      ctx,
      begun.map(({ contactId }) => contactId),
    ),
  );
}

/**
 * The same for a whole name. People leave the third word of a name out, so a longer name than the one typed is a rival
 * even where it is a stranger's, unless this member has talked with the bearer lately.
 */
async function findRivalsOfName(ctx: Context, reading: Reading, bearer: CustomerMatch): Promise<CustomerMatch[]> {
  const known = await findRivals(ctx, reading, bearer);
  const text = readSearchText(reading.customer, ctx.workspace.region);
  if (known.length > 0 || !text.name || (await hasTalkedLately(ctx, bearer.contactId))) return known;
  const { words } = text.name;
  const candidates = await readCandidates(
    ctx,
    sql.sql`SELECT id FROM search_contacts_by_words(${words}::text[], false, ${mostLonger}) id WHERE id <> ${bearer.contactId}::uuid`,
  );
  // Whole words: nobody cuts a stranger's name short, and "Laras Ayu" is no Ayu Larasati.
  const longer = candidates.filter(({ searchKey }) => {
    const all = searchKey.split(" ");
    return words.every((word) => all.includes(word));
  });
  return readRivals(ctx, longer, text);
}

async function hasTalkedLately(ctx: Context, contactId: string): Promise<boolean> {
  const since = new Date(ctx.now.getTime() - recentDays * 86_400_000);
  const [talk] = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT i.id FROM interaction i
    WHERE i."contactId" = ${contactId}::uuid AND i."memberId" = ${ctx.member?.id ?? null}::uuid AND i."removedAt" IS NULL
      AND i."happenedAt" >= ${since} AND ${isTalkRow} LIMIT 1`;
  return talk !== undefined;
}

/**
 * The first reading, the longest name first, of which every word agrees with somebody; where none does, the one that is
 * the most alike: a longer guess would take words of the note for the mistyped end of a name, and lose them.
 */
async function judgeAll(entry: ParsedEntry, last: Reading, find: Find): Promise<Resolution | null> {
  const tried = [last, ...entry.readings.filter(({ guessed }) => guessed)];
  let alike: { reading: Reading; matches: CustomerMatch[]; score: number } | null = null;
  for (const reading of tried) {
    const matches = await find(reading);
    const score = matches[0]?.score ?? 0;
    if (score >= wholeAgreement) return judge(reading, matches);
    if (score > (alike?.score ?? 0)) alike = { reading, matches, score };
  }
  return alike && judge(alike.reading, alike.matches);
}

function judge(reading: Reading, matches: CustomerMatch[]): Resolution | null {
  const begun = matches.filter(({ matchedBy }) => matchedBy === "prefix" || matchedBy === "name");
  // Where somebody has the name, whoever has one like it ("Rudi" for "budi") is not worth asking about.
  const worth = begun.length > 0 ? matches.filter(({ matchedBy }) => matchedBy !== "fuzzy") : matches;
  const [first, second] = worth;
  if (!first) return null;
  if (!second || (begun.length <= 1 && first.score - second.score >= clearLead)) {
    return { kind: "probable", reading, match: first };
  }
  return { kind: "several", reading, matches: worth.slice(0, mostChoices) };
}
