import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { keepChange, lockTicket } from "./keep-change.ts";
import { longestTicket } from "./ticket.ts";
import { tell } from "./ticket-notices.ts";

/** A thread that is being read into a ticket. */
export interface ThreadCopy {
  ticketId: string;
  channel: string;
  /** of the thread's first message */
  ts: string;
  /** what was written from then on is not of it */
  before: string;
  cursor: string | null;
}

/** One reply of the thread, as it was written. */
export interface ThreadReply {
  ts: string;
  text: string;
  /** a Slack user's id; null: a bot's */
  slackUserId: string | null;
  /** of a bot, or of somebody who is not known here */
  name: string | null;
}

/** Milliseconds after which a page that nobody wrote down is read again. */
const leaseMs = 60_000;

/** Has the thread of a ticket's message read into it, as far as it goes now: page by page, as fast as Slack allows. */
export async function startThreadCopy(
  ctx: Context,
  { ticketId, ...thread }: Pick<ThreadCopy, "ticketId" | "channel" | "ts" | "before">,
): Promise<void> {
  await allow(ctx, "tickets:write");
  const { id: workspaceId } = ctx.workspace;
  await ctx.tx.ticketThreadCopy.createMany({
    data: [{ ...thread, ticketId, workspaceId, nextAt: ctx.now }],
    skipDuplicates: true,
  });
}

/** The next thread to be read on with, if one's time has come; nobody else gets it before the page is kept, or a minute is over. */
export async function claimThreadCopy(ctx: Context): Promise<ThreadCopy | null> {
  await allow(ctx, "tickets:write");
  const until = new Date(ctx.now.getTime() + leaseMs);
  const [copy] = await ctx.tx.$queryRaw<ThreadCopy[]>`
    UPDATE ticket_thread_copy SET "nextAt" = ${until} WHERE "ticketId" = (
      SELECT "ticketId" FROM ticket_thread_copy WHERE "endedAt" IS NULL AND "nextAt" <= ${ctx.now}
      ORDER BY "nextAt", "ticketId" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING "ticketId", channel, ts, before, cursor`;
  return copy ?? null;
}

/** When the next page may be read; null: there is none. */
export async function findNextThreadPage(ctx: Context): Promise<Date | null> {
  await allow(ctx, "tickets:read");
  const next = await ctx.tx.ticketThreadCopy.findFirst({
    where: { endedAt: null },
    orderBy: { nextAt: "asc" },
    select: { nextAt: true },
  });
  return next?.nextAt ?? null;
}

/**
 * Keeps a page of the thread as the ticket's notes, each reply once. A page that another process kept meanwhile changes nothing.
 * @param next Slack's place of the page after it; null: the thread is at its end
 */
export async function keepThreadPage(
  ctx: Context,
  copy: ThreadCopy,
  { replies, next, nextAt }: { replies: readonly ThreadReply[]; next: string | null; nextAt: Date },
): Promise<void> {
  await allow(ctx, "tickets:write");
  const ticket = await lockTicket(ctx, copy.ticketId);
  const where = { ticketId: copy.ticketId, cursor: copy.cursor, endedAt: null };
  if ((await ctx.tx.ticketThreadCopy.count({ where })) === 0) return;
  const members = await ctx.tx.member.findMany({
    where: { slackUserId: { in: [...new Set(replies.flatMap(({ slackUserId }) => slackUserId ?? []))] } },
    select: { id: true, slackUserId: true },
  });
  const memberOf = new Map(members.map(({ id, slackUserId }) => [slackUserId, id]));
  const { count } = await ctx.tx.ticketNote.createMany({
    data: replies.map(({ ts, text, slackUserId, name }) => {
      const authorId = slackUserId === null ? null : (memberOf.get(slackUserId) ?? null);
      return {
        ...{ id: newId(), workspaceId: ctx.workspace.id, ticketId: ticket.id, channel: copy.channel, ts },
        ...{ authorId, authorName: authorId === null ? (name ?? slackUserId) : null },
        text: text.replaceAll("\u0000", "").slice(0, longestTicket.note),
        at: new Date(Number(ts) * 1000),
      };
    }),
    skipDuplicates: true,
  });
  if (count > 0)
    await keepChange(ctx, {
      ...{ ticket, kind: "noted", action: "ticket.thread_noted" },
      details: { replies: count },
      after: { replies: count },
    });
  await ctx.tx.ticketThreadCopy.updateMany({
    where,
    data: { cursor: next, copied: { increment: count }, nextAt, ...(next === null && { endedAt: ctx.now }) },
  });
}

/** Slack asks to wait. */
export async function holdThreadCopy(ctx: Context, copy: ThreadCopy, until: Date): Promise<void> {
  await allow(ctx, "tickets:write");
  await ctx.tx.ticketThreadCopy.updateMany({
    where: { ticketId: copy.ticketId, endedAt: null },
    data: { nextAt: until },
  });
}

/** Slack does not let Steward read it: whoever opened the ticket hears of it, once. */
export async function endThreadCopy(ctx: Context, copy: ThreadCopy, failure: string): Promise<void> {
  await allow(ctx, "tickets:write");
  const { count } = await ctx.tx.ticketThreadCopy.updateMany({
    where: { ticketId: copy.ticketId, endedAt: null },
    data: { endedAt: ctx.now, failure },
  });
  if (count === 0) return;
  const ticket = await lockTicket(ctx, copy.ticketId);
  const asked = ticket.requesterId && (await ctx.tx.member.findFirst({ where: { id: ticket.requesterId } }));
  if (asked) tell(ctx, "ticket-thread-unread", asked.slackUserId, { ticketId: ticket.id });
}
