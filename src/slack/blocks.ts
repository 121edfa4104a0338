import type {
  ActionsBlock,
  Button,
  ContextBlock,
  InputBlock,
  KnownBlock,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
} from "@slack/types";
import { type ActionRef, type ActionValue, encodeValue } from "./action-ref.ts";
import { shorten } from "./mrkdwn.ts";

/** Slack's figures: see Block limits in docs.slack.dev. */
const longestSection = 3000;
const longestOption = 75;

export function plain(text: string, longest = longestOption): PlainTextElement {
  return { type: "plain_text", text: shorten(text, longest), emoji: true };
}

export function section(text: string, accessory?: Button | Overflow): SectionBlock {
  return {
    type: "section",
    text: { type: "mrkdwn", text: shorten(text, longestSection) },
    ...(accessory && { accessory }),
  };
}

/** Lines under each other, in as many sections as Slack's limit of one needs. */
export function sections(lines: readonly string[]): SectionBlock[] {
  const parts: string[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length < longestSection) parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts.map((part) => section(part));
}

export function context(...texts: string[]): ContextBlock {
  return {
    type: "context",
    elements: texts.map((text) => ({ type: "mrkdwn" as const, text: shorten(text, longestSection) })),
  };
}

export const divider: KnownBlock = { type: "divider" };

interface ButtonLook {
  style?: "primary" | "danger";
  /** tells two buttons of one action apart in one block */
  nth?: number;
  confirm?: { title: string; text: string; confirm: string; deny: string };
}

export function button<Key extends string>(
  label: string,
  ref: ActionRef<Key>,
  value: ActionValue<Key>,
  look: ButtonLook = {},
): Button {
  const { style, nth, confirm } = look;
  return {
    type: "button",
    text: plain(label),
    action_id: nth === undefined ? ref.id : `${ref.id}#${nth}`,
    value: encodeValue(ref, value),
    ...(style && { style }),
    ...(confirm && {
      confirm: {
        title: plain(confirm.title, 100),
        text: plain(confirm.text, 300),
        confirm: plain(confirm.confirm, 30),
        deny: plain(confirm.deny, 30),
      },
    }),
  };
}

export interface MenuItem {
  label: string;
  ref: ActionRef;
  value: string;
}

export function item<Key extends string>(label: string, ref: ActionRef<Key>, value: ActionValue<Key>): MenuItem {
  return { label, ref: ref as ActionRef, value: encodeValue(ref, value) };
}

/** "⋯": at most five; each option says which action it is. */
export function menu(...items: MenuItem[]): Overflow {
  return {
    type: "overflow",
    action_id: "menu",
    options: items.map(({ label, ref, value }) => {
      const coded = `${ref.id}|${value}`;
      if (coded.length > longestOption) throw new Error(`The menu's value for ${ref.id} is too long`);
      return { text: plain(label), value: coded };
    }),
  };
}

export function actions(...elements: ActionsBlock["elements"]): ActionsBlock {
  return { type: "actions", elements };
}

export function option(text: string, value: string, description?: string): PlainTextOption {
  return { text: plain(text), value, ...(description && { description: plain(description) }) };
}

interface InputOptions {
  hint?: string;
  optional?: boolean;
  dispatch?: boolean;
}

export function input(
  blockId: string,
  label: string,
  element: InputBlock["element"],
  { hint, optional, dispatch }: InputOptions = {},
): InputBlock {
  return {
    type: "input",
    block_id: blockId,
    label: plain(label, 2000),
    element,
    ...(hint && { hint: plain(hint, 2000) }),
    ...(optional && { optional }),
    ...(dispatch && { dispatch_action: true }),
  };
}
