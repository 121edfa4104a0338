import type { Logger } from "pino";
import type { Client } from "../db/client.ts";
import type { OpenTransaction, Profile } from "../db/open-transaction.ts";
import type { Served } from "./cross-workspaces.ts";
import type { Job } from "./define-job.ts";

/** Time and timers; the tests own both. */
interface Clock {
  now(): Date;
  /** Runs once after `ms` milliseconds, unless what it returns is called before. */
  after(ms: number, run: () => void): () => void;
}

/** One run that ended, for the metrics. */
export interface RunEnd {
  job: string;
  outcome: "done" | "retrying" | "failed";
  ms: number;
}

export interface SchedulerOptions {
  jobs: readonly Job[];
  db: Pick<Client, "asOps" | "inWorkspace">;
  openTransaction: OpenTransaction;
  /** Login of the owner: pg-boss keeps its own tables in a schema of its own, and makes and migrates them itself. */
  ownerUrl: string;
  clock: Clock;
  /** Asks Slack for everyone in the workspace; a process that has no way to Slack refuses. */
  people?: () => Promise<readonly Profile[]>;
  log: Pick<Logger, "info" | "warn" | "error">;
  /** The workspaces that this process runs jobs for; null (the default) for all. */
  served?: Served;
  onRun?: (end: RunEnd) => void;
  /** The role that does the work and may put jobs into the queue. */
  appRole?: string;
  /** pg-boss's schema */
  queueSchema?: string;
  /** Runs of one job at once in this process. */
  concurrency?: number;
  /** Milliseconds by which a slot may be late and still be on time. */
  graceMs?: number;
  /** Milliseconds without a sign of life after which a run is taken over. */
  leaseMs?: number;
  /** Milliseconds in the queue after which is made sure that the slot still is there. */
  queueLeaseMs?: number;
  /** Milliseconds to wait before a failed run is tried again; doubled each time. */
  retryMs?: number;
}

export type Settings = Required<SchedulerOptions>;

/** @throws Error when two jobs have one name */
export function withDefaults(options: SchedulerOptions): Settings {
  const names = options.jobs.map(({ name }) => name);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw new Error(`Two jobs are called "${double}"`);
  return {
    served: null,
    people: () => Promise.reject(new Error("This process cannot ask Slack for people")),
    onRun: () => {},
    appRole: "steward_app",
    queueSchema: "pgboss",
    concurrency: 2,
    graceMs: 5 * 60_000,
    leaseMs: 60_000,
    queueLeaseMs: 10 * 60_000,
    retryMs: 60_000,
    ...options,
  };
}
