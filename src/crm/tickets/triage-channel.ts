import type { Context } from "../../db/context.ts";
import { allow, listStewardNames } from "../access/permission.ts";
import { tell } from "./ticket-notices.ts";

/** Why nothing can be posted in the triage channel, in Slack's own word. */
export interface ChannelTrouble {
  channelId: string;
  reason: string;
  since: Date;
}

export async function findChannelTrouble(ctx: Context): Promise<ChannelTrouble | null> {
  await allow(ctx, "tickets:read");
  return ctx.tx.ticketChannelTrouble.findFirst({ select: { channelId: true, reason: true, since: true } });
}

/** Slack takes no card in the channel: the stewards are told once, until it is mended. */
export async function noteChannelTrouble(ctx: Context, input: { channelId: string; reason: string }): Promise<void> {
  await allow(ctx, "tickets:write");
  const { id: workspaceId, triageChannelId } = ctx.workspace;
  // Of a channel that was left for another one nobody needs to hear.
  if (input.channelId !== triageChannelId) return;
  const noted = await ctx.tx.$executeRaw`
    INSERT INTO ticket_channel_trouble AS t ("workspaceId", "channelId", reason, since)
    VALUES (${workspaceId}::uuid, ${input.channelId}, ${input.reason}, ${ctx.now})
    ON CONFLICT ("workspaceId") DO UPDATE SET "channelId" = excluded."channelId", reason = excluded.reason, since = excluded.since
    WHERE t."channelId" <> excluded."channelId"`;
  if (noted === 0) return;
  for (const { slackUserId } of await listStewardNames(ctx)) tell(ctx, "ticket-channel-lost", slackUserId, {});
}

/** A card could be posted: what was held back follows, the oldest first. @returns whether there was trouble */
export async function endChannelTrouble(ctx: Context, input: { channelId: string }): Promise<boolean> {
  await allow(ctx, "tickets:write");
  const { count } = await ctx.tx.ticketChannelTrouble.deleteMany({ where: { channelId: input.channelId } });
  if (count > 0) await postMissingCards(ctx, input.channelId);
  return count > 0;
}

/** Another channel was chosen: the cards of what is not solved are posted there. @returns how many */
export async function moveCards(ctx: Context, channelId: string): Promise<number> {
  await allow(ctx, "settings:write");
  await ctx.tx.ticketChannelTrouble.deleteMany({});
  return postMissingCards(ctx, channelId);
}

/**
 * Has every card posted or brought up to date that is not as it should be: after another channel was chosen, or the old one can
 * be written in again. The oldest ticket comes first.
 * @returns how many
 */
export async function postMissingCards(ctx: Context, channelId: string): Promise<number> {
  await allow(ctx, "tickets:write");
  const missing = await listMissing(ctx, channelId, null);
  for (const ticketId of missing) tell(ctx, "ticket-card", channelId, { ticketId });
  return missing.length;
}

/** While the channel cannot be written in, one card is tried now and then: whether it can again. */
export async function tryChannel(ctx: Context): Promise<boolean> {
  await allow(ctx, "tickets:write");
  const { triageChannelId } = ctx.workspace;
  const trouble = await findChannelTrouble(ctx);
  if (!triageChannelId || trouble?.channelId !== triageChannelId) return false;
  const [ticketId] = await listMissing(ctx, triageChannelId, 1);
  if (ticketId) tell(ctx, "ticket-card", triageChannelId, { ticketId });
  else await ctx.tx.ticketChannelTrouble.deleteMany({});
  return ticketId !== undefined;
}

/** What is not solved and has no card in the channel, and every card that shows less than there is. */
async function listMissing(ctx: Context, channelId: string, limit: number | null): Promise<string[]> {
  const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM ticket t LEFT JOIN ticket_card c ON c."ticketId" = t.id AND c.channel = ${channelId}
    WHERE (c."ticketId" IS NULL AND t.state IN ('new', 'open', 'waiting')) OR c.revision < t.revision
    ORDER BY t.number LIMIT ${limit}::int`;
  return rows.map(({ id }) => id);
}

/** The first reply in a card's thread: where it stands, and of whom it tells. */
export interface DetailsPlace {
  channel: string;
  /** of the card */
  threadTs: string;
  /** of the reply; null: there is none yet */
  ts: string | null;
  contactId: string | null;
}

export async function findDetails(ctx: Context, ticketId: string): Promise<DetailsPlace | null> {
  await allow(ctx, "tickets:read");
  const card = await ctx.tx.ticketCard.findFirst({ where: { ticketId } });
  return card && { channel: card.channel, threadTs: card.ts, ts: card.detailsTs, contactId: card.detailsFor };
}

export async function recordDetails(
  ctx: Context,
  { ticketId, ts, contactId }: { ticketId: string; ts: string; contactId: string | null },
): Promise<void> {
  await allow(ctx, "tickets:write");
  await ctx.tx.ticketCard.updateMany({ where: { ticketId }, data: { detailsTs: ts, detailsFor: contactId } });
}

/** Has the first reply in a card's thread brought up to date, where there is one. */
export async function redrawDetails(ctx: Context, ticketId: string): Promise<void> {
  await allow(ctx, "tickets:write");
  const details = await findDetails(ctx, ticketId);
  if (details?.ts) tell(ctx, "ticket-details", details.channel, { ticketId });
}
