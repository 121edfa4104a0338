import type { ActionsBlock } from "@slack/types";
import type { TicketOnCard } from "../../crm/tickets/get-card-ticket.ts";
import type { TicketCustomer, TicketSummary } from "../../crm/tickets/ticket.ts";
import { actions, button, item, menu, section } from "../blocks.ts";
import { inline, inlineWithin, shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { dueDay, happened, type Reader } from "./dates.ts";
import { firstName } from "./first-name.ts";
import { upperFirst } from "./interactions.text.ts";
import { slackTime, zonedTime } from "./slack-time.ts";
import { ticketCardText as text } from "./ticket-card.text.ts";
import { ticketActions } from "./tickets.actions.ts";

/** What a card has room for of a text: it stays three lines on a telephone too. */
const room = { subject: 150, name: 60, fix: 140 };

/** A ticket in three lines: what it is, whose and by when, what one can do. The same in the triage channel and in an answer. */
export function ticketCardMessage(ticket: TicketOnCard, reader: Reader): Message {
  const { number, priority, subject, customer } = ticket;
  const plain = [text.plain(number, priority, inlineWithin(subject, room.subject).replace(/[.?!]$/u, ""))];
  const who = customerName(customer);
  return {
    text: [...plain, `${upperFirst(who)}.`, plainStanding(ticket, reader)].join(" "),
    blocks: [section(ticketLines(ticket, reader).join("\n")), ticketButtons(ticket)],
    about: customer?.contactId ? [customer.contactId] : [],
  };
}

/** What it is, and whose and by when: the two lines that a list has of it as well. */
export function ticketLines(ticket: TicketOnCard, reader: Reader): [title: string, standing: string] {
  const { number, priority, subject, customer } = ticket;
  return [
    `*${text.number(number)} · ${priority} · ${inlineWithin(subject, room.subject)}*`,
    [customerName(customer), ...standing(ticket, reader)].join(" · "),
  ];
}

/** The card's second line: whom it is about, who has it, and by when. */
export function ticketLine(ticket: TicketOnCard, reader: Reader): string {
  return [customerName(ticket.customer), ...standing(ticket, reader)].join(" · ");
}

/** A ticket's words without the line that its subject says already. */
export function wordsBeyondSubject({ subject, text: said }: { subject: string; text: string }): string {
  const [first = "", ...rest] = said.trim().split("\n");
  return first.trim() === subject.trim() ? rest.join("\n").trim() : said.trim();
}

/** "Sari Indah, Toko Indah", as far as it is known. */
export function customerName(customer: TicketCustomer | null): string {
  const parts = [customer?.name, customer?.companyName].flatMap((name) =>
    name ? [inlineWithin(name, room.name)] : [],
  );
  return parts.length === 0 ? text.unknownCustomer() : parts.join(", ");
}

/** Who has it, and by when; or what became of it. */
function standing(ticket: TicketOnCard, reader: Reader): string[] {
  const { state, assignee, solvedAt, solvedBy, fix, duplicateOf, outage, reopened } = ticket;
  const origin = [
    ...(duplicateOf ? [text.duplicateOf(duplicateOf.number)] : []),
    ...(outage ? [text.partOf(inline(shorten(outage.title, room.name)))] : []),
  ];
  if (state === "solved" || state === "closed") {
    return [
      ...(solvedAt ? [text.solvedBy(solvedBy && nameOf(solvedBy), happened(solvedAt, reader))] : []),
      ...(fix ? [text.fix(inlineWithin(fix, room.fix))] : []),
      ...origin,
      ...(state === "closed" ? [text.closed()] : []),
    ];
  }
  return [
    assignee ? nameOf(assignee) : text.nobody(),
    ...clockWords(ticket, reader, slackTime),
    ...(reopened > 0 ? [text.reopened(reopened)] : []),
    ...origin,
  ];
}

function clockWords(
  { state, dueAt, late, dueSoon, wakeAt, wokenAt }: TicketOnCard,
  reader: Reader,
  say: typeof slackTime,
): string[] {
  if (state === "waiting") return [wokenAt ? text.noAnswer() : text.waitingUntil(wakeAt && dueDay(wakeAt, reader))];
  if (!dueAt) return [];
  const time = say(dueAt, reader);
  return [late ? text.late(time) : dueSoon ? text.dueSoon(time) : text.due(time)];
}

function plainStanding(ticket: TicketOnCard, reader: Reader): string {
  const { state, assignee, solvedAt, solvedBy, fix } = ticket;
  if (state === "solved" || state === "closed") {
    const solved = solvedAt ? text.solvedBy(solvedBy && nameOf(solvedBy), happened(solvedAt, reader)) : text.closed();
    return `${solved}${fix ? `: ${text.fix(inlineWithin(fix, room.fix))}` : "."}`;
  }
  const [clock] = clockWords(ticket, reader, zonedTime);
  return `${[text.plainHolder(assignee && nameOf(assignee)), ...(clock ? [clock] : [])].join(", ")}.`;
}

function nameOf({ name }: { name: string }): string {
  return inlineWithin(firstName(name), room.name);
}

/** Two or three buttons, the rest behind "⋯"; which ones depends on what can be done with it now. */
export function ticketButtons({ id, state, assignee }: Pick<TicketSummary, "id" | "state" | "assignee">): ActionsBlock {
  const of = { ticketId: id };
  const why = item(text.why(), ticketActions.why, of);
  if (state === "closed" || state === "solved") {
    return actions(
      button(text.reopen(), ticketActions.reopen, of),
      menu(
        ...(state === "solved" ? [item(text.close(), ticketActions.close, of)] : []),
        item(text.show(), ticketActions.show, of),
        why,
      ),
    );
  }
  const solve = item(text.solve(), ticketActions.solve, of);
  const priority = item(text.priority(), ticketActions.priority, of);
  const escalate = item(text.escalate(), ticketActions.escalate, of);
  if (state === "waiting") {
    return actions(
      button(text.answered(), ticketActions.answered, of),
      button(text.chase(), ticketActions.chase, of),
      menu(
        solve,
        item(text.reassign(), ticketActions.assign, of),
        escalate,
        item(text.close(), ticketActions.close, of),
        why,
      ),
    );
  }
  const duplicate = item(text.duplicate(), ticketActions.duplicate, of);
  if (!assignee) {
    return actions(
      button(text.take(), ticketActions.take, of),
      button(text.assign(), ticketActions.assign, of),
      menu(solve, priority, escalate, duplicate, why),
    );
  }
  return actions(
    button(text.solve(), ticketActions.solve, of),
    button(text.reassign(), ticketActions.assign, of),
    menu(item(text.waiting(), ticketActions.waiting, of), priority, escalate, duplicate, why),
  );
}
