import { z } from "zod";
import type { Core } from "../core.ts";
import { getChannelForBot, isMember } from "../model/channels.ts";
import { messageObject } from "../model/message-object.ts";
import { editMessage, findMessage, getMessage, postMessage, removeMessage } from "../model/messages.ts";
import { findPerson } from "../model/people.ts";
import { SlackError } from "../slack-error.ts";
import { flag, json, text, wanted } from "./arguments.ts";
import { blocksArgument, messageBlocks } from "./blocks-argument.ts";
import { defineMethod, type Method, type MethodCall } from "./define-method.ts";
import { postingChannel, threadParent } from "./posting-place.ts";

const CHAT_WRITE = ["chat:write"];
/** A message's markdown_text. Source: docs.slack.dev/reference/methods/chat.postMessage. */
const MOST_MARKDOWN = 12_000;

const metadataSchema = z.strictObject({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.unknown()),
});

const content = {
  text: text.optional(),
  blocks: blocksArgument,
  attachments: json(z.unknown()).optional(),
  markdown_text: text.optional(),
};

interface Content {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
  markdown_text?: string | undefined;
}

function readContent(core: Core, given: Content) {
  if (given.markdown_text !== undefined) {
    if (given.text !== undefined || given.blocks !== undefined) throw new SlackError("markdown_text_conflict");
    if (given.markdown_text.length > MOST_MARKDOWN) throw new SlackError("msg_too_long");
  }
  const attachments = given.attachments;
  if (attachments !== undefined && !Array.isArray(attachments)) throw new SlackError("invalid_attachments");
  if (Array.isArray(attachments) && attachments.length > 100) throw new SlackError("too_many_attachments");
  return {
    text: given.text ?? given.markdown_text ?? "",
    blocks: messageBlocks(core, given.blocks),
    attachments: Array.isArray(attachments) && attachments.length > 0 ? attachments : null,
  };
}

function assertSomething(said: { text: string; blocks: unknown; attachments: unknown }): void {
  if (said.text.trim() === "" && said.blocks === null && said.attachments === null) throw new SlackError("no_text");
}

function readMetadata(value: unknown) {
  if (value === undefined || value === null) return null;
  const parsed = metadataSchema.safeParse(value);
  if (!parsed.success) throw new SlackError("invalid_metadata_format");
  return parsed.data;
}

function needForDisguise(call: MethodCall, args: Record<string, unknown>): void {
  if (args["username"] ?? args["icon_emoji"] ?? args["icon_url"]) call.need("chat:write.customize");
}

const postMessageMethod = defineMethod({
  name: "chat.postMessage",
  tier: "post",
  scopes: CHAT_WRITE,
  args: z.object({
    channel: wanted,
    ...content,
    thread_ts: text.optional(),
    reply_broadcast: flag.optional(),
    metadata: json(z.unknown()).optional(),
    username: text.optional(),
    icon_emoji: text.optional(),
    icon_url: text.optional(),
  }),
  run(call, args) {
    const { core } = call;
    needForDisguise(call, args);
    const channel = postingChannel(core, args.channel);
    const said = readContent(core, args);
    assertSomething(said);
    const message = postMessage(core, {
      channel,
      user: core.state.app.botUserId,
      botId: core.state.app.botId,
      ...said,
      threadTs: threadParent(core, channel, args.thread_ts),
      broadcast: args.reply_broadcast ?? false,
      metadata: readMetadata(args.metadata),
    });
    return { channel: channel.id, ts: message.ts, message: messageObject(core, message, { metadata: true }) };
  },
});

const update = defineMethod({
  name: "chat.update",
  tier: 3,
  scopes: CHAT_WRITE,
  args: z.object({ channel: wanted, ts: wanted, ...content, metadata: json(z.unknown()).optional() }),
  run({ core }, args) {
    const channel = getChannelForBot(core, args.channel);
    const message = getMessage(core, channel.id, args.ts);
    if (message.botId !== core.state.app.botId) throw new SlackError("cant_update_message");
    if (channel.archived) throw new SlackError("is_archived");
    const said = readContent(core, args);
    // Blocks that are not mentioned stay; an empty list takes them away.
    const blocks = args.blocks === undefined ? message.blocks : said.blocks;
    const newText = args.text ?? args.markdown_text ?? (args.blocks === undefined ? message.text : "");
    assertSomething({ text: newText, blocks, attachments: said.attachments });
    editMessage(core, channel, message, core.state.app.botUserId, {
      text: newText,
      blocks,
      ...(args.attachments === undefined ? {} : { attachments: said.attachments }),
      ...(args.metadata === undefined ? {} : { metadata: readMetadata(args.metadata) }),
    });
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: messageObject(core, message, { metadata: true }),
    };
  },
});

const remove = defineMethod({
  name: "chat.delete",
  tier: 3,
  scopes: CHAT_WRITE,
  args: z.object({ channel: wanted, ts: wanted }),
  run({ core }, args) {
    const channel = getChannelForBot(core, args.channel);
    const message = getMessage(core, channel.id, args.ts);
    if (message.botId !== core.state.app.botId) throw new SlackError("cant_delete_message");
    removeMessage(core, channel, message);
    return { channel: channel.id, ts: message.ts };
  },
});

const postEphemeral = defineMethod({
  name: "chat.postEphemeral",
  tier: 4,
  scopes: CHAT_WRITE,
  args: z.object({ channel: wanted, user: wanted, ...content, thread_ts: text.optional() }),
  run({ core }, args) {
    const channel = postingChannel(core, args.channel);
    const person = findPerson(core, args.user);
    if (!person || !isMember(channel, person.id) || person.deactivated) throw new SlackError("user_not_in_channel");
    const said = readContent(core, args);
    assertSomething(said);
    const message = postMessage(core, {
      channel,
      user: core.state.app.botUserId,
      botId: core.state.app.botId,
      ...said,
      threadTs: threadParent(core, channel, args.thread_ts),
      onlyFor: person.id,
    });
    return { message_ts: message.ts };
  },
});

const getPermalink = defineMethod({
  name: "chat.getPermalink",
  tier: "none",
  args: z.object({ channel: wanted, message_ts: wanted }),
  run({ core }, args) {
    const channel = getChannelForBot(core, args.channel);
    const message = findMessage(core, channel.id, args.message_ts);
    if (!message || message.onlyFor !== null) throw new SlackError("message_not_found");
    const link = `${core.origin()}/archives/${channel.id}/p${message.ts.replace(".", "")}`;
    const thread =
      message.threadTs && message.threadTs !== message.ts ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : "";
    return { channel: channel.id, permalink: `${link}${thread}` };
  },
});

export const chatMethods: Method[] = [postMessageMethod, update, remove, postEphemeral, getPermalink];
