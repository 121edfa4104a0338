import { z } from "zod";
import { type Core, seconds } from "../core.ts";
import { findChannel, getChannelForBot, isMember } from "../model/channels.ts";
import { postMessage } from "../model/messages.ts";
import { refusedArguments, SlackError } from "../slack-error.ts";
import { slackId } from "../slack-ids.ts";
import type { ScheduledMessage } from "../workspace-state.ts";
import { count, json, text, wanted } from "./arguments.ts";
import { blocksArgument, messageBlocks } from "./blocks-argument.ts";
import { defineMethod, type Method } from "./define-method.ts";
import { nextCursor, pageOf } from "./pages.ts";
import { postingChannel, threadParent } from "./posting-place.ts";

/** Limits: docs.slack.dev/reference/methods/chat.scheduleMessage. */
const FARTHEST_SECONDS = 120 * 24 * 3600;
const MOST_IN_FIVE_MINUTES = 30;
const SCHEDULE_SCOPES = ["chat:write"];

/** Waits until the message is due. Called again for each after a restart. */
export function armScheduledMessage(core: Core, scheduled: ScheduledMessage): void {
  const wait = Math.max(0, scheduled.postAt * 1000 - core.clock().getTime());
  core.timers.after(wait, () => {
    const due = core.state.scheduled[scheduled.id];
    if (!due) return;
    delete core.state.scheduled[due.id];
    const channel = findChannel(core, due.channel);
    if (!channel || channel.archived || !isMember(channel, core.state.app.botUserId)) return;
    postMessage(core, {
      channel,
      user: core.state.app.botUserId,
      botId: core.state.app.botId,
      text: due.text,
      blocks: due.blocks,
      threadTs: due.threadTs,
    });
  });
}

const schedule = defineMethod({
  name: "chat.scheduleMessage",
  tier: 3,
  scopes: SCHEDULE_SCOPES,
  args: z.object({
    channel: wanted,
    post_at: count,
    text: text.optional(),
    blocks: blocksArgument,
    thread_ts: text.optional(),
    metadata: json(z.unknown()).optional(),
  }),
  run({ core }, args) {
    // Slack takes such a message and never posts it; refusing it says so.
    if (args.metadata !== undefined) {
      throw refusedArguments("invalid_arguments", [
        "[ERROR] a scheduled message with metadata is never posted [json-pointer:/metadata]",
      ]);
    }
    const channel = postingChannel(core, args.channel);
    const now = seconds(core);
    if (args.post_at <= now) throw new SlackError("time_in_past");
    if (args.post_at > now + FARTHEST_SECONDS) throw new SlackError("time_too_far");
    const near = Object.values(core.state.scheduled).filter(
      (other) => other.channel === channel.id && Math.floor(other.postAt / 300) === Math.floor(args.post_at / 300),
    );
    if (near.length >= MOST_IN_FIVE_MINUTES) throw new SlackError("restricted_too_many");
    const blocks = messageBlocks(core, args.blocks);
    if ((args.text ?? "").trim() === "" && blocks === null) throw new SlackError("no_text");
    const scheduled: ScheduledMessage = {
      id: slackId("Q"),
      channel: channel.id,
      text: args.text ?? "",
      blocks,
      threadTs: threadParent(core, channel, args.thread_ts),
      postAt: args.post_at,
      createdAt: now,
    };
    core.state.scheduled[scheduled.id] = scheduled;
    core.changed({ kind: "channels" });
    armScheduledMessage(core, scheduled);
    return {
      channel: channel.id,
      scheduled_message_id: scheduled.id,
      post_at: scheduled.postAt,
      message: {
        text: scheduled.text,
        type: "delayed_message",
        bot_id: core.state.app.botId,
        blocks: scheduled.blocks ?? [],
      },
    };
  },
});

const deleteScheduled = defineMethod({
  name: "chat.deleteScheduledMessage",
  tier: 3,
  scopes: SCHEDULE_SCOPES,
  args: z.object({ channel: wanted, scheduled_message_id: wanted }),
  run({ core }, args) {
    const channel = getChannelForBot(core, args.channel);
    const scheduled = core.state.scheduled[args.scheduled_message_id];
    if (!scheduled || scheduled.channel !== channel.id) throw new SlackError("invalid_scheduled_message_id");
    delete core.state.scheduled[scheduled.id];
    core.changed({ kind: "channels" });
    return {};
  },
});

const listScheduled = defineMethod({
  name: "chat.scheduledMessages.list",
  tier: 3,
  args: z.object({ channel: text.optional(), cursor: text.optional(), limit: count.optional() }),
  run({ core }, args) {
    const all = Object.values(core.state.scheduled)
      .filter((scheduled) => !args.channel || scheduled.channel === args.channel)
      .sort((one, other) => one.postAt - other.postAt);
    const page = pageOf(all, args, { standard: 100, most: 1000 });
    return {
      scheduled_messages: page.items.map((scheduled) => ({
        id: scheduled.id,
        channel_id: scheduled.channel,
        post_at: scheduled.postAt,
        date_created: scheduled.createdAt,
        text: scheduled.text,
      })),
      ...nextCursor(page.next),
    };
  },
});

export const scheduledMessageMethods: Method[] = [schedule, deleteScheduled, listScheduled];
