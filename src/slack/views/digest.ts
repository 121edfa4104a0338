import type { KnownBlock } from "@slack/types";
import type { Digest } from "../../crm/digest/find-digest.ts";
import { hasRoomForTip, queueLines } from "../../crm/digest/room.ts";
import { actions, button, context, divider, item, menu, section } from "../blocks.ts";
import { inline, inlineWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { attentionActions } from "./attention.actions.ts";
import type { Reader } from "./dates.ts";
import { digestText as text } from "./digest.text.ts";
import { countLines, waitedBlocks } from "./digest-held.ts";
import { queueBlocks, queueText, quietLeadBlocks, quietLeadLine } from "./digest-leads.ts";
import { questionOf } from "./digest-question.ts";
import { firstName } from "./first-name.ts";
import { ownStaleBlock } from "./freshness-list.ts";
import { homeLink } from "./home-link.ts";
import { upperFirst } from "./interactions.text.ts";
import { taskActions } from "./tasks.actions.ts";
import { ticketLines } from "./ticket-card.ts";
import { ticketActions } from "./tickets.actions.ts";
import { whenDue } from "./when-due.ts";

const room = { title: 150, name: 80 };
/** Lines of text that one digest has, so that it is read at a glance on a telephone. */
const mostLines = 15;

/** A part of the digest; `line` says the same in words alone. */
interface Part {
  blocks: KnownBlock[];
  line: string | null;
}

/**
 * A person's digest as it is now. It has {@link mostLines} lines: what is to be done comes first, the queue gives way to it, a tip is
 * for an easy morning, and what waited and has no room is a press away.
 * @param held what waited for it, each as its own notice says it
 * @param app where the Home tab is
 */
export function digestMessage(
  digest: Digest,
  held: readonly Message[],
  reader: Reader,
  app: { teamId: string; appId: string | null },
): Message {
  const { tasks, tickets, quiet, confirmation } = digest;
  const own = partsOf(digest, reader);
  const headline = headlineOf(digest);
  const tip = tipOf(digest);
  const last = [...tip.flatMap(({ blocks }) => blocks), context(lastLine(digest, app))];
  const head = own.length > 0 ? [section(`*${headline}*`), ...own.flatMap(({ blocks }) => blocks)] : [];
  const waited = waitedBlocks(held, { digestId: digest.id, lines: mostLines - countLines([...head, ...last]) });
  return {
    text: [
      ...(own.length > 0 ? [headline] : []),
      ...own.flatMap(({ line }) => line ?? []),
      ...(waited ? [waited.text] : []),
      ...tip.flatMap(({ line }) => line ?? []),
    ].join("\n"),
    blocks: [
      ...head,
      ...(waited
        ? [...(head.length > 0 ? [divider] : []), ...waited.blocks, ...(tip.length > 0 ? [divider] : [])]
        : []),
      ...last,
    ],
    about: [
      ...new Set([
        ...tasks.flatMap(({ task }) => task.contactId ?? []),
        ...tickets.flatMap(({ ticket }) => ticket.customer?.contactId ?? []),
        ...quiet.map(({ contactId }) => contactId),
        ...(confirmation?.question ? [confirmation.question.contactId] : []),
        ...(waited?.about ?? []),
      ]),
    ],
  };
}

function partsOf(digest: Digest, reader: Reader): Part[] {
  const { tasks, tickets, quiet, queue, called, confirmation, moreDue, moreAtRisk, ownStale } = digest;
  const most = queueLines(thingsIn(digest));
  const asked = questionOf(confirmation, reader);
  const parts: Part[] = [
    ...tasks.map((one) => ({ blocks: taskBlocks(one, reader), line: taskLine(one, reader) })),
    ...tickets.map((one) => ({
      blocks: [ticketBlock(one, reader)],
      line: ticketLines(one.ticket, reader).join(" · "),
    })),
    ...quiet.map((lead) => ({ blocks: quietLeadBlocks(lead, reader), line: quietLeadLine(lead, reader) })),
  ];
  if (moreDue + moreAtRisk > 0) parts.push({ blocks: [context(text.more(moreDue, moreAtRisk))], line: null });
  if (queue) {
    const line = queueText(queue, most).join("\n");
    parts.push({ blocks: queueBlocks(queue, { called, most }), line: line === "" ? null : line });
  }
  if (asked) parts.push(asked);
  if (ownStale) parts.push({ blocks: [ownStaleBlock(ownStale)], line: null });
  return parts;
}

/** A tip comes last, and on an easy morning only. */
function tipOf(digest: Digest): Part[] {
  const { tip } = digest;
  if (tip === null || !hasRoomForTip(thingsIn(digest))) return [];
  const less = button(text.less(), attentionActions.less, { kind: "digest-tips" });
  return [{ blocks: [section(text.tip(tip), less)], line: text.tip(tip) }];
}

/** What has a line or two of its own. */
function thingsIn({ tasks, tickets, quiet, ownStale }: Digest): number {
  return tasks.length + tickets.length + quiet.length + (ownStale ? 1 : 0);
}

/** How much is to be done of what has buttons here; else how many are to be called. */
function headlineOf({ tasks, tickets, quiet, queue, name }: Digest): string {
  const states: string[] = [
    ...tasks.map(({ state }) => state),
    ...tickets.map(({ standing }) => standing),
    ...quiet.map(({ state }) => state),
  ];
  const open = states.filter((state) => state === "open").length;
  const toCall = (queue ?? []).reduce((sum, group) => sum + group.open, 0);
  return text.headline({ open, seenTo: states.length - open, toCall }, inline(firstName(name)));
}

/** "12 conversations this week, 9 last. Only you see this. Settings" */
function lastLine({ week }: Digest, app: { teamId: string; appId: string | null }): string {
  const settings = homeLink(app, text.settings()) ?? text.settingsInHome();
  return [...(week ? [text.week(week)] : []), text.onlyYou(), settings].join(" ");
}

type DigestTask = Digest["tasks"][number];
type DigestTicket = Digest["tickets"][number];

const titleOf = ({ task }: DigestTask) => upperFirst(inlineWithin(task.title, room.title));

/** Whom it is about, and when it is due. */
function restOf({ task }: DigestTask, reader: Reader): string {
  // "Call Ana Wijaya" has said whom it is about.
  const name = task.contactName !== null && task.title.includes(task.contactName) ? null : task.contactName;
  const customer = [name, task.companyName].flatMap((one) => (one ? [inlineWithin(one, room.name)] : []));
  const due = whenDue(task, reader);
  return [due && upperFirst(due), customer.join(", "), task.ticketNumber === null ? null : `T-${task.ticketNumber}`]
    .filter(Boolean)
    .join(" · ");
}

/** What became of a task that is no longer to be done today; null: it is. */
function outcomeOf(one: DigestTask, reader: Reader): string | null {
  const title = titleOf(one);
  switch (one.state) {
    case "open":
      return null;
    case "done":
      return text.done(title);
    case "dropped":
      return text.dropped(title);
    case "moved":
      return text.moved(title, whenDue(one.task, reader) ?? text.someDay());
    case "given":
      return text.given(title, inline(firstName(one.task.assigneeName)));
  }
}

function taskLine(one: DigestTask, reader: Reader): string {
  return outcomeOf(one, reader) ?? [titleOf(one), restOf(one, reader)].filter(Boolean).join(" · ");
}

/** `Done` `Tomorrow` `⋯ Open · Next week · Not mine · Less of this`, as long as it is to be done. */
function taskBlocks(one: DigestTask, reader: Reader): KnownBlock[] {
  const { task, state } = one;
  const of = { taskId: task.id, from: "one" };
  const outcome = outcomeOf(one, reader);
  if (outcome !== null) {
    const over = state === "done" || state === "dropped";
    return [over ? section(outcome, button(text.undo(), taskActions.reopen, of)) : section(outcome)];
  }
  return [
    section(text.task(titleOf(one), restOf(one, reader))),
    actions(
      button(text.doneButton(), taskActions.done, of),
      button(text.tomorrow(), taskActions.tomorrow, of),
      menu(
        ...(task.contactId ? [item(text.open(), taskActions.open, { taskId: task.id })] : []),
        item(text.nextWeek(), taskActions.nextWeek, of),
        item(text.notMine(), taskActions.give, of),
        item(text.less(), attentionActions.less, { kind: "digest-tasks" }),
      ),
    ),
  ];
}

/** A ticket in its two lines, which say what became of it; what can be done behind "⋯". */
function ticketBlock({ ticket, standing }: DigestTicket, reader: Reader): KnownBlock {
  const of = { ticketId: ticket.id };
  const lines = ticketLines(ticket, reader).join("\n");
  if (standing !== "open") return section(lines, button(text.show(), ticketActions.show, of));
  return section(
    lines,
    menu(
      item(text.show(), ticketActions.show, of),
      item(text.solve(), ticketActions.solve, of),
      item(text.waiting(), ticketActions.waiting, of),
      item(text.reassign(), ticketActions.assign, of),
      item(text.less(), attentionActions.less, { kind: "digest-tickets" }),
    ),
  );
}
