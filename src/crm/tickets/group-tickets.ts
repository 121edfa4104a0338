import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { keepChanges, lockTickets, refuseDone, type TicketChange } from "./keep-change.ts";
import { readWords } from "./ticket-words.ts";

export interface GroupedTickets {
  outageId: string;
  title: string;
  /** of tickets in it that are not solved */
  count: number;
}

/**
 * Puts tickets with one cause together, so that they are solved at once. Where some of them are in an outage that goes on, the
 * others join it; of several the oldest goes on, with everything that was in the others.
 * @param input.title what the outage is called; the first ticket's subject unless said otherwise
 * @throws Refusal not_permitted, ticket_not_found, ticket_done, outage_too_small, ticket_text_too_long
 */
export async function groupTickets(
  ctx: Context,
  input: { ticketIds: readonly string[]; title?: string },
): Promise<GroupedTickets> {
  await allow(ctx, "tickets:write");
  const typed = readWords("subject", input.title ?? "");
  if (new Set(input.ticketIds).size < 2) throw new Refusal("outage_too_small", {});
  // As with links: two that join crosswise would wait for each other's outages.
  await ctx.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`outages:${ctx.workspace.id}`}, 0))`;
  const named = await lockTickets(ctx, input.ticketIds);
  for (const ticket of named) refuseDone(ticket);
  const outages = await ctx.tx.outage.findMany({
    where: { id: { in: named.flatMap(({ outageId }) => outageId ?? []) }, endedAt: null },
    orderBy: [{ startedAt: "asc" }, { id: "asc" }],
  });
  const kept = outages[0] ?? (await startOutage(ctx, typed || firstSubject(named)));
  const merged = outages.slice(1).map(({ id }) => id);
  const others = await ctx.tx.ticket.findMany({ where: { outageId: { in: merged } }, select: { id: true } });
  const all = await lockTickets(ctx, [...input.ticketIds, ...others.map(({ id }) => id)]);
  const joining = all.filter(({ outageId }) => outageId !== kept.id);
  await keepChanges(
    ctx,
    joining.map(
      (ticket): TicketChange => ({
        ticket,
        kind: "grouped",
        data: { outageId: kept.id },
        details: { to: kept.id, from: ticket.outageId },
        before: { outageId: ticket.outageId },
        after: { outageId: kept.id },
      }),
    ),
  );
  if (merged.length > 0) await ctx.tx.outage.updateMany({ where: { id: { in: merged } }, data: { endedAt: ctx.now } });
  if (typed !== "" && typed !== kept.title)
    await ctx.tx.outage.update({ where: { id: kept.id }, data: { title: typed } });
  const count = await ctx.tx.ticket.count({
    where: { outageId: kept.id, state: { in: ["new", "open", "waiting"] } },
  });
  return { outageId: kept.id, title: typed || kept.title, count };
}

/** Takes a ticket out of its outage: it was something else. @throws Refusal not_permitted, ticket_not_found, ticket_done */
export async function ungroupTicket(ctx: Context, input: { ticketId: string }): Promise<void> {
  await allow(ctx, "tickets:write");
  const [ticket] = await lockTickets(ctx, [input.ticketId]);
  if (!ticket) throw new Refusal("ticket_not_found", {});
  refuseDone(ticket);
  if (ticket.outageId === null) return;
  await keepChanges(ctx, [
    {
      ticket,
      kind: "ungrouped",
      data: { outageId: null },
      details: { from: ticket.outageId },
      before: { outageId: ticket.outageId },
      after: { outageId: null },
    },
  ]);
}

function firstSubject(tickets: readonly { number: number; subject: string }[]): string {
  return tickets.toSorted((a, b) => a.number - b.number)[0]?.subject ?? "";
}

async function startOutage(ctx: Context, title: string): Promise<{ id: string; title: string }> {
  const outage = { id: newId(), title };
  const startedById = ctx.member?.id ?? null;
  await ctx.tx.outage.create({ data: { ...outage, workspaceId: ctx.workspace.id, startedAt: ctx.now, startedById } });
  ctx.audit({ action: "outage.started", subjectType: "outage", subjectId: outage.id });
  return outage;
}
