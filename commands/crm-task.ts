import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { loadDue, taskReaderOf } from "../src/slack/task-lists.ts";
import { readableTyped } from "../src/slack/typed-text.ts";
import { dueMessage, notUnderstoodMessage } from "../src/slack/views/tasks.ts";

/** Alone, what is due. Words that are no verb are kept in a button that adds them. */
export const task = defineCommand({
  name: "/crm-task",
  usage: "[add | list | done | snooze | assign | undo]",
  example: "/crm-task",
  summary: "What you have to do today",
  may: "customers:read",
  parse: (text) => (text === "" ? null : readableTyped(text)),
  run: async (_ctx, typed) => say(notUnderstoodMessage(typed)),
  form: async (ctx) => say(dueMessage(await loadDue(ctx), taskReaderOf(ctx))),
});
