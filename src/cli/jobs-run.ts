import { DateTime } from "luxon";
import { listJobRuns } from "../crm/operations/list-job-runs.ts";
import { chooseWorkspace } from "./choose-workspace.ts";
import { type CliDoors, CliFault } from "./cli-doors.ts";
import { jobsText } from "./jobs.text.ts";

/** Of a run by hand the latest rows are looked through for its slot. */
const lookedThrough = 1_000;

/**
 * Runs one job for a stated slot, unless it has run for it already.
 * @throws CliFault for a job, a time or a slot that there is not, and when the run failed
 */
export async function runJobByHand(
  doors: CliDoors,
  job: string,
  options: { workspace?: string; slot: string },
): Promise<void> {
  const slot = readSlot(options.slot);
  const database = await doors.openDatabase();
  const { teamId } = await chooseWorkspace(database, options.workspace);
  const done = await database.runJob({ teamId, job, slot });
  switch (done.outcome) {
    case "no such job":
      throw new CliFault(
        jobsText.noSuchJob(
          job,
          doors.jobs.map(({ name }) => name),
        ),
      );
    case "not yet":
      throw new CliFault(jobsText.notYet());
    case "no slot":
      throw new CliFault(jobsText.noSlot(job, done.before));
    case "taken":
      return doors.say(jobsText.taken(job, slot));
    case "handed over":
      return doors.say(jobsText.handedOver(job));
  }
  const runs = await database.inWorkspace(teamId, (ctx) => listJobRuns(ctx, { job, limit: lookedThrough }));
  const run = runs.find((one) => one.slot.getTime() === slot.getTime());
  if (!run) throw new Error("A run that has ended has its row");
  const line = jobsText.run(run, { took: doors.words.jobTook(run), counts: doors.words.jobCounts(run.counts) });
  if (run.state !== "done") throw new CliFault(jobsText.ran(job, line));
  doors.say(jobsText.ran(job, line));
}

/** A time without its distance from UTC would mean another slot on another computer. */
function readSlot(typed: string): Date {
  const read = DateTime.fromISO(typed, { setZone: true });
  if (!read.isValid || !/(?:Z|[+-]\d{2}:?\d{2})$/iu.test(typed)) throw new CliFault(jobsText.slotUnreadable(typed));
  return read.toJSDate();
}
