import type { Context, sql } from "../../db/context.ts";

/** A message that waits for a person's digest. */
export interface HeldNotice {
  /** of the delivery */
  id: string;
  kind: string;
  /** ids only, as its notice was left with */
  payload: sql.JsonValue;
  createdAt: Date;
}

/** As many as one digest can say; the rest stays for the next. */
export const mostHeld = 20;

/** What was held back for a person, the oldest first. */
export async function listHeld(ctx: Context, slackUserId: string, limit = mostHeld): Promise<HeldNotice[]> {
  return ctx.tx.$queryRaw<HeldNotice[]>`
    SELECT id, kind, payload, "createdAt" FROM delivery
    WHERE state = 'held' AND recipient = ${slackUserId} ORDER BY id LIMIT ${limit}`;
}

/**
 * Takes what was held back for a person into their digest, in the transaction that leaves the digest: committed with it or
 * not at all. The digest keeps what was taken, by which {@link readTaken} finds it when the digest is drawn.
 */
export async function takeHeld(ctx: Context, slackUserId: string): Promise<HeldNotice[]> {
  const held = await listHeld(ctx, slackUserId);
  if (held.length === 0) return [];
  const taken = await ctx.tx.$queryRaw<{ id: string }[]>`
    UPDATE delivery SET state = 'digested', "settledAt" = ${ctx.now}
    WHERE id = ANY (${held.map(({ id }) => id)}::uuid[]) AND state = 'held' RETURNING id`;
  const ids = new Set(taken.map(({ id }) => id));
  return held.filter(({ id }) => ids.has(id));
}

/** What a digest has taken, the oldest first, when it is drawn. */
export async function readTaken(ctx: Context, ids: readonly string[]): Promise<HeldNotice[]> {
  if (ids.length === 0) return [];
  return ctx.tx.$queryRaw<HeldNotice[]>`
    SELECT id, kind, payload, "createdAt" FROM delivery
    WHERE id = ANY (${[...ids]}::uuid[]) AND state = 'digested' ORDER BY id`;
}
