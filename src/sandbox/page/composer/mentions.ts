import type { Mention } from "../../page-protocol.ts";
import { unescapeSlack } from "../text/mrkdwn.ts";
import type { Names } from "../text/pieces.ts";

/** Text in the composer and the stretches of it that stand for people and channels, in order. */
export interface Draft {
  text: string;
  mentions: readonly Mention[];
}

/** Nothing written yet. */
export const emptyDraft: Draft = { text: "", mentions: [] };

/**
 * The draft after its text became `text`: mentions behind the change move with it; one whose own letters were changed
 * is plain text from then on.
 */
export function retype(draft: Draft, text: string): Draft {
  const before = draft.text;
  const most = Math.min(before.length, text.length);
  let start = 0;
  while (start < most && before[start] === text[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  const shift = text.length - before.length;
  const mentions = draft.mentions.flatMap((mention) => {
    if (mention.at + mention.length <= start) return [mention];
    if (mention.at >= before.length - end) return [{ ...mention, at: mention.at + shift }];
    return [];
  });
  return { text, mentions };
}

/** Replaces the stretch from `from` to `to` by `label`, which stands for `id`, and a space. Also answers the new caret. */
export function insertMention(draft: Draft, from: number, to: number, label: string, id: string) {
  const replaced = insertText(draft, from, to, `${label} `);
  const mention: Mention = { at: from, length: label.length, id };
  const mentions = [...replaced.draft.mentions, mention].sort((a, b) => a.at - b.at);
  return { draft: { text: replaced.draft.text, mentions }, caret: replaced.caret };
}

/** Replaces the stretch from `from` to `to` by plain text. */
export function insertText(draft: Draft, from: number, to: number, inserted: string) {
  const text = draft.text.slice(0, from) + inserted + draft.text.slice(to);
  const shift = inserted.length - (to - from);
  const mentions = draft.mentions.flatMap((mention) => {
    if (mention.at + mention.length <= from) return [mention];
    return mention.at >= to ? [{ ...mention, at: mention.at + shift }] : [];
  });
  return { draft: { text, mentions }, caret: from + inserted.length };
}

/** The draft without the white space around it. */
export function trimDraft(draft: Draft): Draft {
  const text = draft.text.trimEnd();
  const start = text.length - text.trimStart().length;
  return { text: text.slice(start), mentions: draft.mentions.map((one) => ({ ...one, at: one.at - start })) };
}

/** A posted message's text (Slack's form) as it would be typed again, for editing. */
export function draftOf(source: string, names: Names): Draft {
  let text = "";
  const mentions: Mention[] = [];
  for (const part of source.split(/(<[^<>]*>)/)) {
    const named = /^<([@#])(\w+)(?:\|([^>]*))?>$/.exec(part);
    const id = named?.[2] ?? "";
    const name = named?.[1] === "@" ? names.user(id) : names.channel(id);
    if (named !== null && name !== null) {
      const label = `${named[1]}${name}`;
      mentions.push({ at: text.length, length: label.length, id });
      text += label;
      continue;
    }
    text += unescapeSlack(plainOf(part));
  }
  return { text, mentions };
}

function plainOf(part: string): string {
  const link = /^<((?:https?:|mailto:|tel:)[^|>]*)(?:\|([^>]*))?>$/.exec(part);
  if (link?.[1] === undefined) return part;
  return link[1].startsWith("http") ? link[1] : (link[2] ?? link[1].replace(/^(?:mailto|tel):/, ""));
}
