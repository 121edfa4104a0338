import { type Core, nextTs } from "../core.ts";
import type { JsonObject } from "../json.ts";
import type { BlockJson } from "../page-protocol.ts";
import { SlackError } from "../slack-error.ts";
import type { Channel, OtherApp, StoredMessage } from "../workspace-state.ts";
import { channelType, isMember, scopeFamily } from "./channels.ts";
import { messageObject } from "./message-object.ts";
import { repliesOf } from "./thread-replies.ts";

/** Text over 40,000 characters is cut. Source: docs.slack.dev/reference/methods/chat.postMessage. */
const TEXT_CUT_AT = 40_000;

export interface Draft {
  channel: Channel;
  user: string;
  botId?: string | null;
  otherApp?: OtherApp | null;
  text: string;
  blocks?: BlockJson[] | null;
  attachments?: JsonObject[] | null;
  files?: string[];
  threadTs?: string | null;
  metadata?: JsonObject | null;
  onlyFor?: string | null;
  subtype?: string | null;
  broadcast?: boolean;
  clientId?: string | null;
}

export function findMessage(core: Core, channel: string, ts: string): StoredMessage | null {
  return core.state.messages[channel]?.find((message) => message.ts === ts) ?? null;
}

/**
 * A message everyone in the channel can see.
 * @throws SlackError message_not_found
 */
export function getMessage(core: Core, channel: string, ts: string): StoredMessage {
  const message = findMessage(core, channel, ts);
  if (!message || message.onlyFor !== null || message.tombstone) throw new SlackError("message_not_found");
  return message;
}

/** Puts a message into the channel and tells the app, where it listens. */
export function postMessage(core: Core, draft: Draft): StoredMessage {
  const message: StoredMessage = {
    ts: nextTs(core),
    channel: draft.channel.id,
    user: draft.user,
    botId: draft.botId ?? null,
    ...(draft.otherApp && { otherApp: draft.otherApp }),
    text: draft.text.slice(0, TEXT_CUT_AT),
    blocks: draft.blocks ?? null,
    attachments: draft.attachments ?? null,
    files: draft.files ?? [],
    threadTs: draft.threadTs ?? null,
    metadata: draft.metadata ?? null,
    edited: null,
    reactions: [],
    onlyFor: draft.onlyFor ?? null,
    subtype: draft.subtype ?? null,
    tombstone: false,
    broadcast: draft.broadcast ?? false,
    clientId: draft.clientId ?? null,
  };
  const list = core.state.messages[draft.channel.id];
  if (list) list.push(message);
  else core.state.messages[draft.channel.id] = [message];
  core.changed({ kind: "message", channel: message.channel, ts: message.ts });
  if (message.threadTs) core.changed({ kind: "message", channel: message.channel, ts: message.threadTs });
  if (message.onlyFor === null) {
    publishInChannel(core, draft.channel, { ...messageObject(core, message), event_ts: message.ts });
    publishMention(core, draft.channel, message);
  }
  return message;
}

export function editMessage(
  core: Core,
  channel: Channel,
  message: StoredMessage,
  by: string,
  change: {
    text: string;
    blocks: BlockJson[] | null;
    attachments?: JsonObject[] | null;
    metadata?: JsonObject | null;
    files?: string[];
  },
): void {
  const previous = messageObject(core, message);
  message.text = change.text.slice(0, TEXT_CUT_AT);
  message.blocks = change.blocks;
  if (change.attachments !== undefined) message.attachments = change.attachments;
  if (change.metadata !== undefined) message.metadata = change.metadata;
  if (change.files !== undefined) message.files = change.files;
  const ts = nextTs(core);
  message.edited = { user: by, ts };
  core.changed({ kind: "message", channel: message.channel, ts: message.ts });
  if (message.onlyFor !== null) return;
  publishInChannel(core, channel, {
    type: "message",
    subtype: "message_changed",
    message: { ...messageObject(core, message), source_team: core.state.team.id, user_team: core.state.team.id },
    previous_message: previous,
    hidden: true,
    ts,
    event_ts: ts,
  });
}

/** Takes a message away. A parent with replies leaves a tombstone, so that its thread stays readable. */
export function removeMessage(core: Core, channel: Channel, message: StoredMessage): void {
  const previous = messageObject(core, message);
  const hasReplies = message.onlyFor === null && repliesOf(core, message).length > 0;
  if (hasReplies) {
    message.tombstone = true;
    message.blocks = null;
    message.files = [];
    message.text = "";
    core.changed({ kind: "message", channel: message.channel, ts: message.ts });
  } else {
    core.state.messages[channel.id] = (core.state.messages[channel.id] ?? []).filter((other) => other !== message);
    core.changed({ kind: "removed", channel: message.channel, ts: message.ts, onlyFor: message.onlyFor });
    if (message.threadTs) core.changed({ kind: "message", channel: message.channel, ts: message.threadTs });
  }
  if (message.onlyFor !== null) return;
  const ts = nextTs(core);
  publishInChannel(core, channel, {
    type: "message",
    subtype: "message_deleted",
    previous_message: previous,
    hidden: true,
    deleted_ts: message.ts,
    ts,
    event_ts: ts,
  });
}

/** An event of the channel's messages: only for the app that is in it and listens to its kind. */
function publishInChannel(core: Core, channel: Channel, event: JsonObject): void {
  if (!isMember(channel, core.state.app.botUserId)) return;
  core.events.publish(
    { ...event, channel: channel.id, channel_type: channelType(channel) },
    { subscription: `message.${scopeFamily(channel)}`, external: channel.sharedWith !== null },
  );
}

function publishMention(core: Core, channel: Channel, message: StoredMessage): void {
  const { botUserId } = core.state.app;
  if (channel.kind === "dm" || message.user === botUserId || !isMember(channel, botUserId)) return;
  if (!message.text.includes(`<@${botUserId}>`) && !message.text.includes(`<@${botUserId}|`)) return;
  const event: JsonObject = { ...messageObject(core, message), type: "app_mention" };
  delete event["subtype"];
  core.events.publish(
    { ...event, channel: channel.id, event_ts: message.ts },
    { external: channel.sharedWith !== null },
  );
}
