import { type Core, nextTs, seconds } from "../core.ts";
import type { JsonObject } from "../json.ts";
import { SlackError } from "../slack-error.ts";
import { randomToken, slackId } from "../slack-ids.ts";
import type { StoredFile } from "../workspace-state.ts";

/** By extension, for names that arrive without a type. */
const MIME_TYPES: Record<string, string> = {
  csv: "text/csv",
  gif: "image/gif",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  json: "application/json",
  md: "text/markdown",
  pdf: "application/pdf",
  png: "image/png",
  txt: "text/plain",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  zip: "application/zip",
};

function extension(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
}

export function createFile(
  core: Core,
  input: { name: string; size: number; user: string; mimetype?: string },
): StoredFile {
  const file: StoredFile = {
    id: slackId("F"),
    name: input.name,
    title: input.name,
    mimetype: input.mimetype ?? MIME_TYPES[extension(input.name)] ?? "application/octet-stream",
    size: input.size,
    user: input.user,
    created: seconds(core),
    channels: [],
    complete: false,
    deleted: false,
    forApp: false,
    secret: randomToken(24),
  };
  core.state.files[file.id] = file;
  return file;
}

export function findFile(core: Core, id: string): StoredFile | null {
  const file = core.state.files[id];
  return file?.complete && !file.deleted ? file : null;
}

/** @throws SlackError file_not_found or file_deleted */
export function getFile(core: Core, id: string): StoredFile {
  const file = core.state.files[id];
  if (file?.deleted) throw new SlackError("file_deleted");
  if (!file?.complete) throw new SlackError("file_not_found");
  return file;
}

/** Whether the bot may read it: its own, or shared where it is. */
export function botMayRead(core: Core, file: StoredFile): boolean {
  const { botUserId } = core.state.app;
  return (
    file.user === botUserId ||
    file.forApp ||
    file.channels.some((id) => core.state.channels[id]?.members.includes(botUserId))
  );
}

export function fileObject(core: Core, id: string): JsonObject {
  const file = core.state.files[id];
  if (!file || file.deleted) return { id, mode: "tombstone" };
  const base = `${core.origin()}/sandbox/files/${core.state.team.id}-${file.id}`;
  const name = encodeURIComponent(file.name);
  const kinds = { channels: [] as string[], groups: [] as string[], ims: [] as string[] };
  for (const channelId of file.channels) {
    const kind = core.state.channels[channelId]?.kind;
    if (kind === "channel") kinds.channels.push(channelId);
    else if (kind === "private") kinds.groups.push(channelId);
    else if (kind === "dm") kinds.ims.push(channelId);
  }
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: extension(file.name) || "binary",
    pretty_type: extension(file.name).toUpperCase() || "Binary",
    user: file.user,
    user_team: core.state.people[file.user]?.outsideTeam ?? core.state.team.id,
    editable: false,
    size: file.size,
    mode: "hosted",
    is_external: false,
    external_type: "",
    is_public: kinds.channels.length > 0,
    public_url_shared: false,
    display_as_bot: false,
    username: "",
    url_private: `${base}/${name}`,
    url_private_download: `${base}/download/${name}`,
    media_display_type: "unknown",
    permalink: `${base}/${name}`,
    permalink_public: `${base}/${name}`,
    has_rich_preview: false,
    file_access: "visible",
    ...kinds,
    ...(file.email && emailFields(file.email)),
  };
}

/** What an e-mail's file has besides. Slack shows a beginning of it as `preview_plain_text`. */
function emailFields({ from, subject, text }: NonNullable<StoredFile["email"]>): JsonObject {
  const { name = "", address } = from;
  return {
    ...{ filetype: "email", pretty_type: "Email", mode: "email", subject, plain_text: text },
    from: [{ address, name, original: name ? `${name} <${address}>` : address }],
    preview_plain_text: text.slice(0, 1000),
  };
}

/** Says that a file is now in a channel; the app hears of it where it is a member. */
export function shareFile(core: Core, file: StoredFile, channelId: string): void {
  if (!file.channels.includes(channelId)) file.channels.push(channelId);
  if (!core.state.channels[channelId]?.members.includes(core.state.app.botUserId)) return;
  core.events.publish({
    type: "file_shared",
    channel_id: channelId,
    file_id: file.id,
    user_id: file.user,
    file: { id: file.id },
    event_ts: nextTs(core),
  });
}
