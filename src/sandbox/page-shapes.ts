import type { Core } from "./core.ts";
import { isMember } from "./model/channels.ts";
import { repliesOf } from "./model/thread-replies.ts";
import type { BlockJson, Boot, PageChannel, PageFile, PageMessage, PagePerson, PageView } from "./page-protocol.ts";
import type { Channel, Person, StoredMessage, StoredView } from "./workspace-state.ts";

export function pagePerson(person: Person): PagePerson {
  return {
    id: person.id,
    name: person.handle,
    realName: person.realName,
    title: person.title,
    zone: person.zone,
    department: person.department,
    isBot: person.isBot,
    isGuest: person.guest !== null,
    isOwner: person.owner !== null,
    deactivated: person.deactivated,
    colour: person.colour,
  };
}

/** Whether a person sees a message in a channel they can open. */
export function sees(person: Person, message: StoredMessage): boolean {
  return message.onlyFor === null || message.onlyFor === person.id;
}

function unreadCount(core: Core, channel: Channel, person: Person): number {
  if (!isMember(channel, person.id)) return 0;
  const read = Number(core.state.read[`${person.id}:${channel.id}`] ?? 0);
  return (core.state.messages[channel.id] ?? []).filter(
    (message) =>
      Number(message.ts) > read &&
      message.user !== person.id &&
      message.threadTs === null &&
      message.onlyFor === null &&
      !message.tombstone,
  ).length;
}

export function pageChannels(core: Core, person: Person): PageChannel[] {
  return Object.values(core.state.channels)
    .filter((channel) => isMember(channel, person.id))
    .map((channel) => {
      const other = channel.kind === "dm" ? (channel.members.find((id) => id !== person.id) ?? person.id) : null;
      return {
        id: channel.id,
        name: other ? (core.state.people[other]?.realName ?? channel.name) : channel.name,
        kind: channel.kind,
        topic: other ?? channel.topic,
        withUser: other,
        memberIds: channel.members,
        external: channel.sharedWith !== null,
        archived: channel.archived,
        unread: unreadCount(core, channel, person),
      };
    });
}

function pageFile(core: Core, id: string): PageFile[] {
  const file = core.state.files[id];
  if (!file || file.deleted) return [];
  return [
    {
      id,
      name: file.name,
      mimetype: file.mimetype,
      size: file.size,
      url: `/sandbox/page/files/${id}/${encodeURIComponent(file.name)}`,
    },
  ];
}

export function pageMessage(core: Core, message: StoredMessage): PageMessage {
  return {
    channel: message.channel,
    ts: message.ts,
    threadTs: message.threadTs,
    replyCount: message.threadTs && message.threadTs !== message.ts ? 0 : repliesOf(core, message).length,
    user: message.user,
    author: message.otherApp?.name ?? null,
    text: message.text,
    // What people type is drawn from its text; blocks are what an app sent.
    blocks: message.botId ? message.blocks : null,
    files: message.files.flatMap((id) => pageFile(core, id)),
    ephemeral: message.onlyFor !== null,
    edited: message.edited !== null,
    deleted: message.tombstone,
    reactions: message.reactions,
  };
}

function plain(text: Record<string, unknown> | null): string | null {
  return text ? String(text["text"] ?? "") : null;
}

export function pageView(view: StoredView): PageView {
  return {
    id: view.id,
    hash: view.hash,
    type: view.type,
    callbackId: view.callbackId,
    title: view.type === "home" ? "" : (plain(view.title) ?? ""),
    submit: plain(view.submit),
    close: plain(view.close),
    blocks: view.blocks as BlockJson[],
    errors: view.errors,
  };
}

export function boot(core: Core): Boot {
  return {
    team: { id: core.state.team.id, name: core.state.team.name },
    people: Object.values(core.state.people).map(pagePerson),
    commands: core.app.commands.map(({ command, description, usageHint }) => ({ command, description, usageHint })),
    shortcuts: core.app.shortcuts.map(({ callbackId, name, description, type }) => ({
      callbackId,
      name,
      description,
      type,
    })),
    botUserId: core.state.app.botUserId,
    appId: core.state.app.id,
  };
}
