import { tryChannel } from "../src/crm/tickets/triage-channel.ts";
import { defineJob } from "../src/scheduler/define-job.ts";

export const triageChannel = defineJob({
  name: "triage-channel",
  cron: "*/10 * * * *",
  summary: "While tickets cannot be posted in their channel, tries with one whether they can again.",
  missed: "skip",
  timeoutMs: 20_000,
  run: async (env) => ({ tried: (await env.transaction(tryChannel)) ? 1 : 0 }),
});
