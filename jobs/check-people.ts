import { checkPeople } from "../src/crm/access/check-people.ts";
import { defineJob, workspaceZone } from "../src/scheduler/define-job.ts";

export const checkPeopleJob = defineJob({
  name: "check-people",
  cron: "30 2 * * *",
  zone: workspaceZone,
  summary: "Asks Slack who was deactivated or made a guest, and ends the access that they still have.",
  missed: "catch-up-once",
  timeoutMs: 10 * 60_000,
  asksSlack: true,
  async run(env) {
    // Asked before the transaction opens: Slack may take its time.
    const people = await env.people();
    return env.transaction((ctx) => checkPeople(ctx, people));
  },
});
