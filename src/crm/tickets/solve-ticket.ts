import { validate as isId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { keepChanges, type LockedTicket, lockTickets, lockUnsolved } from "./keep-change.ts";
import { tell } from "./ticket-notices.ts";
import { readWords } from "./ticket-words.ts";

/**
 * Solves a ticket with what helped, for whoever has the same problem next [R79].
 * @throws Refusal not_permitted, ticket_not_found, ticket_done, fix_missing, ticket_text_too_long
 */
export async function solveTicket(ctx: Context, input: { ticketId: string; fix: string }): Promise<void> {
  await allow(ctx, "tickets:write");
  const fix = readWords("fix", input.fix);
  const ticket = await lockUnsolved(ctx, input.ticketId);
  if (fix === "") throw new Refusal("fix_missing", { number: ticket.number });
  await keepSolved(ctx, [ticket], fix);
}

/**
 * Solves everything that is left of an outage at once, and ends it.
 * @returns how many tickets were solved
 * @throws Refusal not_permitted, outage_not_found, outage_over, fix_missing, ticket_text_too_long
 */
export async function solveOutage(ctx: Context, input: { outageId: string; fix: string }): Promise<number> {
  await allow(ctx, "tickets:write");
  const fix = readWords("fix", input.fix);
  if (!isId(input.outageId)) throw new Refusal("outage_not_found", {});
  const [outage] = await ctx.tx.$queryRaw<{ id: string; title: string; endedAt: Date | null }[]>`
    SELECT id, title, "endedAt" FROM outage WHERE id = ${input.outageId}::uuid FOR UPDATE`;
  if (!outage) throw new Refusal("outage_not_found", {});
  if (outage.endedAt) throw new Refusal("outage_over", { title: outage.title });
  const grouped = await ctx.tx.ticket.findMany({
    where: { outageId: outage.id },
    select: { id: true, number: true },
    orderBy: { number: "asc" },
  });
  if (fix === "") throw new Refusal("fix_missing", { number: grouped[0]?.number ?? 0 });
  const locked = await lockTickets(
    ctx,
    grouped.map(({ id }) => id),
  );
  const left = locked.filter(
    ({ state, outageId }) => state !== "solved" && state !== "closed" && outageId === outage.id,
  );
  await keepSolved(ctx, left, fix);
  await ctx.tx.outage.update({ where: { id: outage.id }, data: { endedAt: ctx.now } });
  ctx.audit({
    action: "outage.ended",
    subjectType: "outage",
    subjectId: outage.id,
    after: { tickets: left.map(({ number }) => number) },
  });
  return left.length;
}

async function keepSolved(ctx: Context, tickets: readonly LockedTicket[], fix: string): Promise<void> {
  const solvedById = ctx.member?.id ?? null;
  await keepChanges(
    ctx,
    tickets.map((ticket) => ({
      ticket,
      kind: "solved",
      data: {
        ...{ state: "solved", fix, solvedAt: ctx.now, solvedById, lastActiveAt: ctx.now, wakeAt: null, wokenAt: null },
        ...(ticket.assigneeId === null && { assigneeId: solvedById }),
      },
      details: { fix },
      before: { state: ticket.state },
      after: { state: "solved" },
      words: { fix },
    })),
  );
  await tellWhoAsked(ctx, tickets);
}

/** Whoever asked for it, or for a duplicate of it, hears that it is solved, once a ticket; not whoever has just solved it. */
async function tellWhoAsked(ctx: Context, tickets: readonly LockedTicket[]): Promise<void> {
  const waiting = await ctx.tx.$queryRaw<{ ticketId: string; slackUserId: string }[]>`
    SELECT DISTINCT coalesce(t."duplicateOfId", t.id) AS "ticketId", m."slackUserId"
    FROM ticket t JOIN member m ON m.id = t."requesterId"
    WHERE (t.id = ANY(${tickets.map(({ id }) => id)}::uuid[]) OR t."duplicateOfId" = ANY(${tickets.map(({ id }) => id)}::uuid[]))
      AND m.id IS DISTINCT FROM ${ctx.member?.id ?? null}::uuid AND m."deactivatedAt" IS NULL
    ORDER BY 1, 2`;
  for (const { ticketId, slackUserId } of waiting) tell(ctx, "ticket-solved", slackUserId, { ticketId });
}
