import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import type { TicketOnCard } from "./get-card-ticket.ts";
import { selectTickets } from "./select-tickets.ts";
import { type TicketSummary, unsolvedStates } from "./ticket.ts";

/** What of one's own tickets needs one today. */
export interface OwnTickets {
  /** late, or three quarters of their time used: due first */
  atRisk: TicketOnCard[];
  /** waiting for the customer; those that have come back first */
  waiting: TicketOnCard[];
  /** of all that one has and that are not solved */
  open: number;
  /** that nobody has, in one's departments */
  free: number;
}

/** @throws Refusal not_permitted */
export async function listOwnTickets(ctx: Context, limit: number): Promise<OwnTickets> {
  await allow(ctx, "tickets:read");
  const own = sql.sql`t."assigneeId" = ${ctx.member?.id ?? null}::uuid`;
  const atRisk = await selectTickets(
    ctx,
    sql.sql`WHERE ${own} AND t.state IN ('new', 'open') AND ${runsOut(ctx)} ORDER BY t."dueAt", t.number LIMIT ${limit}`,
  );
  const waiting = await selectTickets(
    ctx,
    sql.sql`WHERE ${own} AND t.state = 'waiting' ORDER BY t."wokenAt" IS NULL, t."wakeAt", t.number LIMIT ${limit}`,
  );
  const departments = ctx.member?.departments ?? [];
  const [count] = await ctx.tx.$queryRaw<{ open: number; free: number }[]>`
    SELECT count(*) FILTER (WHERE ${own})::int AS open,
      count(*) FILTER (WHERE t."assigneeId" IS NULL AND (${departments.length === 0} OR t.department = ANY(${departments})))::int AS free
    FROM ticket t WHERE t.state IN (${sql.join([...unsolvedStates])})`;
  return {
    atRisk: atRisk.map((ticket) => ({ ...ticket, dueSoon: true })),
    waiting: waiting.map((ticket) => ({ ...ticket, dueSoon: false })),
    open: count?.open ?? 0,
    free: count?.free ?? 0,
  };
}

/** The same tickets, each with whether its time is running out. @throws Refusal not_permitted */
export async function listWithRisk(ctx: Context, tickets: readonly TicketSummary[]): Promise<TicketOnCard[]> {
  await allow(ctx, "tickets:read");
  if (tickets.length === 0) return [];
  const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM ticket t WHERE t.id = ANY(${tickets.map(({ id }) => id)}::uuid[]) AND ${runsOut(ctx)}`;
  const soon = new Set(rows.map(({ id }) => id));
  return tickets.map((ticket) => ({ ...ticket, dueSoon: soon.has(ticket.id) }));
}

/** Whether the time of ticket `t` runs out: late, or three quarters of it used. */
export function runsOut(ctx: Context): sql.Sql {
  return sql.sql`EXISTS (SELECT FROM ticket_clock k WHERE k."ticketId" = t.id AND k."stoppedAt" IS NULL
    AND k."dueAt" IS NOT NULL AND k."warnAt" <= ${ctx.now})`;
}
