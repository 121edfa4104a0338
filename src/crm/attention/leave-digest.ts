import type { Context } from "../../db/context.ts";
import { digestKind } from "./digest.ts";
import { takeHeld } from "./held.ts";
import { type DuePerson, takePersonalTurn } from "./personal-turn.ts";

/** What a digest says is read when it is delivered; only what it takes with it is named. */
export interface DigestPayload {
  memberId: string;
  /** the person's local day, "2026-11-23" */
  day: string;
  /** what was held back for it: deliveries' ids */
  heldIds: string[];
}

/**
 * Leaves one person's digest of a day: the turn, what was held back, and the notice, in one transaction. With nothing to say
 * the turn is taken all the same, and nothing is sent.
 * @returns what became of it; "had": somebody else took the turn
 */
export async function leaveDigest(
  ctx: Context,
  { memberId, slackUserId, day }: DuePerson,
): Promise<"left" | "empty" | "had"> {
  if (!(await takePersonalTurn(ctx, { job: digestKind, memberId, day }))) return "had";
  const held = await takeHeld(ctx, slackUserId);
  if (held.length === 0) return "empty";
  const payload: DigestPayload = { memberId, day, heldIds: held.map(({ id }) => id) };
  ctx.notify({ kind: digestKind, recipient: slackUserId, payload: { ...payload } });
  return "left";
}
