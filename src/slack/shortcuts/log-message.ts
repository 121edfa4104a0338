import { longestNote } from "../../crm/interactions/interaction.ts";
import { defineShortcut } from "../define.ts";
import { logForm } from "../modals/log-entry.ts";
import { privateMessageForm } from "../modals/log-private-message.ts";
import { shorten } from "../mrkdwn.ts";
import { readMessage } from "../read-message.ts";
import { readerOf } from "../reader.ts";
import { open } from "../reply.ts";

interface Source {
  permalink: string | null;
  /** a conversation that not everybody with CRM access can read */
  isPrivate: boolean;
}

/** "Log to CRM" on any message: its text becomes the note and its permalink is kept. */
export const logMessage = defineShortcut<Source>({
  callbackId: "log-message",
  type: "message",
  may: "interactions:write",
  async gather(slack, { message }) {
    if (!message) return { permalink: null, isPrivate: true };
    const channel = await slack.channel(message.channelId);
    const permalink = await slack.permalink(message.channelId, message.ts);
    return { permalink, isPrivate: channel?.isPrivate ?? true };
  },
  async run(ctx, { message }, { permalink, isPrivate }) {
    const note = shorten(await readMessage(ctx, message?.text ?? ""), longestNote);
    const happenedAt = message ? new Date(Number(message.ts) * 1000) : null;
    if (isPrivate) return open(privateMessageForm.build({ note, link: permalink, happenedAt }));
    return open(
      logForm.build({
        contact: null,
        newContact: null,
        fields: { type: "note", note, happenedAt },
        draftId: null,
        link: permalink,
        openedAt: ctx.now,
        reader: readerOf(ctx),
      }),
    );
  },
});
