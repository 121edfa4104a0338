import { randomUUID } from "node:crypto";
import { type Core, nextTs } from "../core.ts";
import { type Refused, refused } from "../interactions/payload-parts.ts";
import { type CommandOutcome, runCommand } from "../interactions/run-command.ts";
import { messageText } from "../interactions/typed-text.ts";
import { findChannel, isMember, openDirectMessage } from "../model/channels.ts";
import { createFile, shareFile } from "../model/files.ts";
import { editMessage, findMessage, postMessage, removeMessage } from "../model/messages.ts";
import { findView, viewObject } from "../model/views.ts";
import type { Mention } from "../page-protocol.ts";
import type { Channel, Person, StoredFile, StoredMessage } from "../workspace-state.ts";

/** A typed message may hold 40,000 characters; Slack's composer makes a snippet of more. */
const LONGEST_TYPED = 40_000;

export type SendOutcome = { ok: true; message: StoredMessage } | { ok: true; command: CommandOutcome } | Refused;

export interface SendOptions {
  threadTs?: string | null;
  fileIds?: string[];
  /** what was picked from the page's lists; null: names in the text are taken as picked */
  mentions?: readonly Mention[] | null;
}

function writable(core: Core, person: Person, channel: Channel | null): Refused | null {
  if (person.deactivated) return refused("This account has been deactivated.");
  if (!channel || !isMember(channel, person.id)) return refused("Join the channel to write in it.");
  if (channel.archived) return refused("This channel has been archived.");
  if (channel.kind === "dm" && channel.members.includes(core.state.app.botUserId)) {
    if (!core.app.messagesTab || core.app.messagesReadOnly)
      return refused("Sending messages to this app has been turned off.");
  }
  return null;
}

/** A person presses Enter in the composer. What begins with a slash is a command. */
export async function sendTyped(
  core: Core,
  person: Person,
  channelId: string,
  typed: string,
  options: SendOptions = {},
): Promise<SendOutcome> {
  const channel = findChannel(core, channelId);
  const closed = writable(core, person, channel);
  if (closed || !channel) return closed ?? refused("There is no such channel.");
  const command = /^(\/\S+)(\s*)([\s\S]*)$/.exec(typed);
  if (command?.[1] && (options.fileIds ?? []).length === 0) {
    const start = command[1].length + (command[2] ?? "").length;
    const outcome = await runCommand(core, person, channel, command[1], typed.slice(start).trimEnd(), {
      inThread: Boolean(options.threadTs),
      mentions: options.mentions?.map((mention) => ({ ...mention, at: mention.at - start })) ?? null,
    });
    return { ok: true, command: outcome };
  }
  if (typed.trim() === "" && (options.fileIds ?? []).length === 0) return refused("Write something first.");
  if (typed.length > LONGEST_TYPED) return refused("This message is too long for Slack. Send it as a file.");
  const parent = options.threadTs ? findMessage(core, channel.id, options.threadTs) : null;
  if (options.threadTs && (!parent || parent.onlyFor !== null)) return refused("This thread is gone.");
  const files = (options.fileIds ?? [])
    .flatMap((id) => core.state.files[id] ?? [])
    .filter((file) => file.user === person.id);
  for (const file of files) {
    file.complete = true;
    shareFile(core, file, channel.id);
  }
  const message = postMessage(core, {
    channel,
    user: person.id,
    ...messageText(core, typed, options.mentions ?? null),
    files: files.map((file) => file.id),
    threadTs: parent ? (parent.threadTs ?? parent.ts) : null,
    subtype: files.length > 0 ? "file_share" : null,
    clientId: randomUUID(),
  });
  core.state.read[`${person.id}:${channel.id}`] = message.ts;
  return { ok: true, message };
}

export function editTyped(
  core: Core,
  person: Person,
  channelId: string,
  ts: string,
  typed: string,
  mentions: readonly Mention[] | null = null,
): { ok: true } | Refused {
  const channel = findChannel(core, channelId);
  const message = findMessage(core, channelId, ts);
  if (!channel || !message || message.user !== person.id || message.tombstone)
    return refused("You can edit only your own messages.");
  if (typed.trim() === "") return refused("Write something first.");
  editMessage(core, channel, message, person.id, messageText(core, typed, mentions));
  return { ok: true };
}

export function removeTyped(core: Core, person: Person, channelId: string, ts: string): { ok: true } | Refused {
  const channel = findChannel(core, channelId);
  const message = findMessage(core, channelId, ts);
  const own = message && (message.user === person.id || message.onlyFor === person.id);
  if (!channel || !message || !own) return refused("You can delete only your own messages.");
  removeMessage(core, channel, message);
  return { ok: true };
}

/** Takes the bytes that a person drops into the composer; the file is shared when the message is sent. */
export async function uploadTyped(
  core: Core,
  person: Person,
  name: string,
  bytes: Buffer,
  mimetype?: string,
): Promise<StoredFile> {
  const file = createFile(core, { name, size: bytes.length, user: person.id, ...(mimetype ? { mimetype } : {}) });
  await core.fileStore.write(file.id, bytes);
  core.changed({ kind: "channels" });
  return file;
}

/** A person opens the app's Home tab. */
export function openHomeTab(core: Core, person: Person): void {
  openTab(core, person, "home");
}

/** A person opens a direct message; with the bot that is its Messages tab. */
export function openDm(core: Core, person: Person, other: string): Channel {
  const { channel } = openDirectMessage(core, person.id, other);
  if (other === core.state.app.botUserId) openTab(core, person, "messages");
  return channel;
}

function openTab(core: Core, person: Person, tab: "home" | "messages"): void {
  if (person.outsideTeam !== null || person.deactivated) return;
  const { channel } = openDirectMessage(core, core.state.app.botUserId, person.id);
  const view = tab === "home" ? findView(core, core.state.homes[person.id] ?? "") : null;
  core.events.publish({
    type: "app_home_opened",
    user: person.id,
    channel: channel.id,
    tab,
    ...(view ? { view: viewObject(core, view) } : {}),
    event_ts: nextTs(core),
  });
}
