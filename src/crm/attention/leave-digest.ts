import type { Context } from "../../db/context.ts";
import { keepDigest } from "../digest/plan-digest.ts";
import { digestKind } from "./digest.ts";
import { takeHeld } from "./held.ts";
import { type DuePerson, takePersonalTurn } from "./personal-turn.ts";

/** What a digest says is read when it is delivered; only which digest it is is named. */
export interface DigestPayload {
  digestId: string;
}

/**
 * Leaves one person's digest of a day: the turn, what was held back, what else there is, and the notice, in one transaction.
 * With nothing to say the turn is taken all the same, and nothing is sent.
 * @returns what became of it; "had": somebody else took the turn
 */
export async function leaveDigest(
  ctx: Context,
  { memberId, slackUserId, day }: DuePerson,
): Promise<"left" | "empty" | "had"> {
  if (!(await takePersonalTurn(ctx, { job: digestKind, memberId, day }))) return "had";
  const held = await takeHeld(ctx, slackUserId);
  const less = await ctx.tx.attentionLess.findMany({ where: { memberId }, select: { kind: true } });
  const heldIds = held.map(({ id }) => id);
  const digestId = await keepDigest(ctx, { memberId, day, heldIds, less: less.map(({ kind }) => kind) });
  if (digestId === null) return "empty";
  const payload: DigestPayload = { digestId };
  ctx.notify({ kind: digestKind, recipient: slackUserId, payload: { ...payload } });
  return "left";
}
