import { type InstalledWorkspace, listLapsedSlots, listLatestSlots, listWorkspaces } from "./cross-workspaces.ts";
import { type Job, workspaceZone } from "./define-job.ts";
import type { JobQueue } from "./job-queue.ts";
import { lockLapsed, markFailed, requeueSlot, type SlotTry, takeSlot } from "./job-slot.ts";
import type { Settings } from "./scheduler-options.ts";
import type { Timetable } from "./timetable.ts";

/** A slot that has come and that nobody has taken. */
interface DueSlot {
  job: Job;
  slot: Date;
  /** slots before it that nobody was there to run */
  missed: number;
  /** too late for a job that would rather skip than be late */
  skip: boolean;
}

/**
 * What a job has to do in a workspace now: its latest slot, unless it was taken already or lies before the installation.
 * @param last the latest slot taken; null for a job's first
 */
function findDueSlot(
  timetable: Timetable,
  job: Job,
  { zone, last, installedAt, now, graceMs }: DueQuestion,
): DueSlot | null {
  const slot = timetable.findLatest(job.cron, zone, now);
  if (!slot || slot <= installedAt || (last && slot <= last)) return null;
  const late = now.getTime() - slot.getTime() > graceMs;
  const missed = last ? timetable.countBetween(job.cron, zone, last, slot) : 0;
  return { job, slot, missed, skip: late && job.missed === "skip" };
}

interface DueQuestion {
  zone: string;
  last: Date | null;
  installedAt: Date;
  now: Date;
  graceMs: number;
}

/**
 * Looks at every job in every workspace: takes the slots that have come, whether a moment or a week ago, and sees to the
 * runs whose time is up. Any number of processes may do so at once. One workspace's trouble stops no other's.
 */
export async function sweep(settings: Settings, queue: JobQueue, timetable: Timetable): Promise<void> {
  const { db, clock, jobs, served, graceMs } = settings;
  const names = jobs.map(({ name }) => name);
  const now = clock.now();
  const workspaces = await listWorkspaces(db, served);
  const latest = new Map(
    (await listLatestSlots(db, names, served)).map(({ workspaceId, job, slot }) => [`${workspaceId} ${job}`, slot]),
  );
  for (const workspace of workspaces) {
    await guarded(settings, workspace.id, async () => {
      const due = jobs.flatMap((job) => {
        const zone = zoneOf(settings, timetable, job, workspace);
        const last = latest.get(`${workspace.id} ${job.name}`) ?? null;
        return findDueSlot(timetable, job, { zone, last, installedAt: workspace.createdAt, now, graceMs }) ?? [];
      });
      if (due.length > 0) await takeSlots(settings, queue, workspace.id, due);
    });
  }
  for (const lapsed of await listLapsedSlots(db, { now, jobs: names, served })) {
    await guarded(settings, lapsed.workspaceId, () => revive(settings, queue, lapsed));
  }
}

async function guarded({ log }: Settings, workspaceId: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error({ workspace: workspaceId, err: error }, "jobs of a workspace could not be started; the next look will");
  }
}

function zoneOf({ log }: Settings, timetable: Timetable, job: Job, workspace: InstalledWorkspace): string {
  if (job.zone !== workspaceZone) return job.zone ?? "UTC";
  try {
    timetable.findLatest(job.cron, workspace.zone, workspace.createdAt);
    return workspace.zone;
  } catch {
    log.warn({ workspace: workspace.id, zone: workspace.zone }, "this zone does not exist; its jobs go by UTC");
    return "UTC";
  }
}

/** Takes the slots and puts their runs into the queue, together or not at all. */
async function takeSlots(
  { db, clock, queueLeaseMs, log }: Settings,
  queue: JobQueue,
  workspaceId: string,
  due: DueSlot[],
): Promise<void> {
  const now = clock.now();
  const leaseUntil = new Date(now.getTime() + queueLeaseMs);
  await db.inWorkspace(workspaceId, async (tx) => {
    for (const { job, slot, missed, skip } of due) {
      const state = skip ? "skipped" : "queued";
      const place = { workspaceId, job: job.name, slot };
      if (!(await takeSlot(tx, place, { state, missed, now, leaseUntil }))) continue;
      // No fault: a job that would rather skip than be late says so, and every start after a pause has some.
      if (skip) log.info({ ...place, missed }, "job skipped: its time had passed");
      else await queue.send(tx, { ...place, attempt: 1 });
    }
  });
}

/** Gives a slot whose time is up its next try, or makes sure that it still waits in the queue. */
async function revive(
  { db, clock, jobs, queueLeaseMs, log }: Settings,
  queue: JobQueue,
  place: Omit<SlotTry, "attempt">,
): Promise<void> {
  const now = clock.now();
  const attempts = jobs.find(({ name }) => name === place.job)?.attempts ?? 3;
  await db.inWorkspace(place.workspaceId, async (tx) => {
    const lapsed = await lockLapsed(tx, place, now);
    if (!lapsed) return;
    const { state } = lapsed;
    if (state === "running") log.warn({ ...place, attempt: lapsed.attempt }, "job's process died; it is taken over");
    if (state === "running" && lapsed.attempt >= attempts) {
      const error = "Its process died each time that it ran";
      await markFailed(tx, { ...place, attempt: lapsed.attempt }, { error, now, retryAt: null });
      return;
    }
    const slotTry = { ...place, attempt: state === "queued" ? lapsed.attempt : lapsed.attempt + 1 };
    await requeueSlot(tx, slotTry, new Date(now.getTime() + queueLeaseMs));
    await queue.send(tx, slotTry);
  });
}
