import type { Core } from "../core.ts";
import { SlackError } from "../slack-error.ts";
import type { StoredMessage } from "../workspace-state.ts";

/** @throws SlackError invalid_name, already_reacted */
export function addReaction(core: Core, message: StoredMessage, name: string, user: string): void {
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new SlackError("invalid_name");
  const reaction = message.reactions.find((known) => known.name === name);
  if (reaction?.users.includes(user)) throw new SlackError("already_reacted");
  if (reaction) reaction.users.push(user);
  else message.reactions.push({ name, users: [user] });
  core.changed({ kind: "message", channel: message.channel, ts: message.ts });
}

/** @throws SlackError no_reaction */
export function removeReaction(core: Core, message: StoredMessage, name: string, user: string): void {
  const reaction = message.reactions.find((known) => known.name === name);
  if (!reaction?.users.includes(user)) throw new SlackError("no_reaction");
  reaction.users = reaction.users.filter((id) => id !== user);
  message.reactions = message.reactions.filter((known) => known.users.length > 0);
  core.changed({ kind: "message", channel: message.channel, ts: message.ts });
}
