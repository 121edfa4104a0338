import type { Context } from "../../db/context.ts";
import type { OwnMessage } from "./plan-erasure.ts";

/** What became of a message of Steward's own. */
export type TakenBack = { state: "deleted" | "redacted" | "gone" } | { state: "unreachable"; failure: string };

/** A message or file that an erasure is to take back; null when that is settled. */
export async function findMessageToTakeBack(ctx: Context, erasureMessageId: string): Promise<OwnMessage | null> {
  const found = await ctx.tx.erasureMessage.findFirst({ where: { id: erasureMessageId, state: "pending" } });
  return found && { channel: found.channel, ts: found.ts, fileId: found.fileId };
}

/**
 * Writes down what became of it, and forgets where it stood: nothing is there any more.
 * @returns the erasure, if this was the last that it waited for
 */
export async function settleTakenBack(
  ctx: Context,
  erasureMessageId: string,
  taken: TakenBack,
): Promise<string | null> {
  const failure = taken.state === "unreachable" ? taken.failure : null;
  await ctx.tx.erasureMessage.updateMany({
    where: { id: erasureMessageId, state: "pending" },
    data: { state: taken.state, failure, settledAt: ctx.now },
  });
  const { erasureId, channel, ts, fileId } = await ctx.tx.erasureMessage.findFirstOrThrow({
    where: { id: erasureMessageId },
  });
  if (taken.state !== "unreachable") await ctx.tx.postedMessage.deleteMany({ where: { channel, ts, fileId } });
  const left = await ctx.tx.erasureMessage.count({ where: { erasureId, state: "pending" } });
  return left === 0 ? erasureId : null;
}
