import { finishTask } from "../src/crm/tasks/change-task.ts";
import { findOwnTask } from "../src/crm/tasks/list-tasks.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { aloneMessage, listPage } from "../src/slack/task-lists.ts";
import { readableTyped } from "../src/slack/typed-text.ts";

export const taskDone = defineCommand({
  name: "/crm-task done",
  usage: "NUMBER or words of it",
  example: "/crm-task done 2",
  summary: "Tick a task off",
  may: "interactions:write",
  parse: (text) => (text === "" ? null : readableTyped(text)),
  async run(ctx, typed) {
    const { id } = await findOwnTask(ctx, typed);
    return say(await aloneMessage(ctx, { task: await finishTask(ctx, { taskId: id }), deed: "done" }));
  },
  form: async (ctx) => say(await listPage(ctx, { in: "mine", offset: 0 }, null)),
});
