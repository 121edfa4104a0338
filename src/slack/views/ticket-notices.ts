import type { KnownBlock } from "@slack/types";
import type { TicketOnCard } from "../../crm/tickets/get-card-ticket.ts";
import { actions, button, section } from "../blocks.ts";
import { inlineWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { accessActions } from "./access.actions.ts";
import { type Reader, span } from "./dates.ts";
import { firstName } from "./first-name.ts";
import { sentenceMessage } from "./sentence-message.ts";
import { slackTime, zonedTime } from "./slack-time.ts";
import { ticketCardText } from "./ticket-card.text.ts";
import { customerName, ticketButtons, ticketLine } from "./ticket-card.ts";
import { ticketNoticeText as text } from "./ticket-notices.text.ts";
import { ticketActions } from "./tickets.actions.ts";

const room = { subject: 100, name: 60, reason: 400, fix: 400 };
/** Lines of a notice about many tickets; the rest is a list away. */
const mostLines = 10;
const hourMs = 3_600_000;

const name = (full: string) => inlineWithin(firstName(full), room.name);
const subject = (ticket: TicketOnCard) => inlineWithin(ticket.subject, room.subject);
const bold = (sentence: string) => `*${sentence}*`;

/** One ticket: what happened to it, then the ticket with what one can do. */
function about(ticket: TicketOnCard, head: string, reader: Reader, more: readonly string[] = []): Message {
  return {
    text: [head.replaceAll("*", ""), ...more].join(" "),
    blocks: [section([bold(head), ...more, ticketLine(ticket, reader)].join("\n")), ticketButtons(ticket)],
    about: aboutOf([ticket]),
  };
}

function aboutOf(tickets: readonly TicketOnCard[]): string[] {
  return [...new Set(tickets.flatMap(({ customer }) => customer?.contactId ?? []))];
}

export function assignedMessage(ticket: TicketOnCard, by: string | null, reader: Reader): Message {
  return about(ticket, text.assigned(ticket.number, by && name(by), subject(ticket)), reader);
}

export function escalatedMessage(
  ticket: TicketOnCard,
  { by, reason }: { by: string | null; reason: string },
  reader: Reader,
): Message {
  const head = text.escalated(ticket.number, by && name(by), subject(ticket));
  return about(ticket, head, reader, reason ? [text.because(inlineWithin(reason, room.reason))] : []);
}

export function handedOverMessage(tickets: readonly TicketOnCard[], from: string, reader: Reader): Message {
  const head = text.handedOver(tickets.length, name(from), tickets.map(numbered));
  return many(tickets, head, reader);
}

/** Three quarters of the time are used: one by itself with its buttons, several in one message. */
export function dueSoonMessage(tickets: readonly TicketOnCard[], reader: Reader): Message | null {
  const [ticket] = tickets;
  if (!ticket) return null;
  if (tickets.length === 1) {
    const say = (time: typeof slackTime) =>
      text.dueSoon(ticket.number, subject(ticket), ticket.dueAt ? time(ticket.dueAt, reader) : "");
    return { ...about(ticket, say(slackTime), reader), text: say(zonedTime) };
  }
  const withinHour = tickets.every(({ dueAt }) => dueAt && dueAt.getTime() - reader.now.getTime() <= hourMs);
  const head = (withinHour ? text.missWithinHour : text.dueSoonMany)(tickets.length, tickets.map(numbered));
  return many(tickets, head, reader);
}

export function lateMessage(tickets: readonly TicketOnCard[], reader: Reader): Message | null {
  const [ticket] = tickets;
  if (!ticket) return null;
  if (tickets.length > 1) return many(tickets, text.lateMany(tickets.length, tickets.map(numbered)), reader);
  const say = (time: typeof slackTime) =>
    text.late(ticket.number, subject(ticket), ticket.dueAt ? time(ticket.dueAt, reader) : "");
  return { ...about(ticket, say(slackTime), reader), text: say(zonedTime) };
}

function many(tickets: readonly TicketOnCard[], head: string, reader: Reader): Message {
  const shown = tickets.slice(0, mostLines);
  const left = tickets.length - shown.length;
  const lines = shown.map(
    (ticket): KnownBlock =>
      section(
        text.line(
          ticket.number,
          subject(ticket),
          ticket.assignee ? name(ticket.assignee.name) : ticketCardText.nobody(),
          ticket.dueAt ? slackTime(ticket.dueAt, reader) : customerName(ticket.customer),
        ),
        button(ticketCardText.show(), ticketActions.show, { ticketId: ticket.id }),
      ),
  );
  return {
    text: head,
    blocks: [section(bold(head)), ...lines, ...(left > 0 ? [section(text.more(left))] : [])],
    about: aboutOf(tickets),
  };
}

/** The customer has not answered for days: whoever has it says what is next. */
export function wokenMessage(ticket: TicketOnCard, since: Date | null, reader: Reader): Message {
  const waited = span(since ?? ticket.openedAt, reader.now);
  const known = ticket.customer && !ticket.customer.gone ? ticket.customer : null;
  const head = known
    ? text.woken(ticket.number, customerName(known), waited)
    : text.wokenUnknown(ticket.number, waited);
  const of = { ticketId: ticket.id };
  return {
    text: `${head} ${subject(ticket)}`,
    blocks: [
      section(`${bold(head)}\n${subject(ticket)}`),
      actions(
        button(ticketCardText.answered(), ticketActions.answered, of),
        button(ticketCardText.chase(), ticketActions.chase, of),
        button(ticketCardText.close(), ticketActions.close, of),
      ),
    ],
    about: aboutOf([ticket]),
  };
}

/** To whoever asked for it, or for a duplicate of it. */
export function solvedMessage(ticket: TicketOnCard, asked: { own: boolean; duplicates: readonly number[] }): Message {
  const head = text.solved(ticket.number, ticket.solvedBy && name(ticket.solvedBy.name), subject(ticket));
  const more = [
    ...(ticket.fix ? [ticketCardText.fix(inlineWithin(ticket.fix, room.fix))] : []),
    ...(asked.own || asked.duplicates.length === 0
      ? []
      : [
          text.yourDuplicate(
            asked.duplicates.map((number) => ticketCardText.number(number)),
            ticket.number,
          ),
        ]),
  ];
  return {
    text: [head, ...more].join(" "),
    blocks: [
      section([bold(head), ...more].join("\n")),
      actions(
        button(ticketCardText.reopen(), ticketActions.reopen, { ticketId: ticket.id }),
        button(ticketCardText.show(), ticketActions.show, { ticketId: ticket.id }),
      ),
    ],
    about: aboutOf([ticket]),
  };
}

/** In the thread of the message that became a ticket by itself. */
export function receivedMessage(ticket: TicketOnCard): Message {
  const sentence = text.received(ticket.number);
  return {
    text: sentence,
    blocks: [section(sentence, button(ticketCardText.show(), ticketActions.show, { ticketId: ticket.id }))],
  };
}

/** A ticket's channel, and its thread or card there. */
interface TicketPlace {
  number: number;
  channelId: string;
  link: string | null;
}

/** Where a card stood before tickets were posted in another channel. */
export function cardMovedMessage({ number, channelId, link }: TicketPlace): Message {
  return sentenceMessage(text.cardMoved(number, `<#${channelId}>`, link));
}

/** The ticket is there, but not the thread that it came from. */
export function threadUnreadMessage({ number, channelId, link }: TicketPlace): Message {
  return sentenceMessage(text.threadUnread(number, `<#${channelId}>`, link));
}

export function channelLostMessage({ channelId, reason }: { channelId: string; reason: string }): Message {
  const why = text.channelReasons[reason] ?? text.channelOther();
  const head = text.channelLost(`<#${channelId}>`, why);
  return {
    text: `${head} ${text.channelMend()}`,
    blocks: [
      section(`${bold(head)}\n${text.channelMend()}`),
      actions(button(text.chooseChannel(), accessActions.chooseTriage, {})),
    ],
  };
}

function numbered({ number }: TicketOnCard): string {
  return ticketCardText.number(number);
}
