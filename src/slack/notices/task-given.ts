import { z } from "zod";
import { findMember } from "../../crm/access/find-member.ts";
import { numberTasks } from "../../crm/tasks/number-tasks.ts";
import { defineNotice } from "../define-notice.ts";
import { recipientReader } from "../reader.ts";
import { givenMessage } from "../views/tasks.ts";
import { stillOpen } from "./task-reminder.ts";

/** To whoever was given a task by somebody else. */
export const taskGiven = defineNotice({
  kind: "task-given",
  payload: z.object({ memberId: z.uuid(), taskId: z.uuid(), byId: z.uuid().nullable() }),
  async render(ctx, { memberId, taskId, byId }, recipient) {
    await numberTasks(ctx, memberId);
    const [task] = await stillOpen(ctx, [taskId]);
    if (!task || task.assigneeId !== memberId) return null;
    const by = byId === null ? null : await findMember(ctx, { memberId: byId });
    return givenMessage(task, by?.name ?? null, { ...(await recipientReader(ctx, recipient)), memberId });
  },
});
