import { reopenLastTask } from "../src/crm/tasks/change-task.ts";
import type { Context } from "../src/db/context.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { aloneMessage } from "../src/slack/task-lists.ts";

const reopen = async (ctx: Context) =>
  say(await aloneMessage(ctx, { task: await reopenLastTask(ctx), deed: "reopened" }));

export const taskUndo = defineCommand({
  name: "/crm-task undo",
  usage: "",
  example: "/crm-task undo",
  summary: "Open again the last task you ticked off",
  may: "interactions:write",
  parse: () => null,
  run: reopen,
  form: reopen,
});
