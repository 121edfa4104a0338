import { validate as isId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { keepChanges, lockTickets, type TicketChange } from "./keep-change.ts";

/**
 * Makes a ticket a duplicate of another: it is closed, and whoever asked for it hears when the original is solved. Where the
 * original is itself a duplicate, that one's original is meant; the ticket's own duplicates go with it. So no chain is ever
 * longer than one, and there is no circle.
 * @returns the number of the original that it came to
 * @throws Refusal not_permitted, ticket_not_found, ticket_linked_already, ticket_link_cycle
 */
export async function linkTickets(
  ctx: Context,
  input: { ticketId: string; originalId: string },
): Promise<{ original: number }> {
  await allow(ctx, "tickets:write");
  if (!isId(input.ticketId) || !isId(input.originalId)) throw new Refusal("ticket_not_found", {});
  // Links are made one after another: two that cross could otherwise close a circle that neither of them sees.
  await ctx.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`ticket-links:${ctx.workspace.id}`}, 0))`;
  const family = await ctx.tx.$queryRaw<{ id: string; duplicateOfId: string | null }[]>`
    SELECT id, "duplicateOfId" FROM ticket
    WHERE id = ANY(${[input.ticketId, input.originalId]}::uuid[]) OR "duplicateOfId" = ${input.ticketId}::uuid`;
  const rootId = family.find(({ id }) => id === input.originalId)?.duplicateOfId ?? input.originalId;
  const own = family.filter(({ duplicateOfId }) => duplicateOfId === input.ticketId).map(({ id }) => id);
  const locked = await lockTickets(ctx, [input.ticketId, input.originalId, rootId, ...own]);
  const byId = new Map(locked.map((one) => [one.id, one]));
  const ticket = byId.get(input.ticketId);
  const named = byId.get(input.originalId);
  const root = byId.get(rootId);
  if (!ticket || !named || !root) throw new Refusal("ticket_not_found", {});
  if (root.id === ticket.id) throw new Refusal("ticket_link_cycle", { number: ticket.number, original: named.number });
  if (ticket.duplicateOfId === root.id)
    throw new Refusal("ticket_linked_already", { number: ticket.number, original: root.number });
  const linked = [ticket, ...own.flatMap((id) => byId.get(id) ?? [])];
  await keepChanges(
    ctx,
    linked.map((one): TicketChange => {
      const done = one.state === "solved" || one.state === "closed";
      return {
        ticket: one,
        kind: "linked",
        data: {
          duplicateOfId: root.id,
          ...(!done && { state: "closed", closedAt: ctx.now, wakeAt: null, wokenAt: null }),
        },
        details: { to: root.id, from: one.duplicateOfId },
        before: { duplicateOfId: one.duplicateOfId, state: one.state },
        after: { duplicateOfId: root.id },
      };
    }),
  );
  return { original: root.number };
}
