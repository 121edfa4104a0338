import type { Context } from "../db/context.ts";
import type { Reader } from "./views/dates.ts";

/** Whose eyes an answer is for: dates are said in their zone. */
export function readerOf(ctx: Context): Reader {
  return { zone: ctx.member?.zone ?? ctx.workspace.zone, now: ctx.now };
}

/** The workspace's own clock, by which access ends and reviews begin. */
export function workspaceReaderOf(ctx: Context): Reader {
  return { zone: ctx.workspace.zone, now: ctx.now };
}

/** Whoever is told something unasked: their own zone, as far as they are known. */
export async function recipientReader(ctx: Context, slackUserId: string): Promise<Reader> {
  const member = await ctx.tx.member.findFirst({ where: { slackUserId }, select: { zone: true } });
  return { zone: member?.zone ?? ctx.workspace.zone, now: ctx.now };
}
