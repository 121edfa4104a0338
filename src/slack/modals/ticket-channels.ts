import { z } from "zod";
import { type Department, departments } from "../../crm/access/permission.ts";
import { setTriageChannel } from "../../crm/access/set-triage-channel.ts";
import { getTicketSettings, setTicketInbox, type TicketSettings } from "../../crm/tickets/set-ticket-settings.ts";
import { moveCards } from "../../crm/tickets/triage-channel.ts";
import { input, plain } from "../blocks.ts";
import { defineModal, type EnteredChannel, type InputErrors } from "../define.ts";
import { Undone } from "../interact.ts";
import { errors, replace } from "../reply.ts";
import { ticketSettingsText as text } from "../views/ticket-settings.text.ts";
import { ticketSettingsMessage } from "../views/ticket-settings.ts";

const triageBlock = "triage";
const filter = { include: ["public" as const, "private" as const], exclude_external_shared_channels: true };

interface ChosenChannels {
  triage: string | null;
  inboxes: { block: Department; channelId: string }[];
}

/** Where cards are posted, and which channels are inboxes. Nothing is chosen beforehand: #general must never be it by accident. */
export const ticketChannelsForm = defineModal<
  TicketSettings,
  Record<string, never>,
  ChosenChannels,
  ReadonlyMap<string, EnteredChannel>
>({
  id: "ticket-channels",
  may: "settings:write",
  memory: z.object({}) as z.ZodType<Record<string, never>>,
  build: ({ triageChannelId, inboxes }) => ({
    memory: {},
    title: text.channelsTitle(),
    submit: text.save(),
    close: text.cancel(),
    blocks: [
      input(
        triageBlock,
        text.triageLabel(),
        {
          type: "conversations_select",
          action_id: "chosen",
          placeholder: plain(text.channelPlaceholder()),
          filter,
          ...(triageChannelId && { initial_conversation: triageChannelId }),
        },
        { hint: text.triageHint(), optional: true },
      ),
      ...departments.map((department, index) => {
        const chosen = inboxes.filter((inbox) => inbox.department === department).map(({ channelId }) => channelId);
        return input(
          department,
          text.inboxLabel(department),
          {
            type: "multi_conversations_select",
            action_id: "chosen",
            placeholder: plain(text.channelsPlaceholder()),
            filter,
            ...(chosen.length > 0 && { initial_conversations: chosen }),
          },
          { optional: true, ...(index === departments.length - 1 && { hint: text.inboxHint() }) },
        );
      }),
    ],
  }),
  read(values): ChosenChannels | InputErrors {
    const inboxes = departments.flatMap((block) => values.many(block).map((channelId) => ({ block, channelId })));
    const twice = inboxes.find(({ channelId }, at) => inboxes.findIndex((one) => one.channelId === channelId) < at);
    if (twice) return { errors: { [twice.block]: text.inboxTwice() } };
    return { triage: values.chosen(triageBlock), inboxes };
  },
  async gather(slack, { triage, inboxes }) {
    const entered = new Map<string, EnteredChannel>();
    for (const channelId of [...(triage ? [triage] : []), ...inboxes.map(({ channelId: id }) => id)])
      if (!entered.has(channelId)) entered.set(channelId, await slack.enter(channelId));
    return entered;
  },
  async submit(ctx, { triage, inboxes }, _memory, entered) {
    const wanted = [...(triage ? [{ block: triageBlock, channelId: triage }] : []), ...inboxes];
    const faults = wanted.flatMap(({ block, channelId }) => {
      const fault = obstacle(entered.get(channelId));
      return fault ? [[block, fault] as const] : [];
    });
    if (faults.length > 0) throw new Undone(errors(Object.fromEntries(faults)));
    const before = await getTicketSettings(ctx);
    if (triage && triage !== before.triageChannelId) {
      await setTriageChannel(ctx, { channelId: triage });
      await moveCards(ctx, triage);
    }
    for (const { channelId } of before.inboxes)
      if (!inboxes.some((one) => one.channelId === channelId))
        await setTicketInbox(ctx, { channelId, department: null });
    for (const { channelId, block: department } of inboxes) await setTicketInbox(ctx, { channelId, department });
    const now = await getTicketSettings(ctx);
    const message = ticketSettingsMessage({ ...now, triageChannelId: triage ?? now.triageChannelId }, { saved: true });
    return replace(message);
  },
});

function obstacle(entered: EnteredChannel | undefined): string | null {
  if (!entered?.obstacle) return null;
  const say = { archived: text.channelArchived, external: text.channelExternal, invitation: text.channelClosed };
  return say[entered.obstacle](entered.name);
}
