import type { Core } from "../core.ts";
import type { JsonObject } from "../json.ts";
import type { StoredMessage } from "../workspace-state.ts";
import { fileObject } from "./files.ts";
import { repliesOf } from "./thread-replies.ts";

/** The message as conversations.history, events and payloads show it. */
export function messageObject(core: Core, message: StoredMessage, options: { metadata?: boolean } = {}): JsonObject {
  const { app, team } = core.state;
  if (message.tombstone) {
    return {
      type: "message",
      subtype: "tombstone",
      user: "USLACKBOT",
      hidden: true,
      text: "This message was deleted.",
      ts: message.ts,
      thread_ts: message.ts,
      ...threadFields(core, message),
    };
  }
  const { otherApp } = message;
  const profile = {
    id: message.botId,
    app_id: otherApp?.appId ?? app.id,
    user_id: otherApp ? (otherApp.userId ?? "") : app.botUserId,
    name: otherApp?.name ?? core.app.botName,
  };
  return {
    type: "message",
    ...(message.subtype ? { subtype: message.subtype } : {}),
    ...(message.user ? { user: message.user } : {}),
    // What has no user of its own goes by a name.
    ...(otherApp && !otherApp.userId ? { username: otherApp.name } : {}),
    ts: message.ts,
    ...(message.clientId ? { client_msg_id: message.clientId } : {}),
    ...(message.botId
      ? {
          bot_id: message.botId,
          app_id: profile.app_id,
          ...(message.user
            ? { bot_profile: { ...profile, icons: {}, deleted: false, updated: 0, team_id: team.id } }
            : {}),
        }
      : {}),
    text: message.text,
    team: core.state.people[message.user]?.outsideTeam ?? team.id,
    ...(message.edited ? { edited: message.edited } : {}),
    ...(message.blocks ? { blocks: message.blocks } : {}),
    ...(message.attachments ? { attachments: message.attachments } : {}),
    ...(message.files.length > 0 ? { files: message.files.map((id) => fileObject(core, id)), upload: false } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...threadFields(core, message),
    ...(message.reactions.length > 0
      ? {
          reactions: message.reactions.map((reaction) => ({
            name: reaction.name,
            users: reaction.users,
            count: reaction.users.length,
          })),
        }
      : {}),
    ...(message.metadata && options.metadata ? { metadata: message.metadata } : {}),
  };
}

function threadFields(core: Core, message: StoredMessage): JsonObject {
  if (message.threadTs && message.threadTs !== message.ts) {
    const parent = core.state.messages[message.channel]?.find((candidate) => candidate.ts === message.threadTs);
    return parent ? { parent_user_id: parent.user } : {};
  }
  const replies = repliesOf(core, message);
  const last = replies.at(-1);
  if (!last) return {};
  const users = [...new Set(replies.map((reply) => reply.user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: last.ts,
    reply_users: users.slice(0, 5),
    is_locked: false,
    subscribed: false,
  };
}
