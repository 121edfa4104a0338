import { keepDayHead } from "../src/crm/audits/keep-day-head.ts";
import { defineJob, workspaceZone } from "../src/scheduler/define-job.ts";

export const auditHead = defineJob({
  name: "audit-head",
  cron: "5 0 * * *",
  zone: workspaceZone,
  summary: "Keeps the end of the audit log of the day that is over, and tells the stewards, who can keep it elsewhere.",
  missed: "catch-up-once",
  timeoutMs: 2 * 60_000,
  run: (env) => env.transaction(keepDayHead),
});
