import { z } from "zod";
import { setTriageChannel } from "../../crm/access/set-triage-channel.ts";
import { Refusal } from "../../crm/refusal.ts";
import { moveCards } from "../../crm/tickets/triage-channel.ts";
import { input, plain } from "../blocks.ts";
import { defineModal, type EnteredChannel } from "../define.ts";
import { say } from "../reply.ts";
import { accessText } from "../views/access.text.ts";
import { triageSetMessage } from "../views/access.ts";

const channelBlock = "channel";

const memory = z.object({});

/** Where tickets are posted. Nothing is chosen beforehand: a team's #general must never be it by accident. */
export const chooseTriageChannel = defineModal<
  { channelId: string | null },
  z.infer<typeof memory>,
  { channelId: string },
  EnteredChannel
>({
  id: "access.choose-triage-channel",
  may: "settings:write",
  memory,
  build: ({ channelId }) => ({
    memory: {},
    title: accessText.triageTitle(),
    submit: accessText.save(),
    close: accessText.cancel(),
    blocks: [
      input(
        channelBlock,
        accessText.triageChannel(),
        {
          type: "conversations_select",
          action_id: "chosen",
          placeholder: plain(accessText.channelPlaceholder()),
          filter: { include: ["public", "private"], exclude_external_shared_channels: true },
          ...(channelId && { initial_conversation: channelId }),
        },
        { hint: accessText.triageHint() },
      ),
    ],
  }),
  read(values) {
    const channelId = values.chosen(channelBlock);
    return channelId === null ? { errors: { [channelBlock]: accessText.channelMissing() } } : { channelId };
  },
  gather: (slack, { channelId }) => slack.enter(channelId),
  async submit(ctx, { channelId }, _memory, { name, obstacle }) {
    if (obstacle === "archived") throw new Refusal("channel_archived", { channel: name });
    if (obstacle === "external") throw new Refusal("channel_external", { channel: name });
    if (obstacle === "invitation") throw new Refusal("channel_closed", { channel: name });
    await setTriageChannel(ctx, { channelId });
    await moveCards(ctx, channelId);
    return say(triageSetMessage(channelId));
  },
});
