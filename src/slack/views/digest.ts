import type { KnownBlock } from "@slack/types";
import type { Digest } from "../../crm/digest/find-digest.ts";
import { actions, button, context, divider, item, menu, section } from "../blocks.ts";
import { inline, inlineWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { attentionActions } from "./attention.actions.ts";
import { heldMessage } from "./attention.ts";
import type { Reader } from "./dates.ts";
import { digestText as text } from "./digest.text.ts";
import { questionOf } from "./digest-question.ts";
import { upperFirst } from "./interactions.text.ts";
import { firstName } from "./interactions.ts";
import { taskActions } from "./tasks.actions.ts";
import { ticketLines } from "./ticket-card.ts";
import { ticketActions } from "./tickets.actions.ts";
import { whenDue } from "./when-due.ts";

const room = { title: 150, name: 80 };

/**
 * A person's digest as it is now.
 * @param held what waited for it, each as its own notice says it
 */
export function digestMessage(digest: Digest, held: readonly Message[], reader: Reader): Message {
  const { tasks, tickets } = digest;
  const states = [...tasks.map(({ state }) => state), ...tickets.map(({ standing }) => standing)];
  const open = states.filter((state) => state === "open").length;
  const headline = text.headline(open, states.length - open, inline(firstName(digest.name)));
  const waited = held.length > 0 ? heldMessage(held) : null;
  const own: { blocks: KnownBlock[]; line: string | null }[] = [
    ...tasks.map((one) => ({ blocks: taskBlocks(one, reader), line: taskLine(one, reader) })),
    ...(digest.moreDue > 0 ? [{ blocks: [context(text.moreDue(digest.moreDue))], line: null }] : []),
    ...tickets.map((one) => ({
      blocks: [ticketBlock(one, reader)],
      line: ticketLines(one.ticket, reader).join(" · "),
    })),
  ];
  const asked = questionOf(digest.confirmation, reader);
  if (asked) own.push(asked);
  const week = digest.week ? text.week(digest.week) : null;
  return {
    text: [
      ...(own.length > 0 ? [headline] : []),
      ...own.flatMap(({ line }) => line ?? []),
      ...(waited ? [waited.text] : []),
    ].join("\n"),
    blocks: [
      ...(own.length > 0 ? [section(`*${headline}*`)] : []),
      ...own.flatMap(({ blocks }) => blocks),
      ...(waited ? [...(own.length > 0 ? [divider] : []), ...waited.blocks] : []),
      ...(own.length > 0 && week ? [context(week)] : []),
    ],
    about: [
      ...new Set([
        ...tasks.flatMap(({ task }) => task.contactId ?? []),
        ...tickets.flatMap(({ ticket }) => ticket.customer?.contactId ?? []),
        ...(digest.confirmation?.question ? [digest.confirmation.question.contactId] : []),
        ...(waited?.about ?? []),
      ]),
    ],
  };
}

type DigestTask = Digest["tasks"][number];
type DigestTicket = Digest["tickets"][number];

const titleOf = ({ task }: DigestTask) => upperFirst(inlineWithin(task.title, room.title));

/** Whom it is about, and when it is due. */
function restOf({ task }: DigestTask, reader: Reader): string {
  const customer = [task.contactName, task.companyName].flatMap((name) =>
    name ? [inlineWithin(name, room.name)] : [],
  );
  return [whenDue(task, reader), customer.join(", "), task.ticketNumber === null ? null : `T-${task.ticketNumber}`]
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
