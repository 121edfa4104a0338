import { listWorkspaces } from "./cross-workspaces.ts";
import { openJobQueue } from "./job-queue.ts";
import { listRuns, type RunRecord, type SlotTry } from "./job-slot.ts";
import { startMinute } from "./minute.ts";
import { claimByHand } from "./run-by-hand.ts";
import { runSlot } from "./run-slot.ts";
import { type SchedulerOptions, withDefaults } from "./scheduler-options.ts";
import { sweep } from "./sweep.ts";
import { Timetable } from "./timetable.ts";

export interface Scheduler {
  /** Looks for due slots now; otherwise each minute. */
  sweep(): Promise<void>;
  /**
   * Runs a job for a slot now, in one workspace or in all: a slot that nobody has taken, that failed or that was skipped.
   * What is under way or done is left alone.
   * @returns in how many workspaces a run was started
   */
  runNow(job: string, slot: Date, workspaceId?: string): Promise<number>;
  /** The latest runs in a workspace, newest first. */
  listRuns(workspaceId: string, options: { limit: number; job?: string }): Promise<RunRecord[]>;
  /** Starts nothing new; resolves when the runs under way have ended. */
  stop(): Promise<void>;
}

/**
 * Runs each job once a slot and workspace, however many processes do so side by side. node-cron says that a minute has
 * come; the database says who looks around in it, who has a slot, and who may still settle a run.
 */
export async function startScheduler(options: SchedulerOptions): Promise<Scheduler> {
  const settings = withDefaults(options);
  const { db, clock, jobs, served, log, queueLeaseMs } = settings;
  const timetable = new Timetable();
  const underWay = new Set<Promise<void>>();
  const queue = await openJobQueue(settings, (slotTry) => {
    const run = runSlot(settings, slotTry).finally(() => underWay.delete(run));
    underWay.add(run);
    return run;
  });

  let sweeping: Promise<void> = Promise.resolve();
  const sweepNext = () => {
    const next = sweeping.then(() => sweep(settings, queue, timetable));
    sweeping = next.catch(() => {});
    return next;
  };
  const minute = startMinute(settings, sweepNext);
  // What was missed while nobody ran is seen to at once.
  sweepNext().catch((error: unknown) =>
    log.warn({ err: error }, "due jobs could not be looked for; the next minute will"),
  );

  const startRun = (place: Omit<SlotTry, "attempt">) =>
    db.inWorkspace(place.workspaceId, async (tx) => {
      const now = clock.now();
      const slotTry = await claimByHand(tx, place, { now, leaseUntil: new Date(now.getTime() + queueLeaseMs) });
      if (slotTry) await queue.send(tx, slotTry);
      return slotTry !== null;
    });

  let stopping: Promise<void> | null = null;
  return {
    sweep: sweepNext,
    runNow: async (job, slot, workspaceId) => {
      if (!jobs.some(({ name }) => name === job)) throw new Error(`No job is called "${job}"`);
      const all = await listWorkspaces(db, served);
      let started = 0;
      for (const { id } of all.filter((workspace) => workspaceId === undefined || workspace.id === workspaceId)) {
        if (await startRun({ workspaceId: id, job, slot })) started++;
      }
      return started;
    },
    listRuns: (workspaceId, page) => db.inWorkspace(workspaceId, (tx) => listRuns(tx, page)),
    stop: () => {
      stopping ??= (async () => {
        await minute.destroy();
        await sweeping;
        await queue.stop();
        await Promise.all(underWay);
      })();
      return stopping;
    },
  };
}
