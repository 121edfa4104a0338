import { UnknownWorkspace } from "../db/open-transaction.ts";
import type { Counts, Job, JobRun } from "./define-job.ts";
import { beginRun, extendLease, holdRun, markDone, markFailed, type SlotTry } from "./job-slot.ts";
import type { RunEnd, Settings } from "./scheduler-options.ts";

/** The run was taken over, or its time is up: what it still does must not be saved. */
class LostRun extends Error {
  override readonly name = "LostRun";
  constructor(job: string) {
    super(`This run of ${job} is no longer this process's`);
  }
}

/** The run did not end in time. */
class RunTimeout extends Error {
  override readonly name = "RunTimeout";
}

type Workspace = JobRun["workspace"];

/** Runs one try of one slot and writes down how it went. Only the database's own errors leave it. */
export async function runSlot(settings: Settings, slotTry: SlotTry): Promise<void> {
  const { db, clock, jobs, leaseMs, log } = settings;
  const { workspaceId, attempt, slot } = slotTry;
  const job = jobs.find(({ name }) => name === slotTry.job);
  if (!job) throw new Error(`No job is called "${slotTry.job}"`);
  const startedAt = clock.now();
  const leaseUntil = new Date(startedAt.getTime() + leaseMs);
  const workspace = await db.inWorkspace(workspaceId, async (tx) => {
    const [found] = await tx.$queryRaw<Workspace[]>`
      SELECT id, "teamId", zone FROM workspace WHERE "uninstalledAt" IS NULL`;
    return found && (await beginRun(tx, slotTry, { now: startedAt, leaseUntil })) ? found : null;
  });
  if (!workspace) return;

  const details = { job: job.name, workspace: workspaceId, slot, attempt };
  let outcome: RunEnd["outcome"];
  try {
    const counts = await runJob(settings, job, slotTry, workspace);
    const now = clock.now();
    const kept = await db.inWorkspace(workspaceId, (tx) => markDone(tx, slotTry, { counts, now }), {
      repeatable: true,
    });
    if (!kept) throw new LostRun(job.name);
    log.info({ ...details, counts }, "job done");
    outcome = "done";
  } catch (error) {
    if (error instanceof LostRun) {
      log.warn(details, "job was taken over by another process");
      return;
    }
    // Slack took Steward out while it ran: no fault of the job's, which has another try when Steward is installed again.
    if (!(error instanceof UnknownWorkspace)) log.error({ ...details, err: error }, "job failed");
    outcome = await recordFailure(settings, job, slotTry, error);
  }
  settings.onRun({ job: job.name, outcome, ms: clock.now().getTime() - startedAt.getTime() });
}

async function recordFailure(
  { db, clock, retryMs }: Settings,
  { attempts = 3 }: Job,
  slotTry: SlotTry,
  error: unknown,
): Promise<"retrying" | "failed"> {
  const now = clock.now();
  const { attempt, workspaceId } = slotTry;
  const retryAt = attempt < attempts ? new Date(now.getTime() + retryMs * 2 ** (attempt - 1)) : null;
  await db.inWorkspace(workspaceId, (tx) => markFailed(tx, slotTry, { error: describe(error), now, retryAt }), {
    repeatable: true,
  });
  return retryAt ? "retrying" : "failed";
}

/** One line for the steward. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 500);
  const text = error.message.trim().split("\n").at(-1) ?? "";
  return (error instanceof RunTimeout ? text : `${error.name}: ${text}`).slice(0, 500);
}

/** Runs the job under its time limit, giving signs of life. */
async function runJob(settings: Settings, job: Job, slotTry: SlotTry, workspace: Workspace): Promise<Counts> {
  const { clock, openTransaction } = settings;
  const { slot } = slotTry;
  const abort = new AbortController();
  const env: JobRun = {
    workspace,
    signal: abort.signal,
    people: settings.people,
    transaction: async (work) => {
      abort.signal.throwIfAborted();
      const { teamId } = workspace;
      const interactionId = `${job.name}/${slot.toISOString()}`;
      return openTransaction(
        { teamId, slackUserId: null, surface: "job", interactionId, now: slot, timeout: job.timeoutMs },
        async (ctx) => {
          if (!(await holdRun(ctx.tx, slotTry))) throw new LostRun(job.name);
          return work(ctx);
        },
      );
    },
  };
  const stopHeart = startHeart(settings, slotTry, () => abort.abort(new LostRun(job.name)));
  const cancelLimit = clock.after(job.timeoutMs, () =>
    abort.abort(new RunTimeout(`It took longer than ${job.timeoutMs / 1_000} seconds`)),
  );
  const aborted = new Promise<never>((_, reject) => {
    abort.signal.addEventListener("abort", () => reject(abort.signal.reason), { once: true });
  });
  try {
    return await Promise.race([job.run(env, slot), aborted]);
  } finally {
    stopHeart();
    cancelLimit();
  }
}

/** Extends the lease three times within its length. What the database does not answer is tried again by the next beat. */
function startHeart({ db, clock, leaseMs, log }: Settings, slotTry: SlotTry, onLost: () => void): () => void {
  let stopped = false;
  let cancel = () => {};
  const beat = async () => {
    try {
      const leaseUntil = new Date(clock.now().getTime() + leaseMs);
      const alive = await db.inWorkspace(slotTry.workspaceId, (tx) => extendLease(tx, slotTry, leaseUntil));
      if (!alive && !stopped) return onLost();
    } catch (error) {
      log.warn({ job: slotTry.job, err: error }, "a job's sign of life could not be written");
    }
    schedule();
  };
  const schedule = () => {
    if (!stopped) cancel = clock.after(leaseMs / 3, () => void beat());
  };
  schedule();
  return () => {
    stopped = true;
    cancel();
  };
}
