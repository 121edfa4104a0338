import { z } from "zod";
import { findMember } from "../../crm/access/find-member.ts";
import { defineNotice } from "../define-notice.ts";
import { recipientReader } from "../reader.ts";
import { slippingMessage } from "../views/tasks.ts";
import { stillOpen } from "./task-reminder.ts";

/** To a manager: promised to customers, due soon, and nothing done [R68]. */
export const promisesSlipping = defineNotice({
  kind: "promises-slipping",
  payload: z.object({ taskIds: z.array(z.uuid()) }),
  async render(ctx, { taskIds }, recipient) {
    const tasks = (await stillOpen(ctx, taskIds)).filter(({ contactId }) => contactId !== null);
    const manager = await findMember(ctx, { slackUserId: recipient });
    if (tasks.length === 0) return null;
    return slippingMessage(tasks, { ...(await recipientReader(ctx, recipient)), memberId: manager?.memberId ?? null });
  },
});
