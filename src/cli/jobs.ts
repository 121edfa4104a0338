import { listDeadLetters } from "../crm/operations/dead-letters.ts";
import { listJobs } from "../crm/operations/list-job-runs.ts";
import { chooseWorkspace } from "./choose-workspace.ts";
import type { CliDoors } from "./cli-doors.ts";
import { jobsText } from "./jobs.text.ts";

const lettersListed = 20;

/** Says of each job what it does and how its latest run went, and what did not arrive. */
export async function listAllJobs(doors: CliDoors, options: { workspace?: string }): Promise<void> {
  const { jobCounts, jobTook, letterRemedy } = doors.words;
  const database = await doors.openDatabase();
  const { teamId } = await chooseWorkspace(database, options.workspace);
  const { lines, letters, total } = await database.inWorkspace(teamId, async (ctx) => ({
    lines: await listJobs(
      ctx,
      doors.jobs.map(({ name }) => name),
    ),
    ...(await listDeadLetters(ctx, { limit: lettersListed })),
  }));
  for (const line of lines) {
    const { latest } = line;
    doors.say(jobsText.job(line, { took: latest && jobTook(latest), counts: jobCounts(latest?.counts ?? null) }));
    const job = doors.jobs.find(({ name }) => name === line.job);
    const zone = job?.zone === "workspace" ? jobsText.ownZone() : (job?.zone ?? "UTC");
    if (job) doors.say(jobsText.summary(job.summary, job.cron, zone));
  }
  if (total === 0) return;
  doors.say(jobsText.letters(total));
  for (const letter of letters) doors.say(jobsText.letter(letter, letterRemedy(letter.reason)));
  doors.say(jobsText.lettersHow());
}
