import type { Transaction } from "../db/context.ts";
import type { Counts } from "./define-job.ts";

/** One try of one slot, as it travels through the queue. */
export interface SlotTry {
  workspaceId: string;
  job: string;
  slot: Date;
  /** 1 for the first; an older try can settle nothing any more */
  attempt: number;
}

type SlotState = "queued" | "running" | "retrying" | "done" | "failed" | "skipped";

/** Takes a slot: true for one caller, whatever else runs; its key refuses a second run. */
export async function takeSlot(
  tx: Transaction,
  { workspaceId, job, slot }: Omit<SlotTry, "attempt">,
  { state, missed, now, leaseUntil }: { state: "queued" | "skipped"; missed: number; now: Date; leaseUntil: Date },
): Promise<boolean> {
  const finishedAt = state === "skipped" ? now : null;
  const rows = await tx.$executeRaw`
    INSERT INTO job_slot ("workspaceId", job, slot, state, "startedAt", "leaseUntil", missed, "finishedAt")
    VALUES (${workspaceId}::uuid, ${job}, ${slot}, ${state}, ${now}, ${leaseUntil}, ${missed}, ${finishedAt})
    ON CONFLICT DO NOTHING`;
  return rows === 1;
}

/** A slot whose time is up, locked; null when it is somebody's after all: a runner in the middle of its transaction holds it. */
export async function lockLapsed(
  tx: Transaction,
  { job, slot }: Pick<SlotTry, "job" | "slot">,
  now: Date,
): Promise<{ state: SlotState; attempt: number } | null> {
  const [row] = await tx.$queryRaw<{ state: SlotState; attempt: number }[]>`
    SELECT state, attempt FROM job_slot
    WHERE job = ${job} AND slot = ${slot} AND state IN ('queued', 'running', 'retrying') AND "leaseUntil" <= ${now}
    FOR UPDATE SKIP LOCKED`;
  return row ?? null;
}

/** A slot that ended without a result, locked, to be run after all; null when there is none. */
export async function lockGivenUp(
  tx: Transaction,
  { job, slot }: Pick<SlotTry, "job" | "slot">,
): Promise<{ attempt: number } | null> {
  const [row] = await tx.$queryRaw<{ attempt: number }[]>`
    SELECT attempt FROM job_slot WHERE job = ${job} AND slot = ${slot} AND state IN ('failed', 'skipped') FOR UPDATE`;
  return row ?? null;
}

/** Puts a locked slot into the queue again as this try. */
export async function requeueSlot(tx: Transaction, { job, slot, attempt }: SlotTry, leaseUntil: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE job_slot SET state = 'queued', attempt = ${attempt}, "leaseUntil" = ${leaseUntil}, "finishedAt" = NULL
    WHERE job = ${job} AND slot = ${slot}`;
}

/** The try begins; false when it is not due any more. */
export async function beginRun(
  tx: Transaction,
  { job, slot, attempt }: SlotTry,
  { now, leaseUntil }: { now: Date; leaseUntil: Date },
): Promise<boolean> {
  const rows = await tx.$executeRaw`
    UPDATE job_slot SET state = 'running', "startedAt" = ${now}, "leaseUntil" = ${leaseUntil}
    WHERE job = ${job} AND slot = ${slot} AND attempt = ${attempt} AND state = 'queued'`;
  return rows === 1;
}

/** The runner lives; false when the run is no longer its own. */
export async function extendLease(
  tx: Transaction,
  { job, slot, attempt }: SlotTry,
  leaseUntil: Date,
): Promise<boolean> {
  const rows = await tx.$executeRaw`
    UPDATE job_slot SET "leaseUntil" = ${leaseUntil}
    WHERE job = ${job} AND slot = ${slot} AND attempt = ${attempt} AND state = 'running'`;
  return rows === 1;
}

/**
 * Holds the run for this transaction: nobody takes it over before the transaction ends, while signs of life still get
 * through (KEY SHARE lets an update of other columns pass, and takes turns with the FOR UPDATE of who takes over).
 */
export async function holdRun(tx: Transaction, { job, slot, attempt }: SlotTry): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM job_slot WHERE job = ${job} AND slot = ${slot} AND attempt = ${attempt} AND state = 'running' FOR KEY SHARE`;
  return rows.length === 1;
}

export async function markDone(
  tx: Transaction,
  { job, slot, attempt }: SlotTry,
  { counts, now }: { counts: Counts; now: Date },
): Promise<boolean> {
  const rows = await tx.$executeRaw`
    UPDATE job_slot SET state = 'done', counts = ${JSON.stringify(counts)}::jsonb, error = NULL, "finishedAt" = ${now}
    WHERE job = ${job} AND slot = ${slot} AND attempt = ${attempt} AND state = 'running'`;
  return rows === 1;
}

/** @param retryAt when it is tried again; null when it is given up */
export async function markFailed(
  tx: Transaction,
  { job, slot, attempt }: SlotTry,
  { error, now, retryAt }: { error: string; now: Date; retryAt: Date | null },
): Promise<boolean> {
  const rows = await tx.$executeRaw`
    UPDATE job_slot SET state = ${retryAt ? "retrying" : "failed"}, error = ${error}, "finishedAt" = ${now}, "leaseUntil" = ${retryAt ?? now}
    WHERE job = ${job} AND slot = ${slot} AND attempt = ${attempt} AND state IN ('queued', 'running')`;
  return rows === 1;
}

export interface RunRecord {
  job: string;
  slot: Date;
  state: SlotState;
  attempt: number;
  startedAt: Date;
  finishedAt: Date | null;
  counts: Counts | null;
  /** why it failed, or why the try before this one did */
  error: string | null;
  /** slots before this one that nobody was there to run */
  missed: number;
}

/** The latest runs of a workspace, newest first. */
export async function listRuns(tx: Transaction, { limit, job }: { limit: number; job?: string }): Promise<RunRecord[]> {
  const rows = await tx.jobSlot.findMany({
    ...(job !== undefined && { where: { job } }),
    orderBy: [{ slot: "desc" }, { job: "asc" }],
    take: limit,
    omit: { workspaceId: true, leaseUntil: true },
  });
  return rows as RunRecord[];
}
