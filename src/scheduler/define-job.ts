import { Cron } from "croner";
import type { Context } from "../db/context.ts";
import type { Profile } from "../db/open-transaction.ts";

/** What a run has to say for itself: "deleted: 12". No names, no ids. */
export type Counts = Record<string, number>;

/** One run of one job in one workspace. */
export interface JobRun {
  workspace: { id: string; teamId: string; zone: string };
  /** Aborted when the run has taken too long or was taken over: stop at the next record. */
  signal: AbortSignal;
  /**
   * Opens a transaction as Steward itself, whose `now` is the slot. One for all, or one a record, so that a bad record
   * stops nobody else's.
   * @throws LostRun when the run is no longer this process's
   */
  transaction<T>(work: (ctx: Context) => Promise<T>): Promise<T>;
  /** Everyone whom Slack lists in the workspace, as Slack has them now. */
  people(): Promise<readonly Profile[]>;
}

export interface Job {
  /** kebab-case; names the rows of its runs, so it is never changed */
  name: string;
  /** five fields: minute, hour, day, month, weekday */
  cron: string;
  /** an IANA zone, or each workspace's own; UTC unless said otherwise */
  zone?: string;
  /** one sentence for the steward: what one run does */
  summary: string;
  /** What becomes of the last slot for which nobody was there in time: earlier ones are only counted. */
  missed: "catch-up-once" | "skip";
  /** after so many milliseconds a run counts as failed */
  timeoutMs: number;
  /** tries of one slot, 3 unless said otherwise; a run may repeat what a run that died has done already */
  attempts?: number;
  /** it asks Slack something, so only a process that is connected with Slack can run it */
  asksSlack?: boolean;
  /** @param slot the time it was scheduled for, not the time it is */
  run(env: JobRun, slot: Date): Promise<Counts>;
}

/** The zone that stands for each workspace's own. */
export const workspaceZone = "workspace";

/** @throws Error that names the job and what is wrong with it */
export function defineJob(job: Job): Job {
  const fault = findFault(job);
  if (fault) throw new Error(`Job "${job.name}": ${fault}`);
  return job;
}

function findFault({ name, cron, zone = "UTC", summary, timeoutMs, attempts = 1 }: Job): string | null {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) return "its name must be kebab-case";
  if (cron.trim().split(/\s+/).length !== 5) return `its cron needs five fields: "${cron}"`;
  try {
    if (!new Cron(cron, { timezone: zone === workspaceZone ? "UTC" : zone }).nextRun()) return `"${cron}" never comes`;
  } catch (error) {
    return `its cron or zone is wrong: ${error instanceof Error ? error.message : error}`;
  }
  if (summary.trim() === "") return "its summary is empty";
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1_000) return "its timeoutMs must be a second at least";
  if (!Number.isSafeInteger(attempts) || attempts < 1) return "it needs one attempt at least";
  return null;
}
