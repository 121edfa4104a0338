import { startDueReview } from "../src/crm/access/start-due-review.ts";
import { defineJob, workspaceZone } from "../src/scheduler/define-job.ts";

export const accessReview = defineJob({
  name: "access-review",
  cron: "0 9 * * 1-5",
  zone: workspaceZone,
  summary: "Begins a review of who has access on the first working day of each quarter, and tells the stewards.",
  missed: "catch-up-once",
  timeoutMs: 2 * 60_000,
  run: (env) => env.transaction(startDueReview),
});
