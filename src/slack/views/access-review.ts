import type { KnownBlock } from "@slack/types";
import type { Review, ReviewItem } from "../../crm/access/access-review.ts";
import { countDecisions } from "../../crm/access/decide-review.ts";
import { actions, button, context, section, sections } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { lastDayListed } from "./access.ts";
import { reviewActions } from "./access-review.actions.ts";
import { reviewText } from "./access-review.text.ts";
import { ago, day, type Reader } from "./dates.ts";

/** Two blocks each: well under Slack's 50 a message. */
export const exceptionsAMessage = 6;
/** Every name is read before its button is pressed. */
export const namesAMessage = 40;
const decidedShown = 10;

/**
 * The review as it stands: exceptions with their three answers, then everybody else by name with one. The same message is
 * brought up to date after each press. `lead` says what another steward has decided meanwhile.
 */
export function reviewMessage(review: Review, reader: Reader, house: Reader, lead: readonly string[] = []): Message {
  if (review.finishedAt) return finishedMessage(review, review.finishedAt, reader, lead);
  const open = review.items.filter(({ decision, access }) => decision === null && access !== null);
  const unusual = open.filter(({ exceptions }) => exceptions.length > 0);
  const plain = open.filter(({ exceptions }) => exceptions.length === 0);
  const title = reviewText.title(review.items.length, review.items.length - open.length);
  const overdue = review.dueAt < reader.now;
  const blocks: KnownBlock[] = [
    ...lead.map((line) => section(line)),
    section(title),
    context(reviewText.due(day(review.dueAt, house), overdue)),
    ...(unusual.length > 0 ? [section(reviewText.exceptions(unusual.length))] : []),
    ...unusual.slice(0, exceptionsAMessage).flatMap((item) => exceptionBlocks(item, reader, house)),
    ...(unusual.length > exceptionsAMessage
      ? [context(reviewText.moreExceptions(unusual.length - exceptionsAMessage))]
      : []),
    ...restBlocks(plain),
    ...decidedBlocks(review),
  ];
  return { text: [...lead, title].join("\n"), blocks };
}

function exceptionBlocks(item: ReviewItem, reader: Reader, house: Reader): KnownBlock[] {
  const { access, itemId } = item;
  if (!access) return [];
  const active = item.lastActiveAt && ago(item.lastActiveAt, reader);
  const end = lastDayListed(access.endsAt, reader, house);
  const lines = [
    reviewText.person(item.name, access.role, access.departments),
    reviewText.why(item.exceptions),
    reviewText.facts({ ...item, since: day(access.since, reader), active, end, reason: access.reason }),
  ];
  return [
    section(lines.join("\n")),
    actions(
      button(reviewText.keep(), reviewActions.keep, { itemId }),
      button(reviewText.change(), reviewActions.change, { itemId }),
      button(reviewText.revoke(), reviewActions.revoke, { itemId }, { style: "danger" }),
    ),
  ];
}

function restBlocks(plain: readonly ReviewItem[]): KnownBlock[] {
  const shown = plain.slice(0, namesAMessage);
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return [];
  const value = { firstItemId: first.itemId, lastItemId: last.itemId };
  return [
    ...sections([reviewText.rest(shown.length), ...inLines(shown.map(({ name }) => name))]),
    actions(button(reviewText.keepRest(shown.length), reviewActions.keepRest, value, { style: "primary" })),
    ...(plain.length > shown.length ? [context(reviewText.moreRest(plain.length - shown.length))] : []),
  ];
}

/** Names a line; the longest names of a line stay under what one section holds. */
function inLines(names: readonly string[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < names.length; at += 5) {
    const rest = at + 5 < names.length ? "," : "";
    lines.push(`${reviewText.names(names.slice(at, at + 5))}${rest}`);
  }
  return lines;
}

function decidedBlocks({ items }: Review): KnownBlock[] {
  const decided = items.filter(({ decision, exceptions }) => decision !== null && exceptions.length > 0);
  if (decided.length === 0) return [];
  const lines = decided.slice(-decidedShown).map((item) => decidedLine(item));
  return [context(lines.join("\n"))];
}

function decidedLine({ name, decision, decidedBy }: ReviewItem): string {
  return reviewText.decided(name, decision ?? "gone", decidedBy);
}

function finishedMessage(review: Review, finishedAt: Date, reader: Reader, lead: readonly string[]): Message {
  const line = reviewText.finished(countDecisions(review));
  return {
    text: [...lead, line].join("\n"),
    blocks: [
      ...lead.map((one) => section(one)),
      section(line),
      ...decidedBlocks(review),
      context(reviewText.finishedOn(day(finishedAt, reader))),
      actions(button(reviewText.startAgain(), reviewActions.open, {})),
    ],
  };
}

/** To each steward when the quarter's review begins. */
export function reviewDueMessage(review: Review): Message {
  const text = reviewText.dueNotice(review.items.length);
  return {
    text,
    blocks: [section(text), actions(button(reviewText.goOn(), reviewActions.open, {}, { style: "primary" }))],
  };
}
