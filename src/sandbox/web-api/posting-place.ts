import type { Core } from "../core.ts";
import { channelByName, findChannel, isMember, openDirectMessage } from "../model/channels.ts";
import { findMessage } from "../model/messages.ts";
import { findPerson } from "../model/people.ts";
import { SlackError } from "../slack-error.ts";
import type { Channel } from "../workspace-state.ts";

/**
 * Where the bot posts: a channel's id or #name, a direct message, or a person's id, which stands for their direct message.
 * @throws SlackError channel_not_found, not_in_channel, is_archived, messages_tab_disabled
 */
export function postingChannel(core: Core, wanted: string): Channel {
  const { botUserId } = core.state.app;
  const channel =
    findChannel(core, wanted) ?? channelByName(core, wanted.replace(/^#/, "")) ?? directMessageWith(core, wanted);
  if (!channel) throw new SlackError("channel_not_found");
  const member = isMember(channel, botUserId);
  if (!member && channel.kind !== "channel") throw new SlackError("channel_not_found");
  if (channel.archived) throw new SlackError("is_archived");
  if (!member && !core.app.scopes.has("chat:write.public")) throw new SlackError("not_in_channel");
  if (channel.kind === "dm") assertReachable(core, channel);
  return channel;
}

function directMessageWith(core: Core, userId: string): Channel | null {
  const person = findPerson(core, userId);
  if (!person || person.isBot || person.outsideTeam !== null) return null;
  if (person.deactivated) throw new SlackError("user_disabled");
  return openDirectMessage(core, core.state.app.botUserId, userId).channel;
}

function assertReachable(core: Core, channel: Channel): void {
  if (!core.app.messagesTab) throw new SlackError("messages_tab_disabled");
  const other = channel.members.find((id) => id !== core.state.app.botUserId);
  if (other && findPerson(core, other)?.deactivated) throw new SlackError("user_disabled");
}

/**
 * The ts of the thread's parent. Answering a reply is answering its parent.
 * @throws SlackError invalid_thread_ts when there is no such message
 */
export function threadParent(core: Core, channel: Channel, threadTs: string | undefined): string | null {
  if (threadTs === undefined || threadTs === "") return null;
  const parent = findMessage(core, channel.id, threadTs);
  if (!parent || parent.onlyFor !== null) throw new SlackError("invalid_thread_ts");
  return parent.threadTs ?? parent.ts;
}
