import { renewKeys } from "../src/crm/customers/renew-keys.ts";
import { defineJob } from "../src/scheduler/define-job.ts";

export const normalForms = defineJob({
  name: "normal-forms",
  cron: "*/5 * * * *",
  summary: "Brings the keys under which customers are matched to the forms of this version, after an update.",
  missed: "catch-up-once",
  timeoutMs: 10 * 60_000,
  run: async (env) => ({ renewed: await renewKeys(env.transaction, () => env.signal.aborted) }),
});
