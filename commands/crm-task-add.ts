import { openTaskForm } from "../src/slack/actions/tasks.ts";
import { addTypedTask } from "../src/slack/add-typed-task.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { readNewTask } from "../src/slack/task-grammar.ts";

export const taskAdd = defineCommand({
  name: "/crm-task add",
  usage: "[@WHO] TASK [WHEN]",
  example: "/crm-task add send budi the offer friday",
  summary: "Add something to do, with a reminder when its time comes",
  may: "interactions:write",
  parse: (text, typist) => readNewTask(text, typist),
  run: async (ctx, typed) => say(await addTypedTask(ctx, typed)),
  form: (ctx) => openTaskForm(ctx),
});
