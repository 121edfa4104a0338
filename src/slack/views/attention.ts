import type { ActionsBlock, KnownBlock } from "@slack/types";
import { clockTime, type OwnAttention } from "../../crm/attention/own-attention.ts";
import { encodeValue } from "../action-ref.ts";
import { actions, button, context, section } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { attentionActions } from "./attention.actions.ts";
import { attentionText as text } from "./attention.text.ts";
import { happened, type Reader } from "./dates.ts";

/** Three are what a message bears. */
const mostButtons = 3;

/** A message with the button by which one hears less of its kind: beside its others, or under it. */
export function withLessButton(message: Message, kind: string): Message {
  const less = button(text.less(), attentionActions.less, { kind });
  // Its own ⋯ has it already.
  const inMenu = `${attentionActions.less.id}|${encodeValue(attentionActions.less, { kind })}`;
  if (message.blocks.some((block) => hasOption(block, inMenu))) return message;
  const last = message.blocks.at(-1);
  if (last?.type === "actions" && last.elements.length < mostButtons) {
    const joined: ActionsBlock = { ...last, elements: [...last.elements, less] };
    return { ...message, blocks: [...message.blocks.slice(0, -1), joined] };
  }
  return { ...message, blocks: [...message.blocks, actions(less)] };
}

function hasOption(block: KnownBlock, value: string): boolean {
  const elements = block.type === "actions" ? block.elements : block.type === "section" ? [block.accessory] : [];
  return elements.some((element) => element?.type === "overflow" && element.options.some((one) => one.value === value));
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
