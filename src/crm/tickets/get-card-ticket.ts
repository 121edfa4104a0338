import { validate as isId } from "uuid";
import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { selectTickets } from "./select-tickets.ts";
import type { TicketEventKind, TicketSummary } from "./ticket.ts";

/** A ticket as its card shows it, with a sign when its time runs out. */
export interface TicketOnCard extends TicketSummary {
  /** three quarters of the time of a clock that runs are used */
  dueSoon: boolean;
}

/** @throws Refusal not_permitted, ticket_not_found */
export async function getCardTicket(ctx: Context, ticketId: string): Promise<TicketOnCard> {
  const [ticket] = await listCardTickets(ctx, [ticketId]);
  if (!ticket) throw new Refusal("ticket_not_found", {});
  return ticket;
}

/** Those of them that are there, due first. @throws Refusal not_permitted */
export async function listCardTickets(ctx: Context, ticketIds: readonly string[]): Promise<TicketOnCard[]> {
  await allow(ctx, "tickets:read");
  const ids = ticketIds.filter((id) => isId(id));
  if (ids.length === 0) return [];
  const tickets = await selectTickets(
    ctx,
    sql.sql`WHERE t.id = ANY(${ids}::uuid[]) ORDER BY t."dueAt" NULLS LAST, t.number`,
  );
  const clocks = await ctx.tx.ticketClock.findMany({
    where: { ticketId: { in: ids }, stoppedAt: null, dueAt: { not: null }, warnAt: { lte: ctx.now } },
    select: { ticketId: true },
  });
  const soon = new Set(clocks.map(({ ticketId }) => ticketId));
  return tickets.map((ticket) => ({ ...ticket, dueSoon: soon.has(ticket.id) }));
}

/** One change of a ticket: who made it, and what belongs to it. Null where there is none. @throws Refusal not_permitted */
export async function findTicketEvent(
  ctx: Context,
  eventId: string,
): Promise<{ kind: TicketEventKind; by: string | null; details: unknown } | null> {
  await allow(ctx, "tickets:read");
  const event = await ctx.tx.ticketEvent.findFirst({ where: { id: eventId } });
  if (!event) return null;
  const by = event.actorId ? await ctx.tx.member.findFirst({ where: { id: event.actorId } }) : null;
  return { kind: event.kind as TicketEventKind, by: by?.name ?? null, details: event.details };
}

/** Since when a ticket has waited for its customer: when they were last asked. */
export async function findWaitingSince(ctx: Context, ticketId: string): Promise<Date | null> {
  await allow(ctx, "tickets:read");
  const asked = await ctx.tx.ticketEvent.findFirst({
    where: { ticketId, kind: { in: ["waiting", "chased"] } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { at: true },
  });
  return asked?.at ?? null;
}

/** The duplicates of a ticket that somebody asked for; their numbers. */
export async function listAskedDuplicates(
  ctx: Context,
  { ticketId, slackUserId }: { ticketId: string; slackUserId: string },
): Promise<{ own: boolean; duplicates: number[] }> {
  await allow(ctx, "tickets:read");
  const rows = await ctx.tx.ticket.findMany({
    where: { requester: { slackUserId }, OR: [{ id: ticketId }, { duplicateOfId: ticketId }] },
    select: { id: true, number: true },
    orderBy: { number: "asc" },
  });
  return {
    own: rows.some(({ id }) => id === ticketId),
    duplicates: rows.filter(({ id }) => id !== ticketId).map(({ number }) => number),
  };
}
