import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";

/** A message of Steward's own that did not arrive, or of which nobody can say whether it did. */
export interface DeadLetter {
  /** of the delivery */
  id: string;
  kind: string;
  /** a Slack user's id or a channel's */
  recipient: string;
  /** failed: it did not arrive; unknown: it may have */
  state: "failed" | "unknown";
  /** Slack's own word, or a short code of ours */
  reason: string;
  attempts: number;
  createdAt: Date;
  settledAt: Date;
}

/** An erasure sees to its own. */
const noLetters = ["take-back"];

/** The latest first. `total` counts all of them, not just those listed. */
export async function listDeadLetters(
  ctx: Context,
  { limit }: { limit: number },
): Promise<{ letters: DeadLetter[]; total: number }> {
  await allow(ctx, "settings:write");
  const where = {
    state: { in: ["failed", "unknown"] },
    kind: { notIn: noLetters },
  };
  const rows = await ctx.tx.delivery.findMany({ where, orderBy: { id: "desc" }, take: limit });
  const total = await ctx.tx.delivery.count({ where });
  const letters = rows.map(({ id, kind, recipient, state, lastError, attempts, createdAt, settledAt }) => ({
    ...{ id, kind, recipient, attempts, createdAt },
    state: state as DeadLetter["state"],
    reason: lastError ?? "",
    settledAt: settledAt ?? createdAt,
  }));
  return { letters, total };
}

/**
 * Puts a dead letter into the outbox again, as if it had never been tried.
 * @throws Refusal letter_gone when somebody has seen to it, or it was removed after its 90 days
 */
export async function sendAgain(ctx: Context, { deliveryId }: { deliveryId: string }): Promise<void> {
  await allow(ctx, "settings:write");
  const rows = await ctx.tx.$executeRaw`
    UPDATE delivery SET state = 'pending', attempts = 0, lookups = 0, "nextAttemptAt" = ${ctx.now}, "settledAt" = NULL, "lastError" = NULL,
      "countedDay" = NULL
    WHERE id = ${deliveryId}::uuid AND state IN ('failed', 'unknown')`;
  if (rows === 0) throw new Refusal("letter_gone", {});
  await note(ctx, "delivery.sent_again", deliveryId);
}

/**
 * Leaves a dead letter as it is: it is on no list any more.
 * @throws Refusal letter_gone
 */
export async function leaveLetter(ctx: Context, { deliveryId }: { deliveryId: string }): Promise<void> {
  await allow(ctx, "settings:write");
  const { count } = await ctx.tx.delivery.updateMany({
    where: { id: deliveryId, state: { in: ["failed", "unknown"] } },
    data: { state: "dropped" },
  });
  if (count === 0) throw new Refusal("letter_gone", {});
  await note(ctx, "delivery.left", deliveryId);
}

async function note(ctx: Context, action: string, deliveryId: string): Promise<void> {
  const { kind } = await ctx.tx.delivery.findFirstOrThrow({ where: { id: deliveryId } });
  ctx.audit({ action, subjectType: "delivery", subjectId: deliveryId, after: { kind } });
}
