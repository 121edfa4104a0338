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
