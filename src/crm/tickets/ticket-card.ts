import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";

export interface TicketCardPlace {
  channel: string;
  /** Slack's name for the message within its channel; replies to it are the ticket's conversation */
  ts: string;
  /** of the ticket, as the card shows it */
  revision: number;
}

/** Where a ticket's card stands, if it stands anywhere. */
export async function findCard(ctx: Context, ticketId: string): Promise<TicketCardPlace | null> {
  await allow(ctx, "tickets:read");
  return ctx.tx.ticketCard.findFirst({ where: { ticketId }, select: { channel: true, ts: true, revision: true } });
}

/** The ticket whose card a thread hangs on. */
export async function findTicketOfThread(
  ctx: Context,
  { channel, ts }: { channel: string; ts: string },
): Promise<{ ticketId: string; number: number } | null> {
  await allow(ctx, "tickets:read");
  const card = await ctx.tx.ticketCard.findFirst({
    where: { channel, ts },
    select: { ticketId: true, ticket: { select: { number: true } } },
  });
  return card && { ticketId: card.ticketId, number: card.ticket.number };
}

/**
 * Notes where Slack put a ticket's card, or which revision it shows now; an older revision never replaces a newer one.
 * @returns the card that it is no longer, where it stands in another channel now: the earlier one, or this one where it arrived
 *   in a channel that is not the one any more
 */
export async function recordCard(
  ctx: Context,
  { ticketId, ...place }: TicketCardPlace & { ticketId: string },
): Promise<{ channel: string; ts: string } | null> {
  await allow(ctx, "tickets:write");
  const { channel, ts, revision } = place;
  // Two that arrive at the same time in two channels wait for each other.
  await ctx.tx.$queryRaw`SELECT id FROM ticket WHERE id = ${ticketId}::uuid FOR NO KEY UPDATE`;
  const before = await findCard(ctx, ticketId);
  const { triageChannelId } = ctx.workspace;
  if (before && channel !== before.channel && channel !== triageChannelId && before.channel === triageChannelId)
    return { channel, ts };
  await ctx.tx.$executeRaw`
    INSERT INTO ticket_card AS c ("workspaceId", "ticketId", channel, ts, revision, "postedAt", "shownAt")
    VALUES (${ctx.workspace.id}::uuid, ${ticketId}::uuid, ${channel}, ${ts}, ${revision}::int, ${ctx.now}, ${ctx.now})
    ON CONFLICT ("workspaceId", "ticketId") DO UPDATE
    SET channel = excluded.channel, ts = excluded.ts, "shownAt" = excluded."shownAt",
        "detailsTs" = CASE WHEN (c.channel, c.ts) = (excluded.channel, excluded.ts) THEN c."detailsTs" END,
        "detailsFor" = CASE WHEN (c.channel, c.ts) = (excluded.channel, excluded.ts) THEN c."detailsFor" END,
        "postedAt" = CASE WHEN (c.channel, c.ts) = (excluded.channel, excluded.ts) THEN c."postedAt" ELSE excluded."postedAt" END,
        revision = CASE WHEN (c.channel, c.ts) = (excluded.channel, excluded.ts) THEN greatest(c.revision, excluded.revision) ELSE excluded.revision END`;
  return before && before.channel !== channel ? { channel: before.channel, ts: before.ts } : null;
}

/** The card is gone (its channel was changed, archived or left): the next change posts a new one. */
export async function forgetCard(ctx: Context, { ticketId }: { ticketId: string }): Promise<void> {
  await allow(ctx, "tickets:write");
  await ctx.tx.ticketCard.deleteMany({ where: { ticketId } });
}
