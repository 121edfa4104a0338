import type { Option } from "@slack/types";
import type { ZodType } from "zod";
import type { Permission } from "../crm/access/permission.ts";
import type { RefusalCode } from "../crm/refusal.ts";
import type { ReadCalendar } from "../crm/tickets/fetch-calendar.ts";
import type { Context } from "../db/context.ts";
import type { Profile } from "../db/open-transaction.ts";
import type { ActionRef, ActionValue } from "./action-ref.ts";
import type { BuiltModal, Reply } from "./reply.ts";

/** What a reader of typed text needs to know of the person who typed it. */
export interface Typist {
  zone: string;
  now: Date;
  /** ISO 3166 country */
  region: string;
  locale: string;
}

/** Where in Slack something was typed or clicked. */
export interface Where {
  channelId: string | null;
  /** the message clicked, or the one a shortcut was used on */
  messageTs: string | null;
  threadTs: string | null;
  /** the App Home tab, a modal, or a conversation */
  place: "conversation" | "modal" | "home";
  /** Of Slack's clock: when the person acted */
  at: Date;
}

/** What can be asked of Slack before the transaction opens: a call within it would hold a connection. */
export interface SlackLookup {
  profile(slackUserId: string): Promise<Profile | null>;
  /** null when Steward cannot see the channel */
  channel(
    channelId: string,
  ): Promise<{ id: string; name: string; isPrivate: boolean; isExternal: boolean; isMember: boolean } | null>;
  membersOf(channelId: string): Promise<string[] | null>;
  permalink(channelId: string, ts: string): Promise<string | null>;
  /** The first message of a thread, or one that stands alone; null where Steward cannot read it. */
  message(
    channelId: string,
    ts: string,
  ): Promise<{ text: string; authorId: string | null; author: string | null } | null>;
  /** A file's contents as they come; whoever has read enough just stops. Null when it is not to be had. */
  download(fileId: string): Promise<{ name: string; bytes: AsyncIterable<Uint8Array> } | null>;
  /** What is at a calendar's address. No question to Slack, but one that is asked when they are. */
  calendar(url: string): Promise<ReadCalendar>;
  /** everyone whom Slack lists */
  people(): Promise<SlackPeople>;
  /** Slack says that it still takes Steward's token; asked afresh */
  takesToken(): Promise<boolean>;
  /** Joins a public channel if need be. Private ones have to invite. */
  enter(channelId: string): Promise<EnteredChannel>;
}

/** Somebody whom Slack lists in the workspace, with everything they answer to. */
export interface SlackPerson {
  profile: Profile;
  /** "maya.putri", without the @ */
  handle: string;
  displayName: string;
  isPrimaryOwner: boolean;
}

/** Everyone of the workspace, those who left included. */
export interface SlackPeople {
  people: SlackPerson[];
  /** apps other than Steward */
  appIds: ReadonlySet<string>;
  /** Steward itself */
  selfId: string;
}

/** A channel that Steward is to write in: whether it can. */
export interface EnteredChannel {
  name: string;
  /** null: Steward is in it */
  obstacle: "archived" | "external" | "invitation" | null;
}

/** A slash command, or a subcommand of one ("/crm-admin access grant"). */
export interface Command<Input = never, Gathered = never> {
  name: string;
  /** after the name, as usage: "[type] [outcome] CUSTOMER [: note]" */
  usage: string;
  /** one worked example, whole */
  example: string;
  /** what it is for, a few words */
  summary: string;
  may: Permission | null;
  /** milliseconds that its transaction may take, where it has much to read */
  timeoutMs?: number;
  /** null: nothing to go by, open the form or the list that helps most */
  parse(text: string, typist: Typist): Input | null;
  gather?(slack: SlackLookup, input: Input): Promise<Gathered>;
  run(ctx: Context, input: Input, gathered: Gathered, where: Where): Promise<Reply>;
  form(ctx: Context, where: Where): Promise<Reply>;
}

/** A command with its types closed over, as the registry keeps it. */
export type AnyCommand = Command<unknown, unknown>;

export function defineCommand<Input, Gathered = undefined>(command: Command<Input, Gathered>): AnyCommand {
  return command as unknown as AnyCommand;
}

export interface Click {
  where: Where;
  /** what was chosen in a select, a date picker or the like */
  chosen: string | null;
  chosenMany: string[];
  /** the view's inputs so far, by block_id */
  values: ViewValues;
  /** the modal clicked in: its memory, not yet parsed */
  memory: unknown;
}

export interface Action<Key extends string, Gathered> {
  ref: ActionRef<Key>;
  may: Permission | null;
  /** milliseconds that its transaction may take, where it has much to read */
  timeoutMs?: number;
  gather?(slack: SlackLookup, value: ActionValue<Key>, click: Click): Promise<Gathered>;
  run(ctx: Context, value: ActionValue<Key>, click: Click, gathered: Gathered): Promise<Reply>;
}

export type AnyAction = Action<string, unknown>;

export function defineAction<Key extends string, Gathered = undefined>(action: Action<Key, Gathered>): AnyAction {
  return action as unknown as AnyAction;
}

/** What a modal's inputs hold, by block_id; each input block has one element. */
export class ViewValues {
  readonly #values: Map<string, Record<string, unknown>>;

  constructor(state: Record<string, Record<string, Record<string, unknown>>>) {
    this.#values = new Map(Object.entries(state).map(([block, elements]) => [block, Object.values(elements)[0] ?? {}]));
  }

  /** typed text, or a picked date or time */
  text(blockId: string): string | null {
    const value = this.#values.get(blockId);
    for (const key of ["value", "selected_date", "selected_time"]) {
      const held = value?.[key];
      if (typeof held === "string" && held.trim() !== "") return held;
    }
    return null;
  }

  /** the value chosen: an option's, a user's or a channel's */
  chosen(blockId: string): string | null {
    const value = this.#values.get(blockId);
    const selected = value?.["selected_option"] as { value: string } | null | undefined;
    return (selected?.value ??
      value?.["selected_user"] ??
      value?.["selected_channel"] ??
      value?.["selected_conversation"] ??
      null) as string | null;
  }

  /** the text of the option chosen */
  chosenLabel(blockId: string): string | null {
    const selected = this.#values.get(blockId)?.["selected_option"] as { text?: { text: string } } | null | undefined;
    return selected?.text?.text ?? null;
  }

  many(blockId: string): string[] {
    const value = this.#values.get(blockId);
    const options = value?.["selected_options"] as { value: string }[] | undefined;
    return (options?.map((chosen) => chosen.value) ??
      value?.["selected_users"] ??
      value?.["selected_conversations"] ??
      value?.["selected_channels"] ??
      []) as string[];
  }

  fileIds(blockId: string): string[] {
    const files = this.#values.get(blockId)?.["files"] as { id: string }[] | undefined;
    return files?.map((file) => file.id) ?? [];
  }

  has(blockId: string): boolean {
    return this.#values.has(blockId);
  }
}

export type InputErrors = { errors: Record<string, string> };

/** A modal: its builder, the reader of its submission and what is done with it share one file. */
export interface Modal<Data, Memory, Input, Gathered> {
  id: string;
  may: Permission | null;
  build(data: Data): Omit<BuiltModal, "id">;
  /** private_metadata holds ids, parsed, never trusted */
  memory: ZodType<Memory>;
  read(values: ViewValues, typist: Typist, memory: Memory): Input | InputErrors;
  gather?(slack: SlackLookup, input: Input, memory: Memory): Promise<Gathered>;
  submit(ctx: Context, input: Input, memory: Memory, gathered: Gathered, where: Where): Promise<Reply>;
  /** the block a refusal belongs to; the first input where it belongs to none */
  blame?: Partial<Record<RefusalCode, string>>;
}

export interface AnyModal extends Modal<never, unknown, unknown, unknown> {}

export function defineModal<Data, Memory, Input, Gathered = undefined>(
  modal: Modal<Data, Memory, Input, Gathered>,
): { handler: AnyModal; build(data: Data): BuiltModal } {
  return {
    handler: modal as unknown as AnyModal,
    build: (data) => ({ ...modal.build(data), id: modal.id }),
  };
}

/** Typeahead of an external_select: what to offer for what has been typed so far. */
export interface Suggestion {
  /** the select's action_id */
  id: string;
  may: Permission | null;
  /** @param memory of the modal that the select stands in, not yet parsed; null outside of one */
  run(ctx: Context, typed: string, memory: unknown): Promise<Option[]>;
}

export interface Shortcut<Gathered> {
  callbackId: string;
  type: "global" | "message";
  may: Permission | null;
  gather?(slack: SlackLookup, used: ShortcutUse): Promise<Gathered>;
  run(ctx: Context, used: ShortcutUse, gathered: Gathered): Promise<Reply>;
}

export interface ShortcutUse {
  where: Where;
  /** the message it was used on; null for a global shortcut */
  message: {
    text: string;
    ts: string;
    authorId: string | null;
    /** the name of an app, or of an e-mail's sender; null: a person */
    author: string | null;
    channelId: string;
    channelName: string;
  } | null;
}

export type AnyShortcut = Shortcut<unknown>;

export function defineShortcut<Gathered = undefined>(shortcut: Shortcut<Gathered>): AnyShortcut {
  return shortcut as unknown as AnyShortcut;
}

/** A conversation in which one person alone is told something. */
export interface Whispered {
  channelId: string;
  threadTs: string | null;
}

/** Something that happened in Slack. It was kept in the inbox before Slack was told that it arrived. */
export interface EventHandler<Payload = unknown> {
  type: string;
  payload: ZodType<Payload>;
  /** who acts; null when nobody's right is needed */
  actor(payload: Payload): string | null;
  /** where it is answered, to the actor alone; without it in their conversation with Steward */
  place?(payload: Payload): Whispered;
  /** not for us: dropped without a transaction */
  concerns?(payload: Payload, bot: { userId: string; botId: string }): boolean;
  gather?(slack: SlackLookup, payload: Payload): Promise<unknown>;
  run(ctx: Context, payload: Payload, gathered: unknown, commands: readonly AnyCommand[]): Promise<Reply>;
}

export function defineEvent<Payload>(event: EventHandler<Payload>): EventHandler {
  return event as unknown as EventHandler;
}

export function isInputErrors(read: unknown): read is InputErrors {
  return typeof read === "object" && read !== null && "errors" in read;
}
