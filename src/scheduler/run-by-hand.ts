import type { Transaction } from "../db/context.ts";
import { listWorkspaces } from "./cross-workspaces.ts";
import { type Job, workspaceZone } from "./define-job.ts";
import { lockGivenUp, requeueSlot, type SlotTry, takeSlot } from "./job-slot.ts";
import { runSlot } from "./run-slot.ts";
import { type SchedulerOptions, withDefaults } from "./scheduler-options.ts";
import { Timetable } from "./timetable.ts";

/**
 * Takes a slot for a run by hand: one that nobody has taken, that failed or that was skipped. Null when it is under way or
 * done: the claim is the same as the timetable's.
 */
export async function claimByHand(
  tx: Transaction,
  place: Omit<SlotTry, "attempt">,
  { now, leaseUntil }: { now: Date; leaseUntil: Date },
): Promise<SlotTry | null> {
  const slotTry = { ...place, attempt: 1 };
  if (await takeSlot(tx, place, { state: "queued", missed: 0, now, leaseUntil })) return slotTry;
  const givenUp = await lockGivenUp(tx, place);
  if (!givenUp) return null;
  slotTry.attempt = givenUp.attempt + 1;
  await requeueSlot(tx, slotTry, leaseUntil);
  return slotTry;
}

/** What came of asking for a run. */
export type ByHand =
  /** it ended here; how, its row says */
  | { outcome: "ran" }
  /** it is under way or done already, or somebody was quicker */
  | { outcome: "taken" }
  /** only a Steward that is connected with Slack can run it: it waits for the next look of one, within a minute */
  | { outcome: "handed over" }
  | { outcome: "no such job" }
  | { outcome: "not yet" }
  /** the job has no such slot; `before`: the one before it */
  | { outcome: "no slot"; before: Date | null };

/**
 * Runs a job for a slot in this process, beside whatever scheduler runs or without one: under the same claim, lease and
 * record. Should this process die, a scheduler takes the run over.
 */
export async function runByHand(
  options: Pick<SchedulerOptions, "jobs" | "db" | "openTransaction" | "clock" | "log">,
  { teamId, job: name, slot }: { teamId: string; job: string; slot: Date },
): Promise<ByHand> {
  const settings = withDefaults({ ...options, ownerUrl: "" });
  const { jobs, db, clock, openTransaction, queueLeaseMs } = settings;
  const job = jobs.find((one) => one.name === name);
  if (!job) return { outcome: "no such job" };
  const now = clock.now();
  if (slot > now) return { outcome: "not yet" };
  const workspace = (await listWorkspaces(db, null)).find((one) => one.teamId === teamId);
  if (!workspace) throw new Error(`Steward is not installed in ${teamId}`);
  const before = new Timetable().findLatest(job.cron, zoneOf(job, workspace.zone), slot);
  if (before?.getTime() !== slot.getTime()) return { outcome: "no slot", before };

  const leaseUntil = job.asksSlack ? now : new Date(now.getTime() + queueLeaseMs);
  const place = { workspaceId: workspace.id, job: name, slot };
  const interaction = { teamId, slackUserId: null, surface: "cli" as const, interactionId: `${name}/by-hand`, now };
  const slotTry = await openTransaction(interaction, async (ctx) => {
    const claimed = await claimByHand(ctx.tx, place, { now, leaseUntil });
    const after = { job: name, slot: slot.toISOString() };
    if (claimed) ctx.audit({ action: "job.run_by_hand", subjectType: "workspace", subjectId: workspace.id, after });
    return claimed;
  });
  if (!slotTry) return { outcome: "taken" };
  if (job.asksSlack) return { outcome: "handed over" };
  await runSlot(settings, slotTry);
  return { outcome: "ran" };
}

function zoneOf({ zone = "UTC" }: Job, ofWorkspace: string): string {
  return zone === workspaceZone ? ofWorkspace : zone;
}
