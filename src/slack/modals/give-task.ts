import { z } from "zod";
import { assignTask } from "../../crm/tasks/change-task.ts";
import { context, input } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { inline } from "../mrkdwn.ts";
import { replace } from "../reply.ts";
import { afterDeed, memberOf } from "../task-lists.ts";
import { taskText as text } from "../views/tasks.text.ts";

const block = { who: "who" } as const;

/** "Not mine": who does it instead. */
export const giveTaskForm = defineModal({
  id: "give-task",
  may: "interactions:write",
  memory: z.object({ taskId: z.uuid(), from: z.string() }),
  build({ taskId, title, from }: { taskId: string; title: string; from: string }) {
    return {
      memory: { taskId, from },
      title: text.giveTitle(),
      submit: text.give(),
      close: text.cancel(),
      blocks: [
        context(`*${inline(title)}*`),
        input(block.who, text.who(), { type: "users_select", action_id: "value", focus_on_load: true }),
      ],
    };
  },
  read(values): { slackUserId: string } | InputErrors {
    const slackUserId = values.chosen(block.who);
    return slackUserId ? { slackUserId } : { errors: { [block.who]: text.whoMissing() } };
  },
  async submit(ctx, { slackUserId }, { taskId, from }) {
    const { memberId } = await memberOf(ctx, slackUserId);
    return replace(
      await afterDeed(ctx, from, { task: await assignTask(ctx, { taskId, assigneeId: memberId }), deed: "given" }),
    );
  },
});
