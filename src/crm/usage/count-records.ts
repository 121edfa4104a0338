import { type Context, sql } from "../../db/context.ts";
import { silentKinds } from "../tickets/ticket.ts";
import { type Days, dayRuns, dayWithin, runRows, widest } from "./local-days.ts";

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

/**
 * What each person recorded on their own days of the period; whoever recorded nothing is not among them.
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
  const { from, to } = widest(period);
  const whose = memberIds === null ? sql.empty : sql.sql`AND m.id = ANY(${[...memberIds]}::uuid[])`;
  const within = (at: sql.Sql) =>
    sql.sql`${at} >= ${from} AND ${at} < ${to} AND ${at} >= runs."from" AND ${at} < runs."to" ${whose}`;
  const rows = await ctx.tx.$queryRaw<Records[]>`
    WITH runs AS (SELECT * FROM ${runs}),
    entry AS (
      SELECT i.id, i."memberId", i.type, i.outcome, i.note, i."contactId", ${dayWithin(sql.sql`i."happenedAt"`)} AS day
      FROM interaction i JOIN member m ON m.id = i."memberId" JOIN runs ON runs.zone = m.zone
      WHERE i."removedAt" IS NULL AND ${within(sql.sql`i."happenedAt"`)}),
    done AS (
      SELECT e."actorId" AS "memberId", e.kind, ${dayWithin(sql.sql`e.at`)} AS day, e."ticketId"
      FROM ticket_event e JOIN member m ON m.id = e."actorId" JOIN runs ON runs.zone = m.zone
      WHERE e.kind NOT IN ${notDone} AND ${within(sql.sql`e.at`)}),
    solved AS (
      SELECT t."solvedById" AS "memberId" FROM ticket t JOIN member m ON m.id = t."solvedById" JOIN runs ON runs.zone = m.zone
      WHERE t."duplicateOfId" IS NULL AND ${within(sql.sql`t."solvedAt"`)}),
    sent AS (
      SELECT q."memberId", ${dayWithin(sql.sql`q."sentAt"`)} AS day
      FROM quote q JOIN member m ON m.id = q."memberId" JOIN runs ON runs.zone = m.zone
      WHERE q."removedAt" IS NULL AND ${within(sql.sql`q."sentAt"`)}),
    decided AS (
      SELECT q."decidedById" AS "memberId", ${dayWithin(sql.sql`q."decidedAt"`)} AS day
      FROM quote q JOIN member m ON m.id = q."decidedById" JOIN runs ON runs.zone = m.zone
      WHERE q."removedAt" IS NULL AND q.state <> 'open' AND ${within(sql.sql`q."decidedAt"`)}),
    closed AS (
      SELECT q."memberId", q.state FROM quote q JOIN member m ON m.id = q."memberId" JOIN runs ON runs.zone = m.zone
      WHERE q."removedAt" IS NULL AND q.state <> 'open' AND ${within(sql.sql`q."decidedAt"`)}),
    moved AS (
      SELECT s."byId" AS "memberId", s."contactId"
      FROM stage_change s JOIN member m ON m.id = s."byId" JOIN runs ON runs.zone = m.zone
      WHERE s."fromStage" IS NOT NULL AND ${within(sql.sql`s.at`)}),
    days AS (
      SELECT "memberId", day FROM entry UNION SELECT "memberId", day FROM done
      UNION SELECT "memberId", day FROM sent UNION SELECT "memberId", day FROM decided),
    who AS (SELECT "memberId" FROM days UNION SELECT "memberId" FROM solved UNION SELECT "memberId" FROM closed
      UNION SELECT "memberId" FROM moved)
    SELECT w."memberId",
      coalesce(a.days, '{}') AS days,
      e.calls, e.emails, e.meetings, e.visits, e.others, e.customers, e.types, e."callsWithOutcome", e."withNote",
      e."noteLength", e."withNextStep",
      coalesce(s.solved, 0) AS "ticketsSolved", coalesce(n.sent, 0) AS "quotesSent", coalesce(d.won, 0) AS "quotesWon",
      coalesce(d.lost, 0) AS "quotesLost", coalesce(v.moved, 0) AS moved
    FROM who w
    LEFT JOIN (SELECT "memberId" AS of, array_agg(day::text ORDER BY day) AS days FROM days GROUP BY 1) a ON a.of = w."memberId"
    LEFT JOIN (
      SELECT "memberId" AS of, count(*) FILTER (WHERE type = 'call')::int AS calls,
        count(*) FILTER (WHERE type = 'email')::int AS emails, count(*) FILTER (WHERE type = 'meeting')::int AS meetings,
        count(*) FILTER (WHERE type = 'visit')::int AS visits, count(*) FILTER (WHERE type IN ('note', 'quote'))::int AS others,
        count(DISTINCT "contactId")::int AS customers, count(DISTINCT type)::int AS types,
        count(*) FILTER (WHERE type = 'call' AND outcome IS NOT NULL)::int AS "callsWithOutcome",
        count(*) FILTER (WHERE note <> '')::int AS "withNote", coalesce(sum(length(note)), 0)::int AS "noteLength",
        count(*) FILTER (WHERE EXISTS (SELECT FROM task t WHERE t."interactionId" = entry.id))::int AS "withNextStep"
      FROM entry GROUP BY 1) e ON e.of = w."memberId"
    LEFT JOIN (SELECT "memberId" AS of, count(*)::int AS solved FROM solved GROUP BY 1) s ON s.of = w."memberId"
    LEFT JOIN (SELECT "memberId" AS of, count(*)::int AS sent FROM sent GROUP BY 1) n ON n.of = w."memberId"
    LEFT JOIN (SELECT "memberId" AS of, count(*) FILTER (WHERE state = 'won')::int AS won,
        count(*) FILTER (WHERE state = 'lost')::int AS lost FROM closed GROUP BY 1) d ON d.of = w."memberId"
    LEFT JOIN (SELECT "memberId" AS of, count(DISTINCT "contactId")::int AS moved FROM moved GROUP BY 1) v ON v.of = w."memberId"`;
  return new Map(
    rows.map((row) => {
      const told = Object.entries(row).filter(([, value]) => value !== null);
      return [row.memberId, { ...noRecords, ...Object.fromEntries(told) } as Records];
    }),
  );
}
