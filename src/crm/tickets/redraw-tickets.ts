import { type Context, sql } from "../../db/context.ts";
import { redrawCard, tell } from "./ticket-notices.ts";

/**
 * Has the cards of tickets drawn anew, with the first reply in their threads, after what they show of the customer has changed.
 * What is closed is left as it is: nobody looks at it, and there may be thousands.
 */
export async function redrawTickets(
  ctx: Context,
  which: { contactId: string } | { ticketIds: readonly string[] },
): Promise<void> {
  const chosen =
    "contactId" in which
      ? sql.sql`"contactId" = ${which.contactId}::uuid`
      : sql.sql`id = ANY(${[...which.ticketIds]}::uuid[])`;
  const tickets = await ctx.tx.$queryRaw<{ id: string }[]>`
    UPDATE ticket SET revision = revision + 1
    WHERE id IN (SELECT id FROM ticket WHERE ${chosen} AND state <> 'closed' ORDER BY id FOR UPDATE) RETURNING id`;
  for (const { id } of tickets.toSorted((a, b) => (a.id < b.id ? -1 : 1))) redrawCard(ctx, id);
  const cards = await ctx.tx.ticketCard.findMany({
    where: { ticketId: { in: tickets.map(({ id }) => id) }, detailsTs: { not: null } },
    select: { ticketId: true, channel: true },
    orderBy: { ticketId: "asc" },
  });
  for (const { ticketId, channel } of cards) tell(ctx, "ticket-details", channel, { ticketId });
}
