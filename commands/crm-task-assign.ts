import { assignTask } from "../src/crm/tasks/change-task.ts";
import { findOwnTask } from "../src/crm/tasks/list-tasks.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { readGift } from "../src/slack/task-grammar.ts";
import { aloneMessage, colleagueOf, listPage } from "../src/slack/task-lists.ts";

export const taskAssign = defineCommand({
  name: "/crm-task assign",
  usage: "NUMBER or words of it, and @WHO",
  example: "/crm-task assign 2 @maya",
  summary: "Give a task to a colleague, who is told",
  may: "interactions:write",
  parse: (text) => (text === "" ? null : readGift(text)),
  async run(ctx, { which, people }) {
    const { id } = await findOwnTask(ctx, which);
    const assigneeId = await colleagueOf(ctx, people);
    return say(await aloneMessage(ctx, { task: await assignTask(ctx, { taskId: id, assigneeId }), deed: "given" }));
  },
  form: async (ctx) => say(await listPage(ctx, { in: "mine", offset: 0 }, null)),
});
