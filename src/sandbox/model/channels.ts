import { type Core, nextTs, seconds } from "../core.ts";
import type { JsonObject } from "../json.ts";
import { SlackError } from "../slack-error.ts";
import { slackId } from "../slack-ids.ts";
import type { Channel, Person } from "../workspace-state.ts";
import { getPerson } from "./people.ts";

export function findChannel(core: Core, id: string): Channel | null {
  return core.state.channels[id] ?? null;
}

export function channelByName(core: Core, name: string): Channel | null {
  return Object.values(core.state.channels).find((channel) => channel.kind !== "dm" && channel.name === name) ?? null;
}

export function isMember(channel: Channel, userId: string): boolean {
  return channel.members.includes(userId);
}

/** What a person may open: channels they are in, and public ones unless they are a guest or from outside. */
export function isVisibleTo(channel: Channel, person: Person): boolean {
  if (isMember(channel, person.id)) return true;
  return channel.kind === "channel" && person.guest === null && person.outsideTeam === null;
}

/**
 * The channel as the bot sees it: public ones, and private ones and direct messages that it is in.
 * @throws SlackError channel_not_found
 */
export function getChannelForBot(core: Core, id: string): Channel {
  const channel = findChannel(core, id);
  const { botUserId } = core.state.app;
  if (!channel || (channel.kind !== "channel" && !isMember(channel, botUserId)))
    throw new SlackError("channel_not_found");
  return channel;
}

/** "channels", "groups" or "im": the first half of the scopes and events that concern the channel. */
export function scopeFamily(channel: Channel): "channels" | "groups" | "im" {
  if (channel.kind === "channel") return "channels";
  return channel.kind === "private" ? "groups" : "im";
}

export function channelType(channel: Channel): "channel" | "group" | "im" {
  if (channel.kind === "channel") return "channel";
  return channel.kind === "private" ? "group" : "im";
}

/** The name as payloads give it: direct messages have none of their own. */
export function payloadChannelName(channel: Channel): string {
  if (channel.kind === "dm") return "directmessage";
  return channel.kind === "private" ? "privategroup" : channel.name;
}

function findDirectMessage(core: Core, one: string, other: string): Channel | null {
  const found = Object.values(core.state.channels).find(
    (channel) =>
      channel.kind === "dm" &&
      (one === other
        ? channel.members.length === 1 && channel.members[0] === one
        : channel.members.length === 2 && channel.members.includes(one) && channel.members.includes(other)),
  );
  return found ?? null;
}

/** The direct message of two people, made when there is none yet. */
export function openDirectMessage(core: Core, one: string, other: string): { channel: Channel; isNew: boolean } {
  const existing = findDirectMessage(core, one, other);
  if (existing) return { channel: existing, isNew: false };
  const id = slackId("D");
  const channel: Channel = {
    id,
    name: id,
    kind: "dm",
    topic: "",
    creator: one,
    created: seconds(core),
    members: one === other ? [one] : [one, other],
    archived: false,
    sharedWith: null,
  };
  core.state.channels[id] = channel;
  core.changed({ kind: "channels" });
  return { channel, isNew: true };
}

/** The conversation object of conversations.info and conversations.list. */
export function channelObject(
  core: Core,
  channel: Channel,
  options: { memberCount?: boolean; locale?: boolean } = {},
): JsonObject {
  const { botUserId } = core.state.app;
  const member = isMember(channel, botUserId);
  if (channel.kind === "dm") {
    const other = channel.members.find((id) => id !== botUserId) ?? botUserId;
    return {
      id: channel.id,
      created: channel.created,
      is_archived: false,
      is_im: true,
      is_org_shared: false,
      context_team_id: core.state.team.id,
      updated: channel.created * 1000,
      user: other,
      is_user_deleted: core.state.people[other]?.deactivated ?? false,
      is_open: true,
      priority: 0,
    };
  }
  const shared = channel.sharedWith !== null;
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === "channel",
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === "private",
    created: channel.created,
    is_archived: channel.archived,
    is_general: channel.name === "general",
    unlinked: 0,
    is_shared: shared,
    is_frozen: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: core.state.team.id,
    updated: channel.created * 1000,
    parent_conversation: null,
    creator: channel.creator,
    is_ext_shared: shared,
    shared_team_ids: channel.sharedWith ? [core.state.team.id, channel.sharedWith.teamId] : [core.state.team.id],
    pending_connected_team_ids: [],
    ...(channel.sharedWith ? { connected_team_ids: [channel.sharedWith.teamId] } : {}),
    is_member: member,
    topic: { value: channel.topic, creator: channel.topic === "" ? "" : channel.creator, last_set: channel.created },
    purpose: { value: "", creator: "", last_set: 0 },
    previous_names: [],
    ...(options.memberCount ? { num_members: channel.members.length } : {}),
    ...(options.locale ? { locale: "en-US" } : {}),
  };
}

/** Somebody joins a channel; the app hears of it when it is in the channel itself. */
export function joinChannel(core: Core, channel: Channel, userId: string, inviter: string | null): void {
  const person = getPerson(core, userId);
  if (isMember(channel, userId)) return;
  channel.members.push(userId);
  core.changed({ kind: "channels" });
  if (!isMember(channel, core.state.app.botUserId)) return;
  core.events.publish({
    type: "member_joined_channel",
    user: userId,
    channel: channel.id,
    channel_type: channel.kind === "private" ? "G" : "C",
    team: person.outsideTeam ?? core.state.team.id,
    ...(inviter ? { inviter } : {}),
    event_ts: nextTs(core),
  });
}

/** Somebody leaves a channel or is removed; the app hears of it when it was in the channel. */
export function leaveChannel(core: Core, channel: Channel, userId: string): void {
  if (!isMember(channel, userId)) return;
  const person = getPerson(core, userId);
  const botWasIn = isMember(channel, core.state.app.botUserId);
  channel.members = channel.members.filter((id) => id !== userId);
  core.changed({ kind: "channels" });
  if (!botWasIn) return;
  core.events.publish({
    type: "member_left_channel",
    user: userId,
    channel: channel.id,
    channel_type: channel.kind === "private" ? "G" : "C",
    team: person.outsideTeam ?? core.state.team.id,
    event_ts: nextTs(core),
  });
}

export function setArchived(core: Core, channel: Channel, archived: boolean, by: string): void {
  if (channel.archived === archived) return;
  channel.archived = archived;
  core.changed({ kind: "channels" });
  if (channel.kind !== "channel") return;
  core.events.publish({
    type: archived ? "channel_archive" : "channel_unarchive",
    channel: channel.id,
    user: by,
    is_moved: 0,
    event_ts: nextTs(core),
  });
}
