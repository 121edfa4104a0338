import type { KnownBlock, View } from "@slack/types";
import { z } from "zod";
import { plain } from "./blocks.ts";
import type { BuiltModal } from "./reply.ts";

const longestTitle = 24;

const carried = z.object({
  /** the reply address that was kept when the modal was opened */
  origin: z.string().nullable(),
  memory: z.unknown(),
});

export type Carried = z.infer<typeof carried>;

/** What private_metadata carries, or null if it is not ours. */
export function readCarried(metadata: string): Carried | null {
  try {
    return carried.parse(JSON.parse(metadata));
  } catch {
    return null;
  }
}

export function modalView(modal: BuiltModal, origin: string | null): View {
  return {
    type: "modal",
    callback_id: modal.id,
    private_metadata: JSON.stringify({ origin, memory: modal.memory }),
    title: plain(modal.title, longestTitle),
    close: plain(modal.close, longestTitle),
    ...(modal.submit !== null && { submit: plain(modal.submit, longestTitle) }),
    blocks: modal.blocks,
  };
}

const noticeId = "notice";

/** Whether the modal only says something: nobody has typed anything into it that could be lost. */
export function isNotice(view: { callback_id: string }): boolean {
  return view.callback_id === noticeId;
}

/** A modal that only says something. */
export function noticeView(title: string, close: string, blocks: KnownBlock[]): View {
  return modalView({ id: noticeId, memory: {}, title, close, submit: null, blocks }, null);
}

type State = Record<string, Record<string, Record<string, unknown>>>;

const initials: Record<string, string> = {
  value: "initial_value",
  selected_option: "initial_option",
  selected_options: "initial_options",
  selected_date: "initial_date",
  selected_time: "initial_time",
  selected_user: "initial_user",
  selected_users: "initial_users",
  selected_conversation: "initial_conversation",
  selected_conversations: "initial_conversations",
  selected_channel: "initial_channel",
  selected_channels: "initial_channels",
};

/** The blocks with what was typed as their initial values, for a modal that has to be shown again. */
export function withTyped(blocks: KnownBlock[], state: State): KnownBlock[] {
  return blocks.map((block) => {
    if (block.type !== "input") return block;
    const typed = Object.values(state[block.block_id ?? ""] ?? {})[0];
    if (!typed) return block;
    const entries = Object.entries(typed)
      .filter(([key, value]) => key in initials && value !== null && !(Array.isArray(value) && value.length === 0))
      .map(([key, value]) => [initials[key], value]);
    return { ...block, element: { ...block.element, ...Object.fromEntries(entries) } };
  });
}

/** What was typed into a modal, under its labels: for when the modal is gone and the words must not be. */
export function typedIn(blocks: KnownBlock[], state: State): string {
  const lines = blocks.flatMap((block) => {
    if (block.type !== "input") return [];
    const typed = Object.values(state[block.block_id ?? ""] ?? {})[0]?.["value"];
    return typeof typed === "string" && typed.trim() !== "" ? [`${block.label.text}: ${typed.trim()}`] : [];
  });
  return lines.join("\n");
}
