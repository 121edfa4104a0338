import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { type CustomerMatch, cap } from "./customer-match.ts";
import { orderMatches, type PointHit, type Ranked, rankCandidates } from "./rank-customers.ts";
import { type Candidate, mostOwnEntries, readCandidates } from "./read-candidates.ts";
import { readSearchText, type SearchText } from "./read-search-text.ts";
import { readSummaries } from "./read-summaries.ts";

type NameText = NonNullable<SearchText["name"]>;

/** Candidates of each kind that are compared; the index gives them in no useful order, ranking does. */
const mostCandidates = 200;
/** With fewer than these, the text may be mistyped, or be a company's name. */
const enough = 3;

/**
 * The customers that a text may mean, the likeliest first: by e-mail or part of it, by phone in any spelling or its last
 * four digits, by name (in any order, in part, as it sounds, mistyped, without accents or in another script), by company,
 * or by both; the order is told in docs/search.md. A text that is certain ("exact") gives only what it is certain of.
 * Earlier addresses find their contact too, without certainty.
 * @param options.limit 10 unless said otherwise, 100 at most
 * @param options.exactOnly looks no further than for what is certain
 * @throws Refusal not_permitted
 */
export async function findCustomers(
  ctx: Context,
  text: string,
  options: { limit?: number; exactOnly?: boolean } = {},
): Promise<CustomerMatch[]> {
  await allow(ctx, "customers:read");
  const { exactOnly = false } = options;
  const limit = cap(options.limit, 10);
  const read = readSearchText(text, ctx.workspace.region);
  const ranked = onlyCertain(
    read.name ? await rankByName(ctx, read, read.name, { limit, exactOnly }) : await rankByPoint(ctx, read, exactOnly),
    exactOnly,
  );
  // Equals at the cut are put in order by talk, for which some more of them are read than are wanted.
  const best = ranked.slice(0, limit * 2 + 10);
  const summaries = await readSummaries(
    ctx,
    best.map(({ contactId }) => contactId),
  );
  return orderMatches(best, summaries).slice(0, limit);
}

/** What is certain makes the rest noise: who types a whole name means one of its bearers. */
function onlyCertain(ranked: Ranked[], exactOnly: boolean): Ranked[] {
  const certain = ranked.filter((one) => one.exact);
  return exactOnly || certain.length > 0 ? certain : ranked;
}

async function rankByPoint(ctx: Context, text: SearchText, exactOnly: boolean): Promise<Ranked[]> {
  const whole = text.email ?? text.phone;
  const hits = new Map<string, PointHit>();
  if (whole !== null) {
    const found = await queryPoints(ctx, text.email === null ? "phone" : "email", whole);
    for (const hit of found) hits.set(hit.contactId, hit);
  }
  if (![...hits.values()].some((hit) => hit.whole)) {
    if (exactOnly) return [];
    for (const hit of await queryPartPoints(ctx, text)) if (!hits.has(hit.contactId)) hits.set(hit.contactId, hit);
  }
  const candidates = await readCandidates(ctx, sql.sql`SELECT unnest(${[...hits.keys()]}::uuid[]) AS id`);
  return rankCandidates(candidates, text, hits);
}

async function rankByName(
  ctx: Context,
  text: SearchText,
  name: NameText,
  { limit, exactOnly }: { limit: number; exactOnly: boolean },
): Promise<Ranked[]> {
  const oneWord = name.words.length === 1;
  if (!oneWord || exactOnly) {
    const exact = rankCandidates(await readCandidates(ctx, exactly(name)), text).filter((one) => one.exact);
    // The only bearer of a name of one word may still not be the only one meant by it: those near it tell.
    if (oneWord ? exact.length === 0 : exactOnly || exact.length > 0) return exact;
  }
  const near = await readCandidates(ctx, nearly(name));
  const ranked = rankCandidates(near, text);
  if (exactOnly || ranked.some((one) => one.exact) || ranked.length >= Math.min(enough, limit)) return ranked;
  const hits = new Map((await queryPartPoints(ctx, text)).map((hit) => [hit.contactId, hit]));
  const remote = await readCandidates(ctx, remotely(name, [...hits.keys()]));
  const all = new Map([...near, ...remote].map((candidate) => [nameOf(candidate), candidate]));
  const found = rankCandidates([...all.values()], text, hits);
  if (found.length >= Math.min(enough, limit)) return found;
  // The dearest look comes last: likeness by trigrams goes through much of a large base.
  for (const one of await readCandidates(ctx, vaguely(name))) all.set(nameOf(one), one);
  return rankCandidates([...all.values()], text, hits);
}

/** A contact under one of the names that it is found by. */
function nameOf({ contactId, searchKey }: Candidate): string {
  return `${contactId} ${searchKey}`;
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
    FROM contact_point p LEFT JOIN contact c ON c."companyId" = p."companyId"
    WHERE p.kind = ${kind} AND p.normal = ${normal} AND coalesce(p."contactId", c.id) IS NOT NULL
    GROUP BY 1, 2 LIMIT ${mostCandidates}`;
}

/** One's own contacts first: in a large base the last four digits are many people's. */
async function queryPartPoints(ctx: Context, text: SearchText): Promise<(PointHit & { contactId: string })[]> {
  const { emailPrefix, emailPart, phonePrefixes, phoneTail } = text;
  if (emailPrefix === null && emailPart === null && phonePrefixes.length === 0 && phoneTail === null) return [];
  return ctx.tx.$queryRaw`
    SELECT id AS "contactId", 'email' AS by, false AS whole FROM search_points_by_prefix('email', ${emailPrefix ?? ""}, ${mostCandidates}) id
    UNION SELECT id, 'email', false FROM search_emails_containing(${emailPart ?? ""}, ${mostCandidates}) id
    UNION SELECT id, 'phone', false FROM unnest(${phonePrefixes}::text[]) beginning, search_points_by_prefix('phone', beginning, ${mostCandidates}) id
    UNION SELECT id, 'phone', false FROM search_phones_by_tail(${phoneTail ?? ""}, ${mostCandidates}) id
    UNION SELECT p."contactId", p.kind, false FROM (
      SELECT DISTINCT "contactId" FROM (
        SELECT "contactId" FROM interaction WHERE "memberId" = ${ctx.member?.id ?? null}::uuid AND "removedAt" IS NULL
        ORDER BY "createdAt" DESC LIMIT ${mostOwnEntries}) lately) own
      JOIN contact_point p ON p."contactId" = own."contactId"
      WHERE (p.kind = 'email' AND strpos(p.normal, ${emailPart}) > 0)
         OR (p.kind = 'phone' AND (right(p.normal, length(${phoneTail}::text)) = ${phoneTail}
             OR EXISTS (SELECT FROM unnest(${phonePrefixes}::text[]) beginning WHERE starts_with(p.normal, beginning))))`;
}

/** The whole name in any order, or just as it is written, a degree without its comma too. */
function exactly({ key, folded }: NameText): sql.Sql {
  return sql.sql`
    (SELECT id FROM contact WHERE ("nameKey" = ${key} OR "searchKey" = ${folded}) AND "endedAt" IS NULL LIMIT ${mostCandidates})
    UNION ALL (SELECT id FROM contact WHERE "nameKey" = ${key} AND "mergedIntoId" IS NOT NULL LIMIT ${mostCandidates})`;
}

/** The whole name, its beginning, all words, the same sound, the whole company, and whom the member has dealt with lately. */
function nearly(name: NameText): sql.Sql {
  return sql.sql`
    (${exactly(name)})
    UNION SELECT id FROM search_contacts_by_prefix(${name.folded}, ${mostCandidates}) id
    UNION SELECT id FROM search_contacts_by_words(${name.words}::text[], false, ${mostCandidates}) id
    UNION SELECT id FROM search_contacts_by_tokens(${name.words}::text[], 'sound', ${mostCandidates}) id
    UNION SELECT id FROM search_contacts_by_tokens(${name.words}::text[], 'bones', ${mostCandidates}) id
    UNION SELECT * FROM (SELECT c.id FROM company co JOIN contact c ON c."companyId" = co.id AND c."endedAt" IS NULL
      WHERE co."nameKey" = ${name.companyKey} AND co."endedAt" IS NULL LIMIT ${mostCandidates}) of_company
    UNION SELECT id FROM own`;
}

/** By a name that a merged one had; by company in part; by name and company ("budi contoh"); mistyped by one letter; words anywhere; by part of an address. */
function remotely({ words, companyKey }: NameText, holders: readonly string[]): sql.Sql {
  const long = words.filter((word) => word.length > 2);
  return sql.sql`
    SELECT * FROM (SELECT c.id FROM search_companies(${companyKey.split(" ")}::text[], false, 50) co(id)
      JOIN contact c ON c."companyId" = co.id AND c."endedAt" IS NULL LIMIT ${mostCandidates}) of_company
    UNION SELECT id FROM search_contacts_at_companies(${words}::text[], ${mostCandidates}) id
    UNION SELECT id FROM search_contacts_by_tokens(${words}::text[], 'typo', ${mostCandidates}) id
    UNION SELECT id FROM search_contacts_by_words(${long}::text[], true, 50) id
    UNION SELECT * FROM (SELECT id FROM contact WHERE "mergedIntoId" IS NOT NULL AND NOT EXISTS (
      SELECT FROM unnest(${words}::text[]) word WHERE strpos(' ' || "searchKey", ' ' || word) = 0) LIMIT ${mostCandidates}) merged
    UNION SELECT unnest(${holders}::uuid[])`;
}

/** Alike by trigrams: several slips, a blank too many or too few, a company's name mistyped. */
function vaguely({ words, companyKey }: NameText): sql.Sql {
  const plain = words.join(" ");
  return sql.sql`
    SELECT id FROM search_contacts_alike(${plain.length > 2 ? plain : ""}, 50) id
    UNION SELECT * FROM (SELECT c.id FROM (
      SELECT id FROM search_companies(${companyKey.split(" ")}::text[], true, 20) id
      UNION SELECT id FROM unnest(${swapped(words)}::text[]) word, search_companies(ARRAY[word], false, 20) id) co
      JOIN contact c ON c."companyId" = co.id AND c."endedAt" IS NULL LIMIT ${mostCandidates}) of_company`;
}

/** Trigrams do not see "bdui" in "budi": each pair of neighbours of a short single word, changed round. */
function swapped(words: readonly string[]): string[] {
  const [word] = words;
  if (word === undefined || words.length > 1 || word.length < 3 || word.length > 8) return [];
  const all = Array.from(
    { length: word.length - 1 },
    (_, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
  );
  return all.filter((one) => one !== word);
}
