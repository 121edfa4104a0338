import { sweepGaps } from "../src/crm/usage/sweep-gaps.ts";
import { defineJob, workspaceZone } from "../src/scheduler/define-job.ts";

export const usageGaps = defineJob({
  name: "usage-gaps",
  cron: "40 2 * * *",
  zone: workspaceZone,
  summary: "Looks who has recorded nothing in several of their working days, and notes the likely cause.",
  missed: "catch-up-once",
  timeoutMs: 5 * 60_000,
  run: (env) => env.transaction(sweepGaps),
});
