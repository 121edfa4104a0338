import type { Context } from "../../db/context.ts";
import type { Digest } from "./find-digest.ts";

/** The notice that puts a digest of an earlier day in one line. */
export const foldedKind = "digest-folded";

/**
 * Folds up a person's earlier digests once a later one stands: each is edited where it stands, once. Doing it twice leaves
 * nothing twice.
 */
export async function foldEarlierDigests(ctx: Context, digestId: string): Promise<void> {
  const folded = await ctx.tx.$queryRaw<{ id: string; slackUserId: string }[]>`
    UPDATE digest d SET "foldedAt" = ${ctx.now} FROM digest later JOIN member m ON m.id = later."memberId"
    WHERE later.id = ${digestId}::uuid AND d."memberId" = later."memberId" AND d.day < later.day AND d.ts IS NOT NULL
      AND d."foldedAt" IS NULL RETURNING d.id, m."slackUserId"`;
  for (const { id, slackUserId } of folded)
    ctx.notify({ kind: foldedKind, recipient: slackUserId, payload: { digestId: id } });
}

/** What became of what a digest brought, in numbers. */
export interface DigestSum {
  done: number;
  /** to a later day */
  moved: number;
  dropped: number;
  given: number;
  /** tickets */
  solved: number;
  waiting: number;
  /** leads that whoever has the digest called or wrote to */
  called: number;
  confirmed: number;
  changed: number;
  /** still to be done */
  open: number;
  /** messages that it brought along */
  held: number;
}

export function sumOfDigest({ tasks, tickets, quiet, called, confirmation, heldIds }: Digest): DigestSum {
  const tasksIn = (state: Digest["tasks"][number]["state"]) => tasks.filter((one) => one.state === state).length;
  const ticketsIn = (state: Digest["tickets"][number]["standing"]) =>
    tickets.filter(({ standing }) => standing === state).length;
  const leadsIn = (state: Digest["quiet"][number]["state"]) => quiet.filter((lead) => lead.state === state).length;
  return {
    done: tasksIn("done"),
    moved: tasksIn("moved") + leadsIn("planned"),
    dropped: tasksIn("dropped"),
    given: tasksIn("given") + ticketsIn("given") + leadsIn("given"),
    solved: ticketsIn("solved"),
    waiting: ticketsIn("waiting"),
    called,
    confirmed: confirmation?.confirmed ?? 0,
    changed: confirmation?.changed ?? 0,
    open: tasksIn("open") + ticketsIn("open") + leadsIn("open"),
    held: heldIds.length,
  };
}
