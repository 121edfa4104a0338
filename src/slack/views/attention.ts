import type { ActionsBlock, KnownBlock } from "@slack/types";
import { clockTime, type OwnAttention } from "../../crm/attention/own-attention.ts";
import { actions, button, context, divider, section, sections } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { attentionActions } from "./attention.actions.ts";
import { attentionText as text } from "./attention.text.ts";
import { happened, type Reader } from "./dates.ts";

/** Three are what a message bears. */
const mostButtons = 3;
/** Slack takes 50 blocks and about 13,200 characters a message; some of both stays free for what is said around it. */
const mostBlocks = 40;
const mostCharacters = 10_000;

/** A message with the button by which one hears less of its kind: beside its others, or under it. */
export function withLessButton(message: Message, kind: string): Message {
  const less = button(text.less(), attentionActions.less, { kind });
  const last = message.blocks.at(-1);
  if (last?.type === "actions" && last.elements.length < mostButtons) {
    const joined: ActionsBlock = { ...last, elements: [...last.elements, less] };
    return { ...message, blocks: [...message.blocks.slice(0, -1), joined] };
  }
  return { ...message, blocks: [...message.blocks, actions(less)] };
}

/** What waited for a digest: each as it is, as long as one message holds them; then in words alone. */
export function heldMessage(messages: readonly Message[]): Message {
  const title = text.digestTitle(messages.length);
  const blocks: KnownBlock[] = [section(title)];
  const inWords: string[] = [];
  for (const message of messages) {
    const own = message.blocks.map((block) => ({ ...block, block_id: undefined }) as unknown as KnownBlock);
    const room = [...blocks, divider, ...own];
    if (inWords.length === 0 && room.length <= mostBlocks && JSON.stringify(room).length <= mostCharacters) {
      blocks.push(divider, ...own);
    } else inWords.push(message.text);
  }
  const about = [...new Set(messages.flatMap((message) => message.about ?? []))];
  return {
    text: [title, ...messages.map((message) => message.text)].join("\n"),
    blocks: [...blocks, ...(inWords.length > 0 ? [divider, ...sections(inWords)] : [])],
    ...(about.length > 0 && { about }),
  };
}

/** "Mon to Fri", "every day", "Mon, Wed, Thu". */
function daysInWords(days: readonly number[]): string {
  const sorted = days.toSorted((a, b) => a - b);
  const first = sorted[0] ?? 1;
  const last = sorted.at(-1) ?? 7;
  if (sorted.length === 7) return text.everyDay();
  if (sorted.length > 2 && last - first === sorted.length - 1)
    return text.dayRange(text.shortWeekday(first), text.shortWeekday(last));
  return text.days(sorted.map(text.shortWeekday));
}

/** One's own settings in a line, whether the digest has run, and where to change it. */
export function attentionBlocks({ settings, lastDigestAt, held }: OwnAttention, reader: Reader): KnownBlock[] {
  const { allowance, quietFrom, quietTo, digestAt, workDays } = settings;
  const quiet = quietFrom === quietTo ? null : text.quiet(clockTime(quietFrom), clockTime(quietTo));
  const said = text.home(clockTime(digestAt), daysInWords(workDays), allowance, quiet);
  return [
    section(`${text.homeTitle()}\n${said}`, button(text.settings(), attentionActions.settings, {})),
    context(lastDigestAt === null ? text.digestNotYet(held) : text.digestRan(happened(lastDigestAt, reader), held)),
  ];
}

/** After "Less of this": what is so now, and the way back. */
export function lessMessage(kind: string, less: boolean): Message {
  const said = less ? text.lessened(kind) : text.restored(kind);
  const back = less
    ? [button(text.asBefore(), attentionActions.asBefore, { kind })]
    : [button(text.less(), attentionActions.less, { kind })];
  return { text: said, blocks: [section(said), actions(...back)] };
}
