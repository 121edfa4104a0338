import { validate as isId, v7 as newId } from "uuid";
import { type Context, Prisma } from "../../db/context.ts";
import { Refusal } from "../refusal.ts";
import { indexTickets } from "./learning/index-tickets.ts";
import { planClocks } from "./plan-clocks.ts";
import { type Priority, silentKinds, type TicketEventKind, type TicketState } from "./ticket.ts";
import { redrawCard } from "./ticket-notices.ts";

/** A ticket whose row this transaction holds. */
export interface LockedTicket {
  id: string;
  number: number;
  subject: string;
  state: TicketState;
  priority: Priority;
  category: string | null;
  department: "sales" | "marketing" | "support";
  contactId: string | null;
  companyId: string | null;
  requesterId: string | null;
  assigneeId: string | null;
  duplicateOfId: string | null;
  outageId: string | null;
  wakeAt: Date | null;
}

const columns = Prisma.sql`id, number, subject, state, priority, category, department, "contactId", "companyId", "requesterId",
  "assigneeId", "duplicateOfId", "outageId", "wakeAt"`;

/**
 * Tickets, their rows locked until the end of the transaction, in the order of their ids so that no two transactions wait for
 * each other: the first thing that a change does.
 * @throws Refusal ticket_not_found unless all of them are there
 */
export async function lockTickets(ctx: Context, ticketIds: readonly string[]): Promise<LockedTicket[]> {
  const ids = [...new Set(ticketIds)];
  if (!ids.every((id) => isId(id))) throw new Refusal("ticket_not_found", {});
  const tickets = await ctx.tx.$queryRaw<LockedTicket[]>`
    SELECT ${columns} FROM ticket WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  if (tickets.length < ids.length) throw new Refusal("ticket_not_found", {});
  return tickets;
}

/** @throws Refusal ticket_not_found */
export async function lockTicket(ctx: Context, ticketId: string): Promise<LockedTicket> {
  const [ticket] = await lockTickets(ctx, [ticketId]);
  if (!ticket) throw new Refusal("ticket_not_found", {});
  return ticket;
}

/** The same for what only makes sense while it is not solved. @throws Refusal ticket_not_found, ticket_done */
export async function lockUnsolved(ctx: Context, ticketId: string): Promise<LockedTicket> {
  const ticket = await lockTicket(ctx, ticketId);
  refuseDone(ticket);
  return ticket;
}

export function refuseDone({ number, state }: Pick<LockedTicket, "number" | "state">): void {
  if (state === "solved" || state === "closed") throw new Refusal("ticket_done", { number, state });
}

/** One change of one ticket. */
export interface TicketChange {
  ticket: LockedTicket;
  kind: TicketEventKind;
  /** the ticket's new values; its state stays unless it is among them */
  data?: Prisma.TicketUncheckedUpdateInput & { state?: TicketState };
  /** what the history shows of it */
  details?: Prisma.InputJsonObject;
  /** what the audit log shows of it, with nothing that somebody wrote */
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
  /** what somebody wrote: kept in the log under the customer's key, and not at all where the customer is unknown */
  words?: Prisma.InputJsonObject;
  /** another name in the log than "ticket.KIND" */
  action?: string;
}

/**
 * Keeps changes of locked tickets: row, history, log, clocks and card.
 * @returns the events' ids, in the order of the changes
 */
export async function keepChanges(ctx: Context, changes: readonly TicketChange[]): Promise<string[]> {
  const events: Prisma.TicketEventCreateManyInput[] = [];
  for (const { ticket, kind, data = {}, details, before, after, words, action } of changes) {
    const eventId = newId();
    events.push({
      id: eventId,
      workspaceId: ctx.workspace.id,
      ticketId: ticket.id,
      at: ctx.now,
      actorId: ctx.member?.id ?? null,
      kind,
      state: data.state ?? ticket.state,
      ...(details && { details }),
    });
    await ctx.tx.ticket.update({
      where: { id: ticket.id },
      data: {
        ...data,
        ...(isShown(kind) && { revision: { increment: 1 } }),
        ...(ctx.member && { lastActiveAt: ctx.now }),
      },
    });
    ctx.audit({
      action: action ?? `ticket.${kind}`,
      subjectType: "ticket",
      subjectId: ticket.id,
      ...(ticket.contactId && { about: { type: "contact", id: ticket.contactId } }),
      ...(before && { before }),
      after: { number: ticket.number, ...after, ...(ticket.contactId && words) },
    });
    if (isShown(kind)) redrawCard(ctx, ticket.id);
  }
  await ctx.tx.ticketEvent.createMany({ data: events });
  const reworded = changes.filter(({ data = {} }) => "subject" in data || "text" in data || "fix" in data);
  await indexTickets(
    ctx,
    reworded.map(({ ticket }) => ticket.id),
  );
  await planClocks(
    ctx,
    changes.filter(({ kind }) => !silentKinds.includes(kind)).map(({ ticket }) => ticket.id),
  );
  return events.map(({ id }) => id);
}

/** Whether the card has something new to show of it: a thread of a thousand replies does not edit it a thousand times. */
function isShown(kind: TicketEventKind): boolean {
  return kind !== "noted" && kind !== "tried";
}

/** @returns the event's id */
export async function keepChange(ctx: Context, change: TicketChange): Promise<string> {
  const [eventId] = await keepChanges(ctx, [change]);
  if (!eventId) throw new Error("A change has an event");
  return eventId;
}
