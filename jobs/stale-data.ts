import { scanFreshness } from "../src/crm/freshness/scan-freshness.ts";
import { defineJob, workspaceZone } from "../src/scheduler/define-job.ts";

export const staleData = defineJob({
  name: "stale-data",
  cron: "40 2 * * *",
  zone: workspaceZone,
  summary: "Counts what is known of customers by how long ago it was last confirmed, and what was put right since.",
  missed: "catch-up-once",
  timeoutMs: 10 * 60_000,
  run: (env) => env.transaction(scanFreshness),
});
