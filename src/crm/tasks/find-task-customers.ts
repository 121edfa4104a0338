import { eng, ind } from "stopword";
import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import type { CustomerSummary } from "../customers/customer-match.ts";
import { foldName } from "../customers/fold-name.ts";
import { readCandidates } from "../customers/read-candidates.ts";
import { readSummaries } from "../customers/read-summaries.ts";

/** Words of a task that are looked at; whoever it is about is named among the first. */
const mostWords = 40;
/** Words that the name of somebody one has not dealt with must have to be found in a sentence. */
const wordsOfName = [2, 3, 4];
/** How far back one's own customers are looked for. */
const recentDays = 90;
/** People whom one member can have dealt with in that time. */
const mostOwn = 1000;
/** As many as a question offers. */
const mostChoices = 4;
const shortestWord = 3;
/** "Will", "may" and "dari" are words of a sentence before they are names. */
const common = new Set([...eng, ...ind]);

/**
 * The customers whom a task's words may name: whoever has a whole name that stands in them, and of one's own (talked with
 * in the last 90 days, with a task of one's own, or whose account one keeps) whoever has a name of which a word does. One: it
 * is about them. Several: it has to be asked.
 * @throws Refusal not_permitted
 */
export async function findTaskCustomers(ctx: Context, title: string): Promise<CustomerSummary[]> {
  await allow(ctx, "customers:read");
  const words = foldName(title)
    .split(" ")
    .filter((word) => word !== "")
    .slice(0, mostWords);
  if (words.length === 0 || !ctx.member) return [];
  const spans = wordsOfName.flatMap((count) =>
    words.slice(0, Math.max(0, words.length - count + 1)).map((_, from) => words.slice(from, from + count).join(" ")),
  );
  const since = new Date(ctx.now.getTime() - recentDays * 86_400_000);
  const me = ctx.member.id;
  const named =
    spans.length === 0
      ? []
      : await readCandidates(
          ctx,
          sql.sql`SELECT id FROM contact WHERE "searchKey" = ANY(${spans}::text[]) LIMIT ${mostOwn}`,
        );
  const own = await readCandidates(
    ctx,
    sql.sql`SELECT id FROM (
        SELECT i."contactId" AS id FROM interaction i
        WHERE i."memberId" = ${me}::uuid AND i."removedAt" IS NULL AND i."happenedAt" >= ${since}
        UNION SELECT c.id FROM contact c WHERE c."ownerId" = ${me}::uuid AND c."endedAt" IS NULL
        UNION SELECT t."contactId" FROM task t
        WHERE t."assigneeId" = ${me}::uuid AND t."doneAt" IS NULL AND t."droppedAt" IS NULL AND t."contactId" IS NOT NULL) mine
      LIMIT ${mostOwn}`,
  );
  const scores = new Map<string, number>();
  for (const { contactId, searchKey } of own) scores.set(contactId, longestRun(words, searchKey.split(" ")));
  for (const { contactId, searchKey } of named) scores.set(contactId, searchKey.split(" ").length);
  const best = Math.max(0, ...scores.values());
  if (best === 0) return [];
  const ids = [...scores].filter(([, score]) => score === best).map(([id]) => id);
  const summaries = await readSummaries(ctx, ids);
  const lately = ({ lastTalkedByMeAt, lastTalkedAt }: CustomerSummary) =>
    (lastTalkedByMeAt ?? lastTalkedAt)?.getTime() ?? 0;
  return summaries.toSorted((a, b) => lately(b) - lately(a) || a.name.localeCompare(b.name)).slice(0, mostChoices);
}

/** How many words of a name stand together in a text; a single one counts only if it can be nothing but a name. */
function longestRun(words: readonly string[], name: readonly string[]): number {
  let longest = 0;
  for (let from = 0; from < words.length; from++) {
    let to = from;
    while (to < words.length && name.includes(words[to] ?? "")) to++;
    const run = words.slice(from, to);
    const tells = run.some((word) => word.length >= shortestWord && !common.has(word));
    if (tells) longest = Math.max(longest, run.length);
  }
  return longest;
}
