import { leaveLetter, listDeadLetters, sendAgain } from "../../crm/operations/dead-letters.ts";
import { listJobRuns, listJobs } from "../../crm/operations/list-job-runs.ts";
import type { Context } from "../../db/context.ts";
import { defineAction } from "../define.ts";
import { readerOf } from "../reader.ts";
import { type Message, say } from "../reply.ts";
import { jobActions } from "../views/jobs.actions.ts";
import { jobText } from "../views/jobs.text.ts";
import { jobRunsMessage, jobsMessage, letterSettledMessage, lettersShown, runsShown } from "../views/jobs.ts";

/** All jobs and what did not arrive; or one job's latest runs. @param typed a job's name; "" for all */
export async function showJobs(ctx: Context, jobs: readonly string[], typed: string, note?: string): Promise<Message> {
  const wanted = typed.trim().toLowerCase().replaceAll(/\s+/gu, "-");
  const reader = readerOf(ctx);
  if (jobs.includes(wanted))
    return jobRunsMessage(wanted, await listJobRuns(ctx, { job: wanted, limit: runsShown }), reader);
  return jobsMessage(
    await listJobs(ctx, jobs),
    await listDeadLetters(ctx, { limit: lettersShown }),
    reader,
    note ?? null,
  );
}

export const sendLetterAgain = defineAction({
  ref: jobActions.sendAgain,
  may: "settings:write",
  async run(ctx, { deliveryId }) {
    await sendAgain(ctx, { deliveryId });
    return say(letterSettledMessage(jobText.sentAgain()));
  },
});

export const leaveLetterAction = defineAction({
  ref: jobActions.leave,
  may: "settings:write",
  async run(ctx, { deliveryId }) {
    await leaveLetter(ctx, { deliveryId });
    return say(letterSettledMessage(jobText.left()));
  },
});
