import type { KnownBlock } from "@slack/types";
import { actions, button, divider, section, sections } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { digestActions } from "./digest.actions.ts";
import { digestText as text } from "./digest.text.ts";
import { sentenceMessage } from "./sentence-message.ts";

/** Slack takes 50 blocks and about 13,200 characters a message; some of both stays free for what is said around it. */
const mostBlocks = 25;
const mostCharacters = 6_000;

/** Lines of text that blocks show, rows of buttons not counted. */
export function countLines(blocks: readonly KnownBlock[]): number {
  return blocks.flatMap(textsOf).reduce((sum, text) => sum + text.split("\n").length, 0);
}

function textsOf(block: KnownBlock): string[] {
  if (block.type === "section") return block.text ? [block.text.text] : [];
  if (block.type === "context") return block.elements.map((element) => ("text" in element ? element.text : ""));
  return [];
}

const without = (message: Message) =>
  message.blocks.map((block) => ({ ...block, block_id: undefined }) as unknown as KnownBlock);

/**
 * What waited for a digest: each as it is, as long as there is room; the rest at a press. Where the digest has nothing else to
 * say, the first of them always stands there.
 * @param room.lines that the digest has left
 */
export function waitedBlocks(
  messages: readonly Message[],
  room: { digestId: string; lines: number },
): { blocks: KnownBlock[]; text: string; about: string[] } | null {
  if (messages.length === 0) return null;
  const title = text.waitedTitle(messages.length);
  const shown: KnownBlock[] = [];
  let count = 0;
  for (const message of messages) {
    const more = [...shown, divider, ...without(message)];
    const fits =
      countLines(more) + 1 <= room.lines && more.length <= mostBlocks && JSON.stringify(more).length <= mostCharacters;
    if (!fits) break;
    shown.push(divider, ...without(message));
    count++;
  }
  const left = messages.length - count;
  const show = button(text.showWaited(left, count === 0), digestActions.waited, {
    digestId: room.digestId,
    from: String(count),
  });
  return {
    text: [title, ...messages.slice(0, count).map((message) => message.text)].join("\n"),
    blocks:
      count === 0 ? [section(title, show)] : [section(title), ...shown, ...(left > 0 ? [divider, actions(show)] : [])],
    about: aboutOf(messages.slice(0, count)),
  };
}

const aboutOf = (messages: readonly Message[]) => [...new Set(messages.flatMap((message) => message.about ?? []))];

/** What waited and had no room in the digest, as far as one message holds it, then in words alone. */
export function restWaitedMessage(messages: readonly Message[]): Message {
  if (messages.length === 0) return sentenceMessage(text.nothingWaits());
  const blocks: KnownBlock[] = [];
  const inWords: string[] = [];
  for (const message of messages) {
    const more = [...blocks, ...(blocks.length > 0 ? [divider] : []), ...without(message)];
    const fits = inWords.length === 0 && more.length <= 40 && JSON.stringify(more).length <= 10_000;
    if (fits) blocks.splice(0, blocks.length, ...more);
    else inWords.push(message.text);
  }
  return {
    text: messages.map((message) => message.text).join("\n"),
    blocks: [...blocks, ...(inWords.length > 0 ? [divider, ...sections(inWords)] : [])],
    about: aboutOf(messages),
  };
}
