import { learnCategories } from "../src/crm/tickets/learning/learn-categories.ts";
import { defineJob } from "../src/scheduler/define-job.ts";

export const learnCategoriesJob = defineJob({
  name: "learn-categories",
  cron: "40 * * * *",
  summary: "Learns from solved tickets what their categories mean, so that one can be suggested for the next.",
  missed: "skip",
  timeoutMs: 5 * 60_000,
  run: async (env) => ({ ...(await learnCategories(env.transaction)) }),
});
