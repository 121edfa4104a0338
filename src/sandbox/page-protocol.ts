/**
 * What the local workspace's page and its server say to each other.
 *
 * The page loads `GET /sandbox/page/boot`, then keeps one WebSocket `/sandbox/page/live?as=U…` for the person it acts
 * as. The server pushes {@link Push}; the page sends {@link Act} and gets one {@link ActResult} with the same `id`.
 * Blocks and views travel exactly as the bot sent them (Slack's own JSON); drawing them is the page's business.
 */

/** Slack's own JSON of one block or element; its shape was checked against Slack's limits when the bot sent it. */
export type BlockJson = { type: string; block_id?: string } & Record<string, unknown>;

export interface PagePerson {
  id: string;
  name: string;
  realName: string;
  title: string;
  /** IANA zone, e.g. "Asia/Jakarta" */
  zone: string;
  /** e.g. "sales", shown beside the name in "act as" */
  department: string;
  isBot: boolean;
  isGuest: boolean;
  isOwner: boolean;
  deactivated: boolean;
  /** CSS colour of the drawn avatar */
  colour: string;
}

export interface PageChannel {
  id: string;
  name: string;
  kind: "channel" | "private" | "dm";
  /** topic for channels, the other person's id for DMs */
  topic: string;
  withUser: string | null;
  memberIds: string[];
  /** shared with another company (Slack Connect) */
  external: boolean;
  archived: boolean;
  unread: number;
}

export interface PageFile {
  id: string;
  name: string;
  mimetype: string;
  size: number;
  /** path below this origin, for the browser */
  url: string;
}

export interface PageMessage {
  channel: string;
  ts: string;
  threadTs: string | null;
  replyCount: number;
  user: string;
  /** of another app that has no user here: what it goes by */
  author: string | null;
  text: string;
  blocks: BlockJson[] | null;
  files: PageFile[];
  /** only this page's person sees it */
  ephemeral: boolean;
  edited: boolean;
  deleted: boolean;
  reactions: { name: string; users: string[] }[];
}

export interface PageView {
  id: string;
  hash: string;
  type: "modal" | "home";
  callbackId: string;
  title: string;
  submit: string | null;
  close: string | null;
  blocks: BlockJson[];
  /** block_id → sentence, from the bot's `errors` */
  errors: Record<string, string>;
}

export interface PageCommand {
  command: string;
  description: string;
  usageHint: string;
}

export interface PageShortcut {
  callbackId: string;
  name: string;
  description: string;
  type: "message" | "global";
}

export interface Boot {
  team: { id: string; name: string };
  people: PagePerson[];
  commands: PageCommand[];
  shortcuts: PageShortcut[];
  botUserId: string;
  appId: string;
}

/** Server → page. A message is sent again whole when it changes; the page keys it by channel and ts. */
export type Push =
  | { push: "hello"; boot: Boot; channels: PageChannel[]; views: PageView[]; home: PageView | null; connected: boolean }
  | { push: "channels"; channels: PageChannel[] }
  | { push: "people"; people: PagePerson[] }
  | { push: "message"; message: PageMessage }
  | { push: "removed"; channel: string; ts: string }
  /** the modal stack of this person, bottom first; empty when none is open */
  | { push: "views"; views: PageView[] }
  | { push: "home"; home: PageView }
  /** what Slack itself says to one person (Slackbot's line under the composer): a command that failed, a trigger too late */
  | { push: "notice"; channel: string | null; text: string; keepText: string | null }
  /** whether a bot is connected now */
  | { push: "connected"; connected: boolean }
  | { push: "result"; id: number; result: ActResult };

export type ActResult = { ok: true; data?: unknown } | { ok: false; error: string };

export interface Option {
  text: { type: "plain_text"; text: string };
  value: string;
  description?: { type: "plain_text"; text: string };
}

/** The state of one input, in Slack's own shape (`view.state.values[block_id][action_id]`). */
export type StateValues = Record<string, Record<string, Record<string, unknown>>>;

/** Page → server. */
export type Act = { id: number } & (
  | { act: "history"; channel: string; before?: string; limit?: number }
  | { act: "replies"; channel: string; threadTs: string }
  /**
   * Plain text as typed; a leading registered slash command is run instead of posted (never inside a thread). What was
   * picked from the @ and # lists is named in `mentions`; everything else is plain, so a typed `<!channel>` is only text.
   */
  | { act: "send"; channel: string; threadTs?: string; text: string; mentions?: Mention[]; fileIds?: string[] }
  | { act: "edit"; channel: string; ts: string; text: string; mentions?: Mention[] }
  | { act: "delete"; channel: string; ts: string }
  | { act: "markRead"; channel: string; ts: string }
  | { act: "openDm"; user: string }
  | { act: "openHome" }
  /** a press or a choice on a message's block; `action` is the element's action JSON as Slack would send it */
  | {
      act: "messageAction";
      channel: string;
      ts: string;
      blockId: string;
      action: Record<string, unknown>;
      state: StateValues;
    }
  | { act: "viewAction"; viewId: string; blockId: string; action: Record<string, unknown>; state: StateValues }
  | { act: "viewSubmit"; viewId: string; state: StateValues }
  /** Escape or the cross: closes the top view, or all of them */
  | { act: "viewClose"; viewId: string; all: boolean }
  /** external_select typeahead */
  | {
      act: "suggest";
      where: { viewId: string } | { channel: string; ts: string };
      blockId: string;
      actionId: string;
      value: string;
    }
  | { act: "globalShortcut"; callbackId: string }
  | { act: "messageShortcut"; callbackId: string; channel: string; ts: string }
);

/** A stretch of typed text ("@Dewi Lestari", "#sales") that stands for a person or a channel; offsets in UTF-16 units. */
export interface Mention {
  at: number;
  length: number;
  /** U… or C… */
  id: string;
}

/** `data` of a `history` result: oldest first; `replies` answers the same shape, the thread's first message included. */
export interface HistoryData {
  messages: PageMessage[];
  hasMore: boolean;
}

/** `data` of a `suggest` result: what the bot answered to `block_suggestion`, as it came. */
export interface SuggestData {
  options?: Option[];
  option_groups?: { label: { type: "plain_text"; text: string }; options: Option[] }[];
}

/** `data` of an `openDm` result; the channel itself comes by a `channels` push before it. */
export interface OpenDmData {
  channel: string;
}

/** `POST /sandbox/page/files?as=U…&name=…` with the bytes as body answers this; the id goes into `send.fileIds`. */
export interface Uploaded {
  id: string;
}
