import { removeExpired } from "../src/crm/retention/remove-expired.ts";
import { defineJob, workspaceZone } from "../src/scheduler/define-job.ts";

export const retention = defineJob({
  name: "retention",
  cron: "10 3 * * *",
  zone: workspaceZone,
  summary:
    "Removes what has served its time: old drafts, deliveries, runs of jobs and marks of what Slack has sent us.",
  missed: "catch-up-once",
  timeoutMs: 10 * 60_000,
  run: (env) => env.transaction(removeExpired),
});
