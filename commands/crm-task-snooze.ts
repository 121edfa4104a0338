import { Refusal } from "../src/crm/refusal.ts";
import { snoozeTask } from "../src/crm/tasks/change-task.ts";
import { findOwnTask } from "../src/crm/tasks/list-tasks.ts";
import { defineCommand } from "../src/slack/define.ts";
import { readerOf } from "../src/slack/reader.ts";
import { say } from "../src/slack/reply.ts";
import { readTypedSnooze } from "../src/slack/task-grammar.ts";
import { aloneMessage, choicesOf, listPage } from "../src/slack/task-lists.ts";

export const taskSnooze = defineCommand({
  name: "/crm-task snooze",
  usage: "NUMBER or words of it, and until WHEN",
  example: "/crm-task snooze 2 tomorrow",
  summary: "Put a task off",
  may: "interactions:write",
  parse: (text, typist) => (text === "" ? null : readTypedSnooze(text, typist)),
  async run(ctx, { which, to, typed }) {
    const { id } = await findOwnTask(ctx, which);
    if (to === null) throw new Refusal("task_day_missing", { typed: typed === which ? "" : typed });
    const task = await snoozeTask(ctx, { taskId: id, to });
    const open = to === "next-week" ? null : to.open;
    const day = open && { typed: open.typed, choices: choicesOf(open.choices, readerOf(ctx).zone) };
    return say(await aloneMessage(ctx, { task, deed: "moved" }, { day }));
  },
  form: async (ctx) => say(await listPage(ctx, { in: "mine", offset: 0 }, null)),
});
