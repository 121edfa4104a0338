import { type Context, sql } from "../../../db/context.ts";
import { allow } from "../../access/permission.ts";
import { unsolvedStates } from "../ticket.ts";
import { lettersOf, likeness, stemsOf } from "./ticket-words.ts";

/** A ticket that is like what was asked about. */
export interface SimilarTicket {
  id: string;
  number: number;
  subject: string;
  /** what helped; null: not solved yet */
  fix: string | null;
  solvedAt: Date | null;
  solvedBy: { memberId: string; slackUserId: string; name: string } | null;
  category: string | null;
  priority: string;
  /** 0 to 1: which share of what the subject asked about says, rare words counting more, this ticket says too */
  covers: number;
  /** 0 to 1: how alike the letters of the two subjects are */
  looksAlike: number;
  /** what they are ordered by; 1 is the ticket that shares the most words */
  score: number;
}

export interface Likeness {
  subject: string;
  text: string;
}

/** The usual constants of BM25 (Robertson and Zaragoza, "The probabilistic relevance framework: BM25 and beyond", 2009). */
const saturation = 1.2;
const lengthWeight = 0.75;
/** The rarest words of a long text decide; the rest only cost time. */
const mostWords = 32;
/** What is looked at once more by its letters. */
const candidates = 50;
/** How much the letters of the subject count beside its words; of 0.4 to 1.2 all did about as well (docs/retrieval.md). */
const letterWeight = 0.6;
/**
 * Below either of these nothing is said. What is misspelt covers little and looks alike, what is put in another way looks
 * less alike and covers more: so it is their sum that counts. At these values seven of eight tickets shown on the public
 * set were right ones, and one or two of a hundred questions from another field altogether were shown anything.
 */
const least = { together: 0.75, looksAlike: 0.25 };

interface Row {
  solved: boolean;
  id: string;
  number: number;
  subject: string;
  fix: string | null;
  solvedAt: Date | null;
  solverId: string | null;
  solverSlackId: string | null;
  solverName: string | null;
  category: string | null;
  priority: string;
  words: number;
  covered: number;
  information: number;
}

/** Tickets like one that is asked about, the most alike first. */
export interface AlikeTickets {
  /** solved ones, each with its fix */
  solved: SimilarTicket[];
  /** nobody has solved them yet: duplicates, or one outage */
  unsolved: SimilarTicket[];
}

type Question = Likeness & { exceptId?: string | null };

/** Solved tickets that are enough like a new one for their fix to be worth reading, the most alike first. */
export async function findSimilarTickets(ctx: Context, input: Question & { limit: number }): Promise<SimilarTicket[]> {
  return (await findAlikeTickets(ctx, input)).solved.slice(0, input.limit);
}

/** Tickets nobody has solved yet that say the same: duplicates, or one outage. */
export async function findAlikeUnsolved(ctx: Context, input: Question & { limit: number }): Promise<SimilarTicket[]> {
  return (await findAlikeTickets(ctx, input)).unsolved.slice(0, input.limit);
}

/** Both in one search. */
export async function findAlikeTickets(ctx: Context, question: Question): Promise<AlikeTickets> {
  const { solved, unsolved } = await rankTickets(ctx, question);
  return { solved: solved.filter(isAlike), unsolved: unsolved.filter(isAlike) };
}

/**
 * Tickets in the order of their likeness to a text, fifty of each kind, none left out for being little alike: BM25 over the
 * subject plus BM25 over subject, text and fix together, each word reduced to its stem; then once more by the letters of
 * their subjects, which find again what was misspelt. docs/retrieval.md has the figures.
 */
export async function rankTickets(ctx: Context, { subject, text, exceptId = null }: Question): Promise<AlikeTickets> {
  await allow(ctx, "tickets:read");
  const asked = askedWords(subject, text);
  const rows = asked.length > 0 ? await readRows(ctx, asked, exceptId) : [];
  const letters = lettersOf(subject);
  return {
    solved: order(
      rows.filter(({ solved }) => solved),
      letters,
    ),
    unsolved: order(
      rows.filter(({ solved }) => !solved),
      letters,
    ),
  };
}

function order(rows: readonly Row[], letters: ReadonlySet<string>): SimilarTicket[] {
  const best = Math.max(...rows.map(({ words }) => words));
  return rows
    .map(({ solved: _, solverId, solverSlackId, solverName, words, covered, information, ...ticket }) => {
      const looksAlike = likeness(letters, lettersOf(ticket.subject));
      return {
        ...ticket,
        solvedBy:
          solverId && solverSlackId && solverName
            ? { memberId: solverId, slackUserId: solverSlackId, name: solverName }
            : null,
        covers: information > 0 ? covered / information : 0,
        looksAlike,
        score: words / best + letterWeight * looksAlike,
      };
    })
    .sort((a, b) => b.score - a.score || b.number - a.number);
}

function isAlike({ covers, looksAlike }: SimilarTicket): boolean {
  return covers + looksAlike >= least.together && looksAlike >= least.looksAlike;
}

interface AskedWord {
  word: string;
  times: number;
  inSubject: boolean;
}

function askedWords(subject: string, text: string): AskedWord[] {
  const words = new Map<string, AskedWord>();
  const count = (stems: readonly string[], inSubject: boolean) => {
    for (const word of stems) {
      const known = words.get(word) ?? { word, times: 0, inSubject };
      words.set(word, { ...known, times: known.times + 1 });
    }
  };
  const inSubject = stemsOf(subject);
  count(inSubject, true);
  count(stemsOf(text), inSubject.length === 0);
  return [...words.values()];
}

function readRows(ctx: Context, asked: readonly AskedWord[], exceptId: string | null): Promise<Row[]> {
  const unsolved = sql.sql`t.state IN (${sql.join([...unsolvedStates])})`;
  return ctx.tx.$queryRaw<Row[]>`
    WITH corpus AS MATERIALIZED (
      SELECT count(*)::float8 AS tickets, avg("subjectLength")::float8 AS subject_mean, avg("allLength")::float8 AS all_mean
      FROM ticket_length
    ), weighed AS MATERIALIZED (
      SELECT asked.*, known.inside, ${rarity("known.inside")} AS rarity, ${rarity("known.subjects")} AS subject_rarity
      FROM unnest(
        ${asked.map(({ word }) => word)}::text[],
        ${asked.map(({ times }) => times)}::float8[],
        ${asked.map(({ inSubject }) => inSubject)}::bool[]
      ) AS asked (word, times, in_subject), corpus, LATERAL (
        SELECT count(*)::float8 AS inside, count(*) FILTER (WHERE k."inSubject" > 0)::float8 AS subjects
        FROM ticket_word k WHERE k.word = asked.word
      ) known
    ), chosen AS MATERIALIZED (
      SELECT * FROM weighed WHERE inside > 0 ORDER BY in_subject DESC, rarity DESC, word LIMIT ${mostWords}
    ), scored AS MATERIALIZED (
      SELECT k."ticketId" AS id,
        sum(times * (subject_rarity * ${saturated(`"inSubject"`, `"subjectLength"`, "subject_mean")}
          + rarity * ${saturated(`"inAll"`, `"allLength"`, "all_mean")})) AS words,
        coalesce(sum(rarity) FILTER (WHERE in_subject), 0) AS covered
      FROM chosen JOIN ticket_word k ON k.word = chosen.word CROSS JOIN corpus
      GROUP BY k."ticketId"
    )
    SELECT t.id, t.number, t.subject, t.fix, t."solvedAt", t.category, t.priority, t.solved, t.words, t.covered,
      m.id AS "solverId", m."slackUserId" AS "solverSlackId", m.name AS "solverName",
      (SELECT coalesce(sum(rarity), 0) FROM weighed WHERE in_subject) AS information
    FROM (
      SELECT t.*, NOT ${unsolved} AS solved, scored.words, scored.covered,
        row_number() OVER (PARTITION BY ${unsolved} ORDER BY scored.words DESC, t.number DESC) AS place
      FROM scored JOIN ticket t ON t.id = scored.id
      WHERE (${unsolved} OR t.fix IS NOT NULL) AND (${exceptId}::uuid IS NULL OR t.id <> ${exceptId}::uuid)
    ) t LEFT JOIN member m ON m.id = t."solvedById"
    WHERE t.place <= ${candidates}`;
}

/** BM25's weight of a word that stands in so many tickets: positive whatever the number. */
function rarity(inside: string) {
  return sql.sql`ln(1 + (corpus.tickets - ${sql.raw(inside)} + 0.5) / (${sql.raw(inside)} + 0.5))`;
}

/** BM25's weight of a word that stands in a ticket so many times. */
function saturated(times: string, length: string, mean: string) {
  const count = sql.raw(`k.${times}::float8`);
  return sql.sql`${count} * ${saturation + 1}::float8 / (${count} + ${saturation}::float8 *
    (1 - ${lengthWeight}::float8 + ${lengthWeight}::float8 * k.${sql.raw(length)} / greatest(corpus.${sql.raw(mean)}, 1)))`;
}
