import type { Client } from "./client.ts";

interface Removal {
  now: Date;
  /** the workspaces to look at; null for all */
  served: readonly string[] | null;
  /** rows that one transaction takes away */
  room?: number;
  /** removes what is kept of a workspace outside the tables behind the wall */
  removeElsewhere(workspaceId: string): Promise<void>;
  /** true: begin no further batch */
  aborted?: () => boolean;
}

export interface RemovedWorkspace {
  workspaceId: string;
  /** rows that were removed now, the workspace's own included */
  rows: number;
}

/** Rows that one transaction removes: enough to be quick, few enough to hold nobody up. */
const defaultRoom = 5_000;
const batchTimeout = 120_000;

/**
 * Removes the data of every workspace that Slack took Steward out of long enough ago. In batches, each a transaction: killed
 * anywhere, the next call goes on. Any number of processes may do so at once.
 * @returns the workspaces of which nothing is left
 */
export async function removeGoneWorkspaces(
  db: Pick<Client, "asOps">,
  { now, served, room = defaultRoom, removeElsewhere, aborted = () => false }: Removal,
): Promise<RemovedWorkspace[]> {
  const begun = await db.asOps(
    (tx) => tx.$queryRaw<{ id: string }[]>`
      SELECT ops_begin_removals(${now}::timestamptz, ${served}::text[]::uuid[]) AS id`,
  );
  const finished: RemovedWorkspace[] = [];
  for (const { id } of begun) {
    // Before the rows: with the last of them the workspace is forgotten.
    await removeElsewhere(id);
    let rows = 0;
    for (let done = false; !done; ) {
      if (aborted()) return finished;
      const batch = await removeBatch(db, { id, now, room });
      rows += batch.removed;
      done = batch.done;
    }
    if (rows > 0) finished.push({ workspaceId: id, rows });
  }
  return finished;
}

async function removeBatch(
  db: Pick<Client, "asOps">,
  { id, now, room }: { id: string; now: Date; room: number },
): Promise<{ removed: number; done: boolean }> {
  const [batch] = await db.asOps(
    (tx) => tx.$queryRaw<{ removed: bigint; done: boolean }[]>`
      SELECT * FROM ops_remove_batch(${id}::uuid, ${now}::timestamptz, ${room}::int)`,
    { timeout: batchTimeout },
  );
  return { removed: Number(batch?.removed ?? 0), done: batch?.done ?? true };
}
