import { z } from "zod";
import type { Core } from "../core.ts";
import { getChannelForBot, isMember, scopeFamily } from "../model/channels.ts";
import { messageObject } from "../model/message-object.ts";
import { findMessage } from "../model/messages.ts";
import { repliesOf } from "../model/thread-replies.ts";
import { SlackError } from "../slack-error.ts";
import type { Channel, StoredMessage } from "../workspace-state.ts";
import { count, flag, text, wanted } from "./arguments.ts";
import { defineMethod, type Method, type MethodCall } from "./define-method.ts";
import { nextCursor, pageOf } from "./pages.ts";

const ANY_HISTORY = ["channels:history", "groups:history", "im:history", "mpim:history"];

const RATION = 15;

const span = {
  channel: wanted,
  cursor: text.optional(),
  limit: count.optional(),
  oldest: text.optional(),
  latest: text.optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
};

interface Span {
  oldest?: string | undefined;
  latest?: string | undefined;
  inclusive?: boolean | undefined;
}

function readable(call: MethodCall, id: string): Channel {
  const channel = getChannelForBot(call.core, id);
  call.need(`${scopeFamily(channel)}:history`);
  if (!isMember(channel, call.core.state.app.botUserId)) throw new SlackError("not_in_channel");
  return channel;
}

function isWithin(message: StoredMessage, wantedSpan: Span): boolean {
  const ts = Number(message.ts);
  const oldest = Number(wantedSpan.oldest || 0);
  const latest = Number(wantedSpan.latest || Number.POSITIVE_INFINITY);
  return wantedSpan.inclusive ? ts >= oldest && ts <= latest : ts > oldest && ts < latest;
}

/** A commercial app outside the Marketplace gets 15 messages at a time, however many it asks for. */
function rationed<T extends { limit?: number | undefined }>(core: Core, args: T): T {
  return core.commercial ? { ...args, limit: Math.min(args.limit || RATION, RATION) } : args;
}

function everyonesMessages(core: Core, channel: Channel): StoredMessage[] {
  return (core.state.messages[channel.id] ?? []).filter((message) => message.onlyFor === null);
}

const history = defineMethod({
  name: "conversations.history",
  tier: "history",
  scopes: ANY_HISTORY,
  args: z.object(span),
  run(call, args) {
    const { core } = call;
    const channel = readable(call, args.channel);
    const found = everyonesMessages(core, channel)
      .filter((message) => (message.threadTs === null || message.broadcast) && isWithin(message, args))
      .reverse();
    const page = pageOf(found, rationed(core, args), { standard: 100, most: 999 });
    return {
      messages: page.items.map((message) =>
        messageObject(core, message, { metadata: args.include_all_metadata ?? false }),
      ),
      has_more: page.next !== "",
      pin_count: 0,
      ...(page.next === "" ? {} : nextCursor(page.next)),
    };
  },
});

const replies = defineMethod({
  name: "conversations.replies",
  tier: "history",
  scopes: ANY_HISTORY,
  args: z.object({ ...span, ts: wanted }),
  run(call, args) {
    const { core } = call;
    const channel = readable(call, args.channel);
    const asked = findMessage(core, channel.id, args.ts);
    if (!asked || asked.onlyFor !== null) throw new SlackError("thread_not_found");
    const parent = asked.threadTs ? findMessage(core, channel.id, asked.threadTs) : asked;
    if (!parent) throw new SlackError("thread_not_found");
    // The parent comes first whatever span was asked for.
    const found = [parent, ...repliesOf(core, parent).filter((message) => isWithin(message, args))];
    const page = pageOf(found, rationed(core, args), { standard: 1000, most: 1000 });
    return {
      messages: page.items.map((message) =>
        messageObject(core, message, { metadata: args.include_all_metadata ?? false }),
      ),
      has_more: page.next !== "",
      ...(page.next === "" ? {} : nextCursor(page.next)),
    };
  },
});

export const historyMethods: Method[] = [history, replies];
