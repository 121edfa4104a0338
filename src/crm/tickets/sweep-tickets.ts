import { DateTime } from "luxon";
import { type Context, sql } from "../../db/context.ts";
import { allow, type Department } from "../access/permission.ts";
import { keepChanges, type LockedTicket, lockTickets, type TicketChange } from "./keep-change.ts";
import type { ClockKind, TicketPerson } from "./ticket.ts";
import { tell } from "./ticket-notices.ts";
import { activePerson, whoHears } from "./ticket-people.ts";
import { loadClockwork } from "./ticket-settings.ts";

/** Tickets that one transaction deals with; the rest has its turn in the next minute. */
const atOnce = 200;

type Due = { ticketId: string; kind: ClockKind; over: boolean };

/**
 * Tells of clocks that have come to three quarters, to whoever has the ticket, and of those that have run out, to whoever the
 * department named; each once, all of one person's in one message. Doing it twice tells nothing twice.
 */
export async function tellDueTickets(ctx: Context): Promise<{ warned: number; late: number }> {
  await allow(ctx, "tickets:write");
  const found = await findDue(ctx, sql.sql`true`);
  const tickets = await lockTickets(
    ctx,
    found.map(({ ticketId }) => ticketId),
  );
  // What somebody answered or solved while this waited for its row is no longer due.
  const due = await findDue(ctx, sql.sql`c."ticketId" = ANY(${tickets.map(({ id }) => id)}::uuid[])`);
  await ctx.tx.$executeRaw`
    UPDATE ticket_clock c SET "warnedAt" = coalesce("warnedAt", ${ctx.now}), "breachedAt" = CASE WHEN d.over THEN ${ctx.now}::timestamptz END
    FROM unnest(${due.map(({ ticketId }) => ticketId)}::uuid[], ${due.map(({ kind }) => kind)}::text[], ${due.map(({ over }) => over)}::bool[])
      AS d ("ticketId", kind, over)
    WHERE c."ticketId" = d."ticketId" AND c.kind = d.kind`;
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  await keepChanges(
    ctx,
    due.flatMap(({ ticketId, kind, over }): TicketChange[] => {
      const ticket = byId.get(ticketId);
      return ticket
        ? [{ ticket, kind: over ? "breached" : "warned", details: { clock: kind }, after: { clock: kind } }]
        : [];
    }),
  );
  const late = pick(tickets, due, true);
  const soon = pick(tickets, due, false).filter((ticket) => !late.includes(ticket));
  await tellTogether(ctx, "tickets-due-soon", soon, true);
  await tellTogether(ctx, "tickets-late", late, false);
  return { warned: soon.length, late: late.length };
}

/** Clocks whose three quarters or whose end have come, and which have not been told of. */
function findDue({ tx, now }: Context, where: sql.Sql): Promise<Due[]> {
  return tx.$queryRaw<Due[]>`
    SELECT "ticketId", kind, over FROM (
      SELECT "ticketId", kind, true AS over, "dueAt" AS at FROM ticket_clock c
      WHERE "breachedAt" IS NULL AND "dueAt" <= ${now} AND ${where}
      UNION ALL
      SELECT "ticketId", kind, false, "warnAt" FROM ticket_clock c
      WHERE "warnedAt" IS NULL AND "warnAt" <= ${now} AND ("dueAt" > ${now} OR "dueAt" IS NULL) AND ${where}
    ) AS due ORDER BY at, "ticketId", kind LIMIT ${atOnce}`;
}

function pick(tickets: readonly LockedTicket[], due: readonly Due[], over: boolean): LockedTicket[] {
  const ids = new Set(due.filter((one) => one.over === over).map(({ ticketId }) => ticketId));
  return tickets.filter(({ id }) => ids.has(id)).toSorted((a, b) => a.number - b.number);
}

/** Who is told of tickets, by Slack user: each person and each department is looked up once. */
class Hearers {
  readonly #ctx: Context;
  readonly #assignees = new Map<string, Promise<TicketPerson | null>>();
  readonly #departments = new Map<Department, Promise<string[]>>();

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** Whoever has it, while they may work on it; else whoever hears for its department. */
  async of({ assigneeId, department }: LockedTicket): Promise<string[]> {
    const assignee =
      assigneeId === null ? null : await once(this.#assignees, assigneeId, (id) => activePerson(this.#ctx, id));
    return assignee ? [assignee.slackUserId] : this.ofDepartment(department);
  }

  ofDepartment(department: Department): Promise<string[]> {
    return once(this.#departments, department, (one) => whoHears(this.#ctx, one));
  }
}

function once<Key, Value>(
  known: Map<Key, Promise<Value>>,
  key: Key,
  find: (key: Key) => Promise<Value>,
): Promise<Value> {
  const found = known.get(key) ?? find(key);
  known.set(key, found);
  return found;
}

/** One message a person, with all the tickets that concern them. */
async function tellTogether(
  ctx: Context,
  kind: "tickets-due-soon" | "tickets-late",
  tickets: readonly LockedTicket[],
  toAssignee: boolean,
): Promise<void> {
  const byPerson = new Map<string, string[]>();
  const hearers = new Hearers(ctx);
  for (const ticket of tickets) {
    const told = toAssignee ? await hearers.of(ticket) : await hearers.ofDepartment(ticket.department);
    for (const slackUserId of told) byPerson.set(slackUserId, [...(byPerson.get(slackUserId) ?? []), ticket.id]);
  }
  for (const [slackUserId, ticketIds] of byPerson) tell(ctx, kind, slackUserId, { ticketIds });
}

/**
 * Brings back what has waited for the customer long enough: whoever has it is asked whether they answered. It goes on waiting
 * until somebody says so.
 */
export async function wakeTickets(ctx: Context): Promise<{ woken: number }> {
  await allow(ctx, "tickets:write");
  const found = await ctx.tx.ticket.findMany({
    where: { state: "waiting", wokenAt: null, wakeAt: { lte: ctx.now } },
    select: { id: true },
    orderBy: { wakeAt: "asc" },
    take: atOnce,
  });
  const locked = await lockTickets(
    ctx,
    found.map(({ id }) => id),
  );
  const waiting = locked.filter(({ state, wakeAt }) => state === "waiting" && wakeAt !== null && wakeAt <= ctx.now);
  await keepChanges(
    ctx,
    waiting.map((ticket): TicketChange => ({ ticket, kind: "woken", data: { wokenAt: ctx.now } })),
  );
  const hearers = new Hearers(ctx);
  for (const ticket of waiting)
    for (const slackUserId of await hearers.of(ticket)) tell(ctx, "ticket-woken", slackUserId, { ticketId: ticket.id });
  return { woken: waiting.length };
}

/** Closes what was solved and of which nothing has been heard for as many days as the workspace chose. */
export async function closeSilentTickets(ctx: Context): Promise<{ closed: number }> {
  await allow(ctx, "tickets:write");
  const { zone, closeAfterDays } = await loadClockwork(ctx);
  const silentSince = DateTime.fromJSDate(ctx.now, { zone }).minus({ days: closeAfterDays }).toJSDate();
  const where = { state: "solved", lastActiveAt: { lte: silentSince } };
  const found = await ctx.tx.ticket.findMany({
    where,
    select: { id: true },
    orderBy: { lastActiveAt: "asc" },
    take: atOnce,
  });
  const locked = await lockTickets(
    ctx,
    found.map(({ id }) => id),
  );
  const still = await ctx.tx.ticket.findMany({
    where: { ...where, id: { in: locked.map(({ id }) => id) } },
    select: { id: true },
  });
  const silent = new Set(still.map(({ id }) => id));
  const closing = locked.filter(({ id }) => silent.has(id));
  await keepChanges(
    ctx,
    closing.map(
      (ticket): TicketChange => ({
        ticket,
        kind: "closed",
        data: { state: "closed", closedAt: ctx.now },
        before: { state: "solved" },
        after: { state: "closed" },
      }),
    ),
  );
  return { closed: closing.length };
}
