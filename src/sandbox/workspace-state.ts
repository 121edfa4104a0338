import type { JsonObject } from "./json.ts";
import type { BlockJson, StateValues } from "./page-protocol.ts";

/** Everything the local workspace remembers, as plain JSON: it is what the state file holds. */
export interface WorkspaceState {
  version: 1;
  team: { id: string; name: string; domain: string };
  app: AppState;
  people: Record<string, Person>;
  channels: Record<string, Channel>;
  /** by channel, oldest first */
  messages: Record<string, StoredMessage[]>;
  views: Record<string, StoredView>;
  /** by person: the ids of the open modals, bottom first */
  stacks: Record<string, string[]>;
  /** by person: the id of the published Home view */
  homes: Record<string, string>;
  files: Record<string, StoredFile>;
  responseUrls: Record<string, ResponseUrl>;
  scheduled: Record<string, ScheduledMessage>;
  /** by person and channel ("U…:C…"): the ts up to which the person has read */
  read: Record<string, string>;
  /** the last ts given, so that no two are the same even when the clock stands still */
  lastTs: string;
}

interface AppState {
  id: string;
  botId: string;
  botUserId: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  verificationToken: string;
  installed: boolean;
  /** the code with which the bot's token is refused though the app is installed; absent or null: it is good */
  tokenRefusal?: string | null;
}

/** An app other than the one that runs here. */
export interface OtherApp {
  name: string;
  botId: string;
  appId: string;
  /** of its bot user; null: it has none */
  userId: string | null;
}

export interface Person {
  id: string;
  handle: string;
  realName: string;
  title: string;
  department: string;
  zone: string;
  locale: string;
  email: string;
  colour: string;
  isBot: boolean;
  owner: "primary" | "owner" | null;
  admin: boolean;
  guest: "single-channel" | "multi-channel" | null;
  /** the other company's team id, for people met only through Slack Connect */
  outsideTeam: string | null;
  deactivated: boolean;
  /** whose bot user it is; absent or null: nobody's, or this app's */
  otherApp?: OtherApp | null;
  /** seconds */
  updated: number;
}

export interface Channel {
  id: string;
  name: string;
  kind: "channel" | "private" | "dm";
  topic: string;
  creator: string;
  /** seconds */
  created: number;
  members: string[];
  archived: boolean;
  /** the other company's team id and name, for a channel shared with it */
  sharedWith: { teamId: string; name: string } | null;
}

export interface StoredMessage {
  ts: string;
  channel: string;
  user: string;
  /** set when an app wrote it */
  botId: string | null;
  /** which one; absent or null: the one that runs here */
  otherApp?: OtherApp | null;
  /** Slack's encoding: &amp; &lt; &gt;, <@U…>, <https://…> */
  text: string;
  blocks: BlockJson[] | null;
  attachments: JsonObject[] | null;
  files: string[];
  threadTs: string | null;
  metadata: JsonObject | null;
  edited: { user: string; ts: string } | null;
  reactions: { name: string; users: string[] }[];
  /** the one person who sees it; null: everyone in the channel */
  onlyFor: string | null;
  /** e.g. "channel_join"; null for what people and apps write */
  subtype: string | null;
  /** the parent of a thread that was deleted while it had replies */
  tombstone: boolean;
  broadcast: boolean;
  clientId: string | null;
}

export interface StoredView {
  id: string;
  type: "modal" | "home";
  user: string;
  hash: string;
  callbackId: string;
  externalId: string;
  privateMetadata: string;
  title: JsonObject;
  submit: JsonObject | null;
  close: JsonObject | null;
  blocks: BlockJson[];
  clearOnClose: boolean;
  notifyOnClose: boolean;
  rootViewId: string;
  previousViewId: string | null;
  /** block_id → sentence, as the app's `errors` said */
  errors: Record<string, string>;
  /** what the person has entered so far */
  entered: StateValues;
  /** the channel in which the modal was opened, for default_to_current_conversation */
  channel: string | null;
}

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  size: number;
  user: string;
  /** seconds */
  created: number;
  /** channels in which it was shared */
  channels: string[];
  /** the upload was completed; before that nobody may read it */
  complete: boolean;
  deleted: boolean;
  /** a person handed it to the app in a form (file_input), so the app may read it though it was shared nowhere */
  forApp: boolean;
  /** an e-mail to a channel's address */
  email?: { from: { name?: string; address: string }; subject: string; text: string };
  /** part of the upload address, so that nobody guesses it */
  secret: string;
}

export interface ResponseUrl {
  token: string;
  user: string;
  channel: string;
  /** the message that carried the button, when there was one */
  message: { ts: string; ephemeral: boolean } | null;
  threadTs: string | null;
  used: number;
  /** milliseconds since 1970 */
  createdAt: number;
}

export interface ScheduledMessage {
  id: string;
  channel: string;
  text: string;
  blocks: BlockJson[] | null;
  threadTs: string | null;
  /** seconds */
  postAt: number;
  createdAt: number;
}
