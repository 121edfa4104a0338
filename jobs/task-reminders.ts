import { raisePromises, remindOfTasks } from "../src/crm/tasks/remind-tasks.ts";
import { defineJob } from "../src/scheduler/define-job.ts";

export const taskReminders = defineJob({
  name: "task-reminders",
  cron: "* * * * *",
  summary: "Reminds people of what has come due, and raises what a customer was promised while there is still time.",
  missed: "skip",
  timeoutMs: 50_000,
  async run(env) {
    return { ...(await env.transaction(remindOfTasks)), ...(await env.transaction(raisePromises)) };
  },
});
