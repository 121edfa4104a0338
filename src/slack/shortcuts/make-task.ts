import { longestTitle } from "../../crm/tasks/task.ts";
import { defineShortcut } from "../define.ts";
import { taskForm } from "../modals/task-form.ts";
import { shorten } from "../mrkdwn.ts";
import { readMessage } from "../read-message.ts";
import { readerOf } from "../reader.ts";
import { open } from "../reply.ts";

interface Source {
  permalink: string | null;
  /** a conversation that not everybody with CRM access can read */
  isPrivate: boolean;
}

/** "Make a task" on any message: its first line is what to do, and its permalink is kept. */
export const makeTask = defineShortcut<Source>({
  callbackId: "make-task",
  type: "message",
  may: "interactions:write",
  async gather(slack, { message }) {
    if (!message) return { permalink: null, isPrivate: true };
    const channel = await slack.channel(message.channelId);
    return { permalink: await slack.permalink(message.channelId, message.ts), isPrivate: channel?.isPrivate ?? true };
  },
  async run(ctx, { message }, { permalink, isPrivate }) {
    const said = await readMessage(ctx, message?.text ?? "");
    const [first = ""] = said.split("\n").filter((line) => line.trim() !== "");
    const who = ctx.member?.slackUserId ?? "";
    return open(
      taskForm.build({
        ...{ task: null, title: shorten(first.trim(), longestTitle), link: permalink, isPrivate },
        ...{ who, from: "one", reader: readerOf(ctx) },
      }),
    );
  },
});
