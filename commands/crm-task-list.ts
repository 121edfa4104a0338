import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { readTaskList } from "../src/slack/task-grammar.ts";
import { listPage, typedList } from "../src/slack/task-lists.ts";

export const taskList = defineCommand({
  name: "/crm-task list",
  usage: "[overdue] [@WHO | CUSTOMER]",
  example: "/crm-task list overdue",
  summary: "Your tasks, a colleague's or a customer's",
  may: "customers:read",
  parse: (text) => (text === "" ? null : readTaskList(text)),
  run: async (ctx, typed) => say(await typedList(ctx, typed)),
  form: async (ctx) => say(await listPage(ctx, { in: "mine", offset: 0 }, null)),
});
