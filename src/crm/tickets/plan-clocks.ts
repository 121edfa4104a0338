import { type Context, sql } from "../../db/context.ts";
import { type ClockEvent, planClock } from "./clock.ts";
import { clockKinds, type Priority, silentKinds, type TicketEventKind, type TicketState } from "./ticket.ts";
import { loadClockwork } from "./ticket-settings.ts";

/** The events of tickets in their order, as their clocks need them. */
export async function loadClockEvents(ctx: Context, ticketIds: readonly string[]): Promise<Map<string, ClockEvent[]>> {
  const rows = await ctx.tx.$queryRaw<{ ticketId: string; at: Date; kind: TicketEventKind; state: TicketState }[]>`
    SELECT "ticketId", at, kind, state FROM ticket_event
    WHERE "ticketId" = ANY(${ticketIds}::uuid[]) AND kind <> ALL(${[...silentKinds]}) ORDER BY "ticketId", at, id`;
  const byTicket = new Map<string, ClockEvent[]>(ticketIds.map((id) => [id, []]));
  for (const { ticketId, ...event } of rows) byTicket.get(ticketId)?.push(event);
  return byTicket;
}

/**
 * Plans both clocks of tickets anew from what has happened to them. A mark that was told of (75%, the end) is forgotten when
 * the clock stands before it again, because the priority, the hours or the days off have changed.
 */
export async function planClocks(ctx: Context, ticketIds: readonly string[]): Promise<void> {
  if (ticketIds.length === 0) return;
  const { tx, now, workspace } = ctx;
  const { calendar, targets } = await loadClockwork(ctx);
  const events = await loadClockEvents(ctx, ticketIds);
  const tickets = await tx.$queryRaw<{ id: string; priority: Priority }[]>`
    SELECT id, priority FROM ticket WHERE id = ANY(${ticketIds}::uuid[]) ORDER BY id`;
  if (tickets.length === 0) return;
  const plans = tickets.flatMap(({ id, priority }) =>
    clockKinds.map((kind) => ({
      ticketId: id,
      ...planClock(kind, events.get(id) ?? [], targets[priority][kind], calendar, now),
    })),
  );
  const rows = plans.map(
    ({ ticketId, kind, targetMinutes, dueAt, warnAt, stoppedAt }) =>
      sql.sql`(${workspace.id}::uuid, ${ticketId}::uuid, ${kind}, ${targetMinutes}::int, ${dueAt}::timestamptz, ${warnAt}::timestamptz, ${stoppedAt}::timestamptz)`,
  );
  // A statement takes 65,535 values at the most.
  for (let at = 0; at < rows.length; at += 2000) {
    await tx.$executeRaw`
      INSERT INTO ticket_clock AS c ("workspaceId", "ticketId", kind, "targetMinutes", "dueAt", "warnAt", "stoppedAt")
      VALUES ${sql.join(rows.slice(at, at + 2000))}
      ON CONFLICT ("workspaceId", "ticketId", kind) DO UPDATE
      SET "targetMinutes" = excluded."targetMinutes", "dueAt" = excluded."dueAt", "warnAt" = excluded."warnAt",
          "stoppedAt" = excluded."stoppedAt",
          "warnedAt" = CASE WHEN excluded."warnAt" > ${now} THEN NULL ELSE c."warnedAt" END,
          "breachedAt" = CASE WHEN excluded."dueAt" > ${now} THEN NULL ELSE c."breachedAt" END`;
  }
  await tx.$executeRaw`
    UPDATE ticket t SET "dueAt" = c.due
    FROM (SELECT "ticketId", min("dueAt") AS due FROM ticket_clock WHERE "ticketId" = ANY(${ticketIds}::uuid[]) GROUP BY 1) c
    WHERE t.id = c."ticketId" AND t."dueAt" IS DISTINCT FROM c.due`;
}

/** Plans the clocks of everything that is not solved anew: hours, days off or targets have changed. */
export async function planAllClocks(ctx: Context): Promise<void> {
  const open = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM ticket WHERE state IN ('new', 'open', 'waiting') ORDER BY id FOR UPDATE`;
  await planClocks(
    ctx,
    open.map(({ id }) => id),
  );
}
