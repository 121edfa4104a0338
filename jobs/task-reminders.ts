import { listDigestSoon } from "../src/crm/digest/list-digest-soon.ts";
import { raisePromises, remindOfTasks } from "../src/crm/tasks/remind-tasks.ts";
import { defineJob } from "../src/scheduler/define-job.ts";

export const taskReminders = defineJob({
  name: "task-reminders",
  cron: "* * * * *",
  summary: "Reminds people of what has come due, and raises what a customer was promised while there is still time.",
  missed: "skip",
  timeoutMs: 50_000,
  async run(env) {
    const reminded = await env.transaction(async (ctx) =>
      remindOfTasks(ctx, { digestSoon: await listDigestSoon(ctx) }),
    );
    return { ...reminded, ...(await env.transaction(raisePromises)) };
  },
});
