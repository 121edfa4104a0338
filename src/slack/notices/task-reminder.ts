import { z } from "zod";
import { getTask } from "../../crm/tasks/list-tasks.ts";
import { numberTasks } from "../../crm/tasks/number-tasks.ts";
import type { Task } from "../../crm/tasks/task.ts";
import type { Context } from "../../db/context.ts";
import { defineNotice } from "../define-notice.ts";
import { recipientReader } from "../reader.ts";
import { reminderMessage } from "../views/tasks.ts";

const payload = z.object({ memberId: z.uuid(), taskIds: z.array(z.uuid()) });

async function render(ctx: Context, { memberId, taskIds }: z.infer<typeof payload>, recipient: string) {
  await numberTasks(ctx, memberId);
  const tasks = await stillOpen(ctx, taskIds);
  const own = tasks.filter((task) => task.assigneeId === memberId);
  return own.length === 0 ? null : reminderMessage(own, { ...(await recipientReader(ctx, recipient)), memberId });
}

/** Those of them that are still to be done when the message is sent. */
export async function stillOpen(ctx: Context, taskIds: readonly string[]): Promise<Task[]> {
  const tasks: Task[] = [];
  for (const id of taskIds) tasks.push(await getTask(ctx, id));
  return tasks.filter(({ doneAt, droppedAt }) => doneAt === null && droppedAt === null);
}

/** To whoever set it for themself: its time has come [R65]. */
export const taskReminder = defineNotice({ kind: "task-reminder", payload, render });

/** The same of what somebody else gave them. */
export const givenTaskReminder = defineNotice({ kind: "given-task-reminder", payload, render });
