import type { Logger } from "pino";
import { daysKeptWhenGone } from "./crm/access/mark-uninstalled.ts";
import type { Client } from "./db/client.ts";
import { removeGoneWorkspaces } from "./db/remove-gone-workspaces.ts";

interface RemovalsOptions {
  db: Pick<Client, "asOps">;
  clock: { now(): Date; after(ms: number, run: () => void): () => void };
  /** removes what is kept of a workspace outside the tables behind the wall */
  removeElsewhere(workspaceId: string): Promise<void>;
  log: Pick<Logger, "info" | "warn">;
  /** the workspaces to look at; null (the default) for all */
  served?: readonly string[] | null;
}

export interface Removals {
  /** resolves when no round is under way */
  idle(): Promise<void>;
  /** begins no further batch; what is left goes at the next start */
  stop(): Promise<void>;
}

const everyMs = 60 * 60_000;

/**
 * Removes, now and each hour, the data of workspaces that Slack took Steward out of long enough ago. No workspace's own work: a
 * workspace that is gone has neither jobs nor transactions.
 */
export function startRemovals({ db, clock, removeElsewhere, log, served = null }: RemovalsOptions): Removals {
  let stopped = false;
  let cancel = () => {};
  let round: Promise<void> = Promise.resolve();

  async function remove(): Promise<void> {
    try {
      const removed = await removeGoneWorkspaces(db, {
        now: clock.now(),
        served,
        removeElsewhere,
        aborted: () => stopped,
      });
      for (const { workspaceId, rows } of removed)
        log.info(
          { workspace: workspaceId, rows, daysKept: daysKeptWhenGone },
          "The data of a workspace that Steward left are removed",
        );
    } catch (error) {
      log.warn(
        { err: error },
        "The data of a workspace that was left could not be removed; it goes on within the hour",
      );
    }
    if (!stopped) cancel = clock.after(everyMs, begin);
  }

  function begin(): void {
    round = remove();
  }

  begin();
  return {
    idle: () => round,
    async stop() {
      stopped = true;
      cancel();
      await round;
    },
  };
}
