import { continueErasures } from "../src/crm/privacy/continue-erasures.ts";
import { defineJob } from "../src/scheduler/define-job.ts";

export const finishErasures = defineJob({
  name: "finish-erasures",
  cron: "*/10 * * * *",
  summary: "Goes on with erasures of customers that were cut off, and with what Slack has not taken back yet.",
  missed: "catch-up-once",
  timeoutMs: 10 * 60_000,
  run: async (env) => ({ steps: await continueErasures(env.transaction, () => env.signal.aborted) }),
});
