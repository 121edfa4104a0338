import { validate as isId } from "uuid";
import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { selectTickets } from "./select-tickets.ts";
import type { ClockKind, TicketEventKind, TicketPerson, TicketSource, TicketState, TicketSummary } from "./ticket.ts";
import { namePerson } from "./ticket-people.ts";

/** Everything about one ticket [R75-R80]. */
export interface Ticket extends TicketSummary {
  text: string;
  requester: TicketPerson | null;
  source: TicketSource | null;
  /** since when the customer is one, and how that is known [R75] */
  customerSince: { on: Date; how: string | null } | null;
  /** what was tried, newest first [R79] */
  attempts: { id: string; at: Date; by: string | null; text: string }[];
  /** the newest notes, oldest of them first; `notesLeftOut` came before */
  notes: { id: string; at: Date; by: string | null; text: string; editedAt: Date | null; removedAt: Date | null }[];
  notesLeftOut: number;
  /** the newest changes, newest first */
  history: { id: string; at: Date; kind: TicketEventKind; by: string | null; state: TicketState; details: unknown }[];
  clocks: {
    kind: ClockKind;
    dueAt: Date | null;
    stoppedAt: Date | null;
    targetMinutes: number;
    breachedAt: Date | null;
  }[];
  /** numbers of its duplicates, and of the others in its outage */
  duplicates: number[];
  alike: number[];
  closedAt: Date | null;
}

const shownNotes = 20;
const shownAttempts = 10;
const shownEvents = 30;

/**
 * @param which its id, or its number in the workspace
 * @throws Refusal not_permitted, ticket_not_found
 */
export async function getTicket(ctx: Context, which: { ticketId: string } | { number: number }): Promise<Ticket> {
  await allow(ctx, "tickets:read");
  const { tx } = ctx;
  const id = "ticketId" in which ? which.ticketId : await idOf(ctx, which.number);
  const [summary] = id !== null && isId(id) ? await selectTickets(ctx, sql.sql`WHERE t.id = ${id}::uuid`) : [];
  if (!summary) throw new Refusal("ticket_not_found", {});
  const ticketId = summary.id;
  const row = await tx.ticket.findFirstOrThrow({
    where: { id: ticketId },
    include: { contact: { select: { customerSince: true, customerSinceSource: true } } },
  });
  const { sourceChannel: channel, sourceTs: ts, sourceLink: link, sourceAuthor: author, contact } = row;
  const notes = await loadNotes(ctx, ticketId);
  const clocks = await tx.ticketClock.findMany({
    where: { ticketId },
    select: { kind: true, dueAt: true, stoppedAt: true, targetMinutes: true, breachedAt: true },
    orderBy: { kind: "asc" },
  });
  return {
    ...summary,
    ...{ text: row.text, closedAt: row.closedAt },
    requester: await namePerson(ctx, row.requesterId),
    source: channel !== null && ts !== null ? { channel, ts, link, author } : null,
    customerSince: contact?.customerSince ? { on: contact.customerSince, how: contact.customerSinceSource } : null,
    attempts: await loadAttempts(ctx, ticketId),
    notes: notes.toReversed(),
    notesLeftOut: (await tx.ticketNote.count({ where: { ticketId } })) - notes.length,
    history: await loadHistory(ctx, ticketId),
    clocks: clocks as Ticket["clocks"],
    duplicates: await loadNumbers(ctx, sql.sql`"duplicateOfId" = ${ticketId}::uuid`),
    alike: summary.outage
      ? await loadNumbers(ctx, sql.sql`"outageId" = ${summary.outage.id}::uuid AND id <> ${ticketId}::uuid`)
      : [],
  };
}

/** The id of the ticket with this number. @throws Refusal not_permitted, ticket_not_found */
export async function getTicketId(ctx: Context, number: number): Promise<string> {
  await allow(ctx, "tickets:read");
  const id = await idOf(ctx, number);
  if (id === null) throw new Refusal("ticket_not_found", {});
  return id;
}

async function idOf(ctx: Context, number: number): Promise<string | null> {
  if (!Number.isSafeInteger(number) || number < 1 || number > 2_147_483_647) return null;
  return (await ctx.tx.ticket.findFirst({ where: { number }, select: { id: true } }))?.id ?? null;
}

function loadAttempts({ tx }: Context, ticketId: string): Promise<Ticket["attempts"]> {
  return tx.$queryRaw`
    SELECT a.id, a.at, m.name AS by, a.text FROM ticket_attempt a LEFT JOIN member m ON m.id = a."memberId"
    WHERE a."ticketId" = ${ticketId}::uuid ORDER BY a.at DESC, a.id DESC LIMIT ${shownAttempts}`;
}

function loadNotes({ tx }: Context, ticketId: string): Promise<Ticket["notes"]> {
  return tx.$queryRaw`
    SELECT n.id, n.at, coalesce(m.name, n."authorName") AS by, n.text, n."editedAt", n."removedAt"
    FROM ticket_note n LEFT JOIN member m ON m.id = n."authorId"
    WHERE n."ticketId" = ${ticketId}::uuid ORDER BY n.at DESC, n.id DESC LIMIT ${shownNotes}`;
}

function loadHistory({ tx }: Context, ticketId: string): Promise<Ticket["history"]> {
  return tx.$queryRaw`
    SELECT e.id, e.at, e.kind, m.name AS by, e.state, e.details FROM ticket_event e LEFT JOIN member m ON m.id = e."actorId"
    WHERE e."ticketId" = ${ticketId}::uuid ORDER BY e.at DESC, e.id DESC LIMIT ${shownEvents}`;
}

async function loadNumbers({ tx }: Context, where: sql.Sql): Promise<number[]> {
  const rows = await tx.$queryRaw<
    { number: number }[]
  >`SELECT number FROM ticket WHERE ${where} ORDER BY number LIMIT 100`;
  return rows.map(({ number }) => number);
}
