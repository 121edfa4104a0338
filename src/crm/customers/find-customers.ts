import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { type CustomerMatch, cap } from "./customer-match.ts";
import { type PointHit, rankCustomers } from "./rank-customers.ts";
import { readSearchText, type SearchText } from "./read-search-text.ts";
import { readSummaries } from "./read-summaries.ts";

/** Candidates of each kind that are compared; the index gives them in no useful order, ranking does. */
const mostCandidates = 200;
/** With fewer than these, the text may be mistyped, or be a company's name. */
const enough = 3;
/** How far back into one's own talks a search looks, so that they are found among any number of namesakes. */
const mostOwnTalks = 100;

/**
 * The customers that a text may mean, the likeliest first: by e-mail, by phone in any spelling or its last four digits,
 * by name (in any order, in part, mistyped, without accents or in another script), by company, or by both. A text that
 * is certain ("exact") gives only what it is certain of. Earlier addresses find their contact too, without certainty.
 * @param options.limit 10 unless said otherwise, 100 at most
 * @throws Refusal not_permitted
 */
export async function findCustomers(
  ctx: Context,
  text: string,
  options: { limit?: number } = {},
): Promise<CustomerMatch[]> {
  await allow(ctx, "customers:read");
  const limit = cap(options.limit, 10);
  const read = readSearchText(text, ctx.workspace.region);
  return read.name ? findByName(ctx, read, limit) : (await findByPoint(ctx, read)).slice(0, limit);
}

async function findByPoint(ctx: Context, text: SearchText): Promise<CustomerMatch[]> {
  const whole = text.email ?? text.phone;
  const hits = new Map<string, PointHit>();
  if (whole !== null) {
    for (const hit of await queryPoints(ctx, text.email === null ? "phone" : "email", whole))
      hits.set(hit.contactId, hit);
  }
  if (![...hits.values()].some((hit) => hit.whole)) {
    for (const hit of await queryPartPoints(ctx, text)) if (!hits.has(hit.contactId)) hits.set(hit.contactId, hit);
  }
  const matches = rankCustomers(await readSummaries(ctx, [...hits.keys()]), text, hits);
  return onlyCertain(matches);
}

async function findByName(ctx: Context, text: SearchText, limit: number): Promise<CustomerMatch[]> {
  const near = withoutFalseCertainty(rankCustomers(await readSummaries(ctx, await queryNames(ctx, text)), text), text);
  if (near.some((match) => match.exact)) return onlyCertain(near).slice(0, limit);
  if (near.length >= Math.min(enough, limit)) return near.slice(0, limit);
  const ids = new Set([
    ...near.map((match) => match.contactId),
    ...(await queryCompanies(ctx, text)),
    ...(await queryNameAndCompany(ctx, text)),
    ...(await queryAlike(ctx, text)),
  ]);
  const all = withoutFalseCertainty(rankCustomers(await readSummaries(ctx, [...ids]), text), text);
  return all.slice(0, limit);
}

/** "budi" is the whole name of one customer and the first name of others: then it is no more certain than they are. */
function withoutFalseCertainty(matches: CustomerMatch[], text: SearchText): CustomerMatch[] {
  const oneWord = (text.name?.words.length ?? 0) < 2;
  return oneWord && matches.some(({ exact, matchedBy }) => !exact && (matchedBy === "prefix" || matchedBy === "words"))
    ? matches.map((match) => ({ ...match, exact: false }))
    : matches;
}

/** What is certain makes the rest noise: who types a whole name means one of its bearers. */
function onlyCertain(matches: CustomerMatch[]): CustomerMatch[] {
  const certain = matches.filter((match) => match.exact);
  return certain.length > 0 ? certain : matches;
}

/** Equality on text is leakproof, so that the index serves it behind the wall. */
async function queryPoints(
  ctx: Context,
  kind: "email" | "phone",
  normal: string,
): Promise<(PointHit & { contactId: string })[]> {
  return ctx.tx.$queryRaw`
    SELECT coalesce(p."contactId", c.id) AS "contactId", p.kind AS by,
           bool_or(p."validTo" IS NULL AND p."contactId" IS NOT NULL) AS whole
    FROM contact_point p LEFT JOIN contact c ON c."workspaceId" = p."workspaceId" AND c."companyId" = p."companyId"
    WHERE p.kind = ${kind} AND p.normal = ${normal} AND coalesce(p."contactId", c.id) IS NOT NULL
    GROUP BY 1, 2 LIMIT ${mostCandidates}`;
}

async function queryPartPoints(ctx: Context, text: SearchText): Promise<(PointHit & { contactId: string })[]> {
  return ctx.tx.$queryRaw`
    SELECT id AS "contactId", 'email' AS by, false AS whole FROM search_points_by_prefix('email', ${text.emailPrefix ?? ""}, ${mostCandidates}) id
    UNION SELECT id, 'phone', false FROM unnest(${text.phonePrefixes}::text[]) beginning, search_points_by_prefix('phone', beginning, ${mostCandidates}) id
    UNION SELECT id, 'phone', false FROM search_phones_by_tail(${text.phoneTail ?? ""}, ${mostCandidates}) id`;
}

/** The whole name in any order, its beginning, all words, and whom the member has talked with lately. */
async function queryNames(ctx: Context, text: SearchText): Promise<string[]> {
  const { folded, key, words } = text.name ?? { folded: "", key: "", words: [] };
  const found = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM (SELECT id FROM contact WHERE "nameKey" = ${key} AND "endedAt" IS NULL LIMIT ${mostCandidates}) exact
    UNION SELECT id FROM search_contacts_by_prefix(${folded}, ${mostCandidates}) id
    UNION SELECT id FROM search_contacts_by_words(${words}::text[], false, ${mostCandidates}) id
    UNION SELECT c.id FROM (
      SELECT DISTINCT "contactId" FROM (
        SELECT "contactId" FROM interaction WHERE "memberId" = ${ctx.member?.id ?? null}::uuid AND "removedAt" IS NULL
        ORDER BY "createdAt" DESC LIMIT ${mostOwnTalks}) lately) talk
      JOIN contact c ON c.id = talk."contactId" AND c."endedAt" IS NULL
      WHERE c."searchKey" LIKE ${`%${words[0] ?? ""}%`}`;
  return found.map(({ id }) => id);
}

async function queryCompanies(ctx: Context, text: SearchText): Promise<string[]> {
  const { companyKey, words } = text.name ?? { companyKey: "", words: [] };
  const found = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM (
      SELECT id FROM company WHERE "nameKey" = ${companyKey} AND "endedAt" IS NULL
      UNION SELECT id FROM search_companies(${companyKey === "" ? words : companyKey.split(" ")}::text[], true, 20) id
      UNION SELECT id FROM unnest(${swapped(words)}::text[]) word, search_companies(ARRAY[word], false, 20) id) co
    JOIN contact c ON c."companyId" = co.id AND c."endedAt" IS NULL
    LIMIT ${mostCandidates}`;
  return found.map(({ id }) => id);
}

/** "budi contoh": some of the words name the person and the others the company. */
async function queryNameAndCompany(ctx: Context, text: SearchText): Promise<string[]> {
  const words = text.name?.words ?? [];
  if (words.length < 2) return [];
  const found = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM (SELECT DISTINCT id FROM unnest(${words}::text[]) word, search_companies(ARRAY[word], false, 20) id) co
    JOIN contact c ON c."companyId" = co.id AND c."endedAt" IS NULL
    WHERE EXISTS (SELECT FROM unnest(${words}::text[]) word WHERE c."searchKey" LIKE word || '%' OR c."searchKey" LIKE '% ' || word || '%')
    LIMIT ${mostCandidates}`;
  return found.map(({ id }) => id);
}

/** Mistyped: alike by trigrams, or with words anywhere, or with two neighbouring letters changed round. */
async function queryAlike(ctx: Context, text: SearchText): Promise<string[]> {
  const words = text.name?.words ?? [];
  const plain = words.join(" ");
  if (plain.length < 3) return [];
  const found = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM search_contacts_alike(${plain}, 50) id
    UNION SELECT id FROM search_contacts_by_words(${words.filter((word) => word.length > 2)}::text[], true, 50) id
    UNION SELECT id FROM unnest(${swapped(words)}::text[]) word, search_contacts_by_words(ARRAY[word], false, 20) id`;
  return found.map(({ id }) => id);
}

/** Trigrams do not see "bdui" in "budi": each pair of neighbours of a short single word, changed round. */
function swapped(words: readonly string[]): string[] {
  const [word] = words;
  if (word === undefined || words.length > 1 || word.length < 3 || word.length > 8) return [];
  return Array.from(
    { length: word.length - 1 },
    (_, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
  ).filter((one) => one !== word);
}
