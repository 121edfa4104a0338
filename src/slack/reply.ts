import type { KnownBlock } from "@slack/types";

/** What Slack shows, and what a notification or a screen reader says of it. */
export interface Message {
  /** everything that matters, for a notification or a screen reader; mrkdwn as well, so names in it are escaped */
  text: string;
  blocks: KnownBlock[];
  /** the customers whose data it shows: where it is posted is kept, so that it can be taken back when one is erased */
  about?: readonly string[];
}

/** A modal as built by its file in src/slack/modals; the kit adds callback_id and private_metadata. */
export interface BuiltModal {
  id: string;
  /** ids only; read back by the modal's own schema */
  memory: Record<string, unknown>;
  title: string;
  submit: string | null;
  close: string;
  blocks: KnownBlock[];
}

/** What an interaction answers. The adapter knows how each is said on the surface it came from. */
export type Reply =
  /** to the asker alone: a command's answer, or a new message under the one clicked */
  | { reply: "say"; message: Message; then?: readonly Message[] }
  /** in place of the message clicked, or of the one whose button opened the modal */
  | { reply: "replace"; message: Message; then?: readonly Message[] }
  /** to everyone in the channel */
  | { reply: "share"; message: Message }
  /** a modal: opened, or laid on the one that is open */
  | { reply: "open"; modal: BuiltModal }
  /** in place of the modal that is open */
  | { reply: "update"; modal: BuiltModal }
  /** beside the modal's inputs, by block_id */
  | { reply: "errors"; errors: Record<string, string> }
  /** the person's Home tab is drawn afresh */
  | { reply: "home"; slackUserId: string }
  | { reply: "nothing" };

/** @param then further messages, one under the other: a receipt, and the questions that remain */
export const say = (message: Message, ...then: Message[]): Reply => ({
  reply: "say",
  message,
  ...(then.length > 0 && { then }),
});
export const replace = (message: Message, ...then: Message[]): Reply => ({
  reply: "replace",
  message,
  ...(then.length > 0 && { then }),
});
export const share = (message: Message): Reply => ({ reply: "share", message });
export const open = (modal: BuiltModal): Reply => ({ reply: "open", modal });
export const update = (modal: BuiltModal): Reply => ({ reply: "update", modal });
export const errors = (byBlock: Record<string, string>): Reply => ({ reply: "errors", errors: byBlock });
export const drawHome = (slackUserId: string): Reply => ({ reply: "home", slackUserId });
export const nothing = (): Reply => ({ reply: "nothing" });
