import { z } from "zod";
import {
  channelObject,
  getChannelForBot,
  isMember,
  joinChannel,
  leaveChannel,
  openDirectMessage,
  scopeFamily,
} from "../model/channels.ts";
import { findPerson } from "../model/people.ts";
import { SlackError } from "../slack-error.ts";
import { count, flag, list, text, wanted } from "./arguments.ts";
import { readTypes } from "./conversation-types.ts";
import { defineMethod, type Method } from "./define-method.ts";
import { nextCursor, pageOf } from "./pages.ts";

const ANY_READ = ["channels:read", "groups:read", "im:read", "mpim:read"];

const listMethod = defineMethod({
  name: "conversations.list",
  tier: 2,
  scopes: ANY_READ,
  args: z.object({
    types: text.optional(),
    cursor: text.optional(),
    limit: count.optional(),
    exclude_archived: flag.optional(),
  }),
  run({ core, need }, args) {
    const kinds = readTypes(args.types, need);
    const { botUserId } = core.state.app;
    const found = Object.values(core.state.channels).filter(
      (channel) =>
        kinds.has(channel.kind) &&
        (channel.kind === "channel" || isMember(channel, botUserId)) &&
        !(args.exclude_archived && channel.archived),
    );
    const page = pageOf(found, args, { standard: 100, most: 999 });
    return {
      channels: page.items.map((channel) => channelObject(core, channel, { memberCount: true })),
      ...nextCursor(page.next),
    };
  },
});

const info = defineMethod({
  name: "conversations.info",
  tier: 3,
  scopes: ANY_READ,
  args: z.object({ channel: wanted, include_num_members: flag.optional(), include_locale: flag.optional() }),
  run({ core, need }, args) {
    const channel = getChannelForBot(core, args.channel);
    need(`${scopeFamily(channel)}:read`);
    return {
      channel: channelObject(core, channel, {
        memberCount: args.include_num_members ?? false,
        locale: args.include_locale ?? false,
      }),
    };
  },
});

const members = defineMethod({
  name: "conversations.members",
  tier: 4,
  scopes: ANY_READ,
  args: z.object({ channel: wanted, cursor: text.optional(), limit: count.optional() }),
  run({ core, need }, args) {
    const channel = getChannelForBot(core, args.channel);
    need(`${scopeFamily(channel)}:read`);
    const page = pageOf(channel.members, args, { standard: 100, most: 1000 });
    return { members: page.items, ...nextCursor(page.next) };
  },
});

const open = defineMethod({
  name: "conversations.open",
  tier: 3,
  scopes: ["im:write", "mpim:write"],
  args: z.object({
    users: list.optional(),
    channel: text.optional(),
    return_im: flag.optional(),
    prevent_creation: flag.optional(),
  }),
  run({ core, need }, args) {
    if (args.channel) {
      const existing = getChannelForBot(core, args.channel);
      return {
        no_op: true,
        already_open: true,
        channel: args.return_im ? channelObject(core, existing) : { id: existing.id },
      };
    }
    const users = args.users ?? [];
    const [first, ...others] = users;
    if (!first) throw new SlackError("users_list_not_supplied");
    // Group direct messages are not part of this workspace: the bot has no use for them.
    if (others.length > 0) throw new SlackError("method_not_supported_for_channel_type");
    need("im:write");
    const person = findPerson(core, first);
    if (!person) throw new SlackError("user_not_found");
    if (person.id === core.state.app.botUserId) throw new SlackError("cannot_dm_bot");
    if (person.deactivated) throw new SlackError("user_disabled");
    if (person.outsideTeam !== null) throw new SlackError("user_not_visible");
    const { channel, isNew } = openDirectMessage(core, core.state.app.botUserId, person.id);
    return {
      ...(isNew ? {} : { no_op: true, already_open: true }),
      channel: args.return_im ? channelObject(core, channel) : { id: channel.id },
    };
  },
});

const join = defineMethod({
  name: "conversations.join",
  tier: 3,
  scopes: ["channels:join"],
  args: z.object({ channel: wanted }),
  run({ core }, args) {
    const channel = getChannelForBot(core, args.channel);
    if (channel.kind !== "channel") throw new SlackError("method_not_supported_for_channel_type");
    if (channel.archived) throw new SlackError("is_archived");
    const { botUserId } = core.state.app;
    const already = isMember(channel, botUserId);
    if (!already) joinChannel(core, channel, botUserId, null);
    return {
      channel: channelObject(core, channel),
      ...(already ? { warning: "already_in_channel", response_metadata: { warnings: ["already_in_channel"] } } : {}),
    };
  },
});

const invite = defineMethod({
  name: "conversations.invite",
  tier: 3,
  scopes: ["channels:manage", "channels:write.invites", "groups:write", "groups:write.invites"],
  args: z.object({ channel: wanted, users: list }),
  run({ core }, args) {
    const channel = getChannelForBot(core, args.channel);
    if (channel.kind === "dm") throw new SlackError("method_not_supported_for_channel_type");
    if (channel.archived) throw new SlackError("is_archived");
    if (!isMember(channel, core.state.app.botUserId)) throw new SlackError("not_in_channel");
    const people = args.users.map((id) => {
      const person = findPerson(core, id);
      if (!person || person.deactivated) throw new SlackError("user_not_found");
      if (id === core.state.app.botUserId) throw new SlackError("cant_invite_self");
      if (isMember(channel, id)) throw new SlackError("already_in_channel");
      return person;
    });
    for (const person of people) joinChannel(core, channel, person.id, core.state.app.botUserId);
    return { channel: channelObject(core, channel) };
  },
});

const leave = defineMethod({
  name: "conversations.leave",
  tier: 3,
  scopes: ["channels:manage", "groups:write", "im:write", "mpim:write"],
  args: z.object({ channel: wanted }),
  run({ core }, args) {
    const channel = getChannelForBot(core, args.channel);
    if (channel.name === "general") throw new SlackError("cant_leave_general");
    if (!isMember(channel, core.state.app.botUserId)) return { not_in_channel: true };
    leaveChannel(core, channel, core.state.app.botUserId);
    return {};
  },
});

export const conversationMethods: Method[] = [listMethod, info, members, open, join, invite, leave];
