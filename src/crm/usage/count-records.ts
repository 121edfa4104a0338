import { type Context, sql } from "../../db/context.ts";
import { silentKinds } from "../tickets/ticket.ts";
import { type Days, dayRuns, dayWithin, eachDay, runRows, widest } from "./local-days.ts";

/** What one person recorded in a period, from the entries, tickets and quotes themselves. */
export interface Records {
  memberId: string;
  /** the days of theirs on which they recorded anything: an entry of that day, something done with a ticket or a quote */
  days: string[];
  calls: number;
  emails: number;
  meetings: number;
  visits: number;
  /** notes and entries that speak of a quote */
  others: number;
  /** how many different customers the entries are about */
  customers: number;
  /** how many different kinds of entries */
  types: number;
  /** of calls: those that say what came of them */
  callsWithOutcome: number;
  /** entries with any words, and how many characters those have together */
  withNote: number;
  noteLength: number;
  /** entries from which a task follows */
  withNextStep: number;
  ticketsSolved: number;
  quotesSent: number;
  /** of those that they answer for, whoever decided them */
  quotesWon: number;
  quotesLost: number;
  /** customers whose stage they moved on */
  moved: number;
}

/** Nothing at all. */
export const noRecords: Omit<Records, "memberId" | "days"> = {
  ...{ calls: 0, emails: 0, meetings: 0, visits: 0, others: 0, customers: 0, types: 0, callsWithOutcome: 0 },
  ...{ withNote: 0, noteLength: 0, withNextStep: 0, ticketsSolved: 0 },
  ...{ quotesSent: 0, quotesWon: 0, quotesLost: 0, moved: 0 },
};

/** What a ticket's own clockwork does is nobody's record, and neither is reading it. */
const notDone = sql.sql`(${sql.join([...silentKinds].filter((kind) => kind === "warned" || kind === "breached" || kind === "woken"))})`;

/** What is counted of an entry, as columns of `i`, to be added up. */
const counted = {
  ...{ calls: sql.sql`i.type = 'call'`, emails: sql.sql`i.type = 'email'`, meetings: sql.sql`i.type = 'meeting'` },
  ...{ visits: sql.sql`i.type = 'visit'`, notes: sql.sql`i.type = 'note'`, quotes: sql.sql`i.type = 'quote'` },
  callsWithOutcome: sql.sql`i.type = 'call' AND i.outcome IS NOT NULL`,
  withNote: sql.sql`i.note <> ''`,
  withNextStep: sql.sql`EXISTS (SELECT FROM task t WHERE t."interactionId" = i.id)`,
};

const named = (column: string): sql.Sql => sql.raw(`"${column}"`);

/**
 * What each person recorded on their own days of the period; whoever recorded nothing is not among them. Ten thousand people's entries are
 * added up by person and customer as they are read, and a person's days are bits of one string: nothing is sorted and nothing is kept a day.
 * @param memberIds only these people's; null: everybody's
 */
export async function countRecords(
  ctx: Context,
  period: Days,
  memberIds: readonly string[] | null = null,
): Promise<Map<string, Records>> {
  const zones = await ctx.tx.$queryRaw<{ zone: string }[]>`SELECT DISTINCT zone FROM member`;
  const runs = runRows(
    dayRuns(
      zones.map(({ zone }) => zone),
      period,
    ),
  );
  const all = eachDay(period);
  const { from, to } = widest(period);
  const whose = memberIds === null ? sql.empty : sql.sql`AND m.id = ANY(${[...memberIds]}::uuid[])`;
  const within = (at: sql.Sql) =>
    sql.sql`${at} >= ${from} AND ${at} < ${to} AND ${at} >= runs."from" AND ${at} < runs."to" ${whose}`;
  const onDay = (at: sql.Sql) =>
    sql.sql`bit_or(set_bit(${"0".repeat(all.length)}::varbit, ${dayWithin(at)} - ${period.from}::date, 1)) AS days`;
  const columns = Object.entries(counted);
  const each = columns.map(([column, is]) => sql.sql`count(*) FILTER (WHERE ${is}) AS ${named(column)}`);
  const sums = columns.map(([column]) => sql.sql`sum(${named(column)})::int AS ${named(column)}`);
  // Sums of tens of thousands of people and customers go to the disk under the server's usual 4 MB, which takes twice as long.
  if (memberIds === null) await ctx.tx.$executeRaw`SELECT set_config('work_mem', '64MB', true)`;
  const rows = await ctx.tx.$queryRaw<Row[]>`
    WITH runs AS (SELECT * FROM ${runs}),
    entry AS (
      SELECT "memberId", bit_or(days) AS days, count(*)::int AS customers, sum("noteLength")::int AS "noteLength", ${sql.join(sums)}
      FROM (
        SELECT i."memberId", ${onDay(sql.sql`i."happenedAt"`)}, sum(length(i.note)) AS "noteLength", ${sql.join(each)}
        FROM interaction i JOIN member m ON m.id = i."memberId" JOIN runs ON runs.zone = m.zone
        WHERE i."removedAt" IS NULL AND ${within(sql.sql`i."happenedAt"`)} GROUP BY i."memberId", i."contactId") by_customer
      GROUP BY "memberId"),
    done AS (
      SELECT e."actorId" AS "memberId", ${onDay(sql.sql`e.at`)}
      FROM ticket_event e JOIN member m ON m.id = e."actorId" JOIN runs ON runs.zone = m.zone
      WHERE e.kind NOT IN ${notDone} AND ${within(sql.sql`e.at`)} GROUP BY 1),
    solved AS (
      SELECT t."solvedById" AS "memberId", count(*)::int AS solved
      FROM ticket t JOIN member m ON m.id = t."solvedById" JOIN runs ON runs.zone = m.zone
      WHERE t."duplicateOfId" IS NULL AND ${within(sql.sql`t."solvedAt"`)} GROUP BY 1),
    sent AS (
      SELECT q."memberId", ${onDay(sql.sql`q."sentAt"`)}, count(*)::int AS sent
      FROM quote q JOIN member m ON m.id = q."memberId" JOIN runs ON runs.zone = m.zone
      WHERE q."removedAt" IS NULL AND ${within(sql.sql`q."sentAt"`)} GROUP BY 1),
    decided AS (
      SELECT q."decidedById" AS "memberId", ${onDay(sql.sql`q."decidedAt"`)}
      FROM quote q JOIN member m ON m.id = q."decidedById" JOIN runs ON runs.zone = m.zone
      WHERE q."removedAt" IS NULL AND q.state <> 'open' AND ${within(sql.sql`q."decidedAt"`)} GROUP BY 1),
    closed AS (
      SELECT q."memberId", count(*) FILTER (WHERE q.state = 'won')::int AS won, count(*) FILTER (WHERE q.state = 'lost')::int AS lost
      FROM quote q JOIN member m ON m.id = q."memberId" JOIN runs ON runs.zone = m.zone
      WHERE q."removedAt" IS NULL AND q.state <> 'open' AND ${within(sql.sql`q."decidedAt"`)} GROUP BY 1),
    moved AS (
      SELECT s."byId" AS "memberId", count(DISTINCT s."contactId")::int AS moved
      FROM stage_change s JOIN member m ON m.id = s."byId" JOIN runs ON runs.zone = m.zone
      WHERE s."fromStage" IS NOT NULL AND ${within(sql.sql`s.at`)} GROUP BY 1),
    who AS (
      SELECT "memberId", bit_or(days)::text AS days FROM (
        SELECT "memberId", days FROM entry UNION ALL SELECT "memberId", days FROM done
        UNION ALL SELECT "memberId", days FROM sent UNION ALL SELECT "memberId", days FROM decided
        UNION ALL SELECT "memberId", NULL FROM solved UNION ALL SELECT "memberId", NULL FROM closed
        UNION ALL SELECT "memberId", NULL FROM moved) any_of
      GROUP BY 1)
    SELECT w."memberId", coalesce(w.days, '') AS days, e.customers, e."noteLength", ${sql.join(columns.map(([column]) => sql.sql`e.${named(column)}`))},
      s.solved AS "ticketsSolved", n.sent AS "quotesSent", d.won AS "quotesWon", d.lost AS "quotesLost", v.moved
    FROM who w LEFT JOIN entry e USING ("memberId") LEFT JOIN solved s USING ("memberId") LEFT JOIN sent n USING ("memberId")
      LEFT JOIN closed d USING ("memberId") LEFT JOIN moved v USING ("memberId")`;
  return new Map(rows.map((row) => [row.memberId, recordsOf(row, all)]));
}

type Sums = Omit<Records, "memberId" | "days" | "others" | "types"> & { notes: number; quotes: number };
/** `days`: a digit for each day of the period, 1 where anything was recorded; "": nothing was, on no day. */
type Row = { memberId: string; days: string } & { [Key in keyof Sums]: Sums[Key] | null };

function recordsOf({ memberId, days, notes, quotes, ...row }: Row, all: readonly string[]): Records {
  const records: Records = { ...noRecords, memberId, days: all.filter((_, at) => days[at] === "1") };
  for (const key of Object.keys(row) as (keyof typeof row)[]) records[key] = row[key] ?? 0;
  const { calls, emails, meetings, visits } = records;
  records.others = (notes ?? 0) + (quotes ?? 0);
  records.types = [calls, emails, meetings, visits, notes, quotes].filter(Boolean).length;
  return records;
}
