import { z } from "zod";
import { channelObject } from "../model/channels.ts";
import { getPerson, isOutside, userObject } from "../model/people.ts";
import { SlackError } from "../slack-error.ts";
import { count, flag, text, wanted } from "./arguments.ts";
import { readTypes } from "./conversation-types.ts";
import { defineMethod, type Method } from "./define-method.ts";
import { nextCursor, pageOf } from "./pages.ts";

const READ = ["users:read"];

const info = defineMethod({
  name: "users.info",
  tier: 4,
  scopes: READ,
  args: z.object({ user: wanted, include_locale: flag.optional() }),
  run({ core }, args) {
    const person = getPerson(core, args.user);
    const email = core.app.scopes.has("users:read.email");
    return { user: userObject(core, person, { email, locale: args.include_locale ?? false }) };
  },
});

const list = defineMethod({
  name: "users.list",
  tier: 2,
  scopes: READ,
  args: z.object({ cursor: text.optional(), limit: count.optional(), include_locale: flag.optional() }),
  run({ core }, args) {
    const members = Object.values(core.state.people).filter((person) => !isOutside(person));
    const page = pageOf(members, args, { standard: 1000, most: 1000 });
    const email = core.app.scopes.has("users:read.email");
    return {
      members: page.items.map((person) => userObject(core, person, { email, locale: args.include_locale ?? false })),
      cache_ts: Math.floor(core.clock().getTime() / 1000),
      ...nextCursor(page.next),
    };
  },
});

const lookupByEmail = defineMethod({
  name: "users.lookupByEmail",
  tier: 3,
  scopes: ["users:read.email"],
  args: z.object({ email: wanted }),
  run({ core }, args) {
    const wantedEmail = args.email.toLowerCase();
    const person = Object.values(core.state.people).find(
      (candidate) =>
        !candidate.isBot &&
        !isOutside(candidate) &&
        !candidate.deactivated &&
        candidate.email.toLowerCase() === wantedEmail,
    );
    if (!person) throw new SlackError("users_not_found");
    return { user: userObject(core, person, { email: true }) };
  },
});

const getPresence = defineMethod({
  name: "users.getPresence",
  tier: 3,
  scopes: READ,
  args: z.object({ user: wanted }),
  run({ core }, args) {
    return { presence: getPerson(core, args.user).deactivated ? "away" : "active" };
  },
});

const conversations = defineMethod({
  name: "users.conversations",
  tier: 3,
  scopes: ["channels:read", "groups:read", "im:read"],
  args: z.object({
    user: text.optional(),
    types: text.optional(),
    cursor: text.optional(),
    limit: count.optional(),
    exclude_archived: flag.optional(),
  }),
  run({ core, need }, args) {
    const { botUserId } = core.state.app;
    const user = args.user ?? botUserId;
    getPerson(core, user);
    const kinds = readTypes(args.types, need);
    const found = Object.values(core.state.channels).filter(
      (channel) =>
        kinds.has(channel.kind) &&
        channel.members.includes(user) &&
        // Of other people's private channels and direct messages the bot sees only those that it shares.
        (channel.kind === "channel" || channel.members.includes(botUserId)) &&
        !(args.exclude_archived && channel.archived),
    );
    const page = pageOf(found, args, { standard: 100, most: 999 });
    return { channels: page.items.map((channel) => channelObject(core, channel)), ...nextCursor(page.next) };
  },
});

export const userMethods: Method[] = [info, list, lookupByEmail, getPresence, conversations];
