import { z } from "zod";
import type { Core } from "../core.ts";
import { getChannelForBot, isMember } from "../model/channels.ts";
import { messageObject } from "../model/message-object.ts";
import { getMessage } from "../model/messages.ts";
import { addReaction, removeReaction } from "../model/reactions.ts";
import { SlackError } from "../slack-error.ts";
import type { StoredMessage } from "../workspace-state.ts";
import { wanted } from "./arguments.ts";
import { defineMethod, type Method } from "./define-method.ts";

const place = { channel: wanted, timestamp: wanted };

function reactable(core: Core, args: { channel: string; timestamp: string }): StoredMessage {
  const channel = getChannelForBot(core, args.channel);
  if (!isMember(channel, core.state.app.botUserId)) throw new SlackError("not_in_channel");
  if (channel.archived) throw new SlackError("is_archived");
  return getMessage(core, channel.id, args.timestamp);
}

const add = defineMethod({
  name: "reactions.add",
  tier: 3,
  scopes: ["reactions:write"],
  args: z.object({ ...place, name: wanted }),
  run({ core }, args) {
    addReaction(core, reactable(core, args), args.name, core.state.app.botUserId);
    return {};
  },
});

const remove = defineMethod({
  name: "reactions.remove",
  tier: 2,
  scopes: ["reactions:write"],
  args: z.object({ ...place, name: wanted }),
  run({ core }, args) {
    removeReaction(core, reactable(core, args), args.name, core.state.app.botUserId);
    return {};
  },
});

const get = defineMethod({
  name: "reactions.get",
  tier: 3,
  scopes: ["reactions:read"],
  args: z.object(place),
  run({ core }, args) {
    const message = reactable(core, args);
    return { type: "message", channel: message.channel, message: messageObject(core, message) };
  },
});

export const reactionMethods: Method[] = [add, remove, get];
