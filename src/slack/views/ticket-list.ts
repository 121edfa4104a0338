import type { Button, KnownBlock } from "@slack/types";
import type { TicketOnCard } from "../../crm/tickets/get-card-ticket.ts";
import { actions, button, section } from "../blocks.ts";
import { inlineWithin, shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import type { Reader } from "./dates.ts";
import { upperFirst } from "./interactions.text.ts";
import { ticketLines } from "./ticket-card.ts";
import { ticketDeskActions } from "./ticket-desk.actions.ts";
import { ticketDeskText as text } from "./ticket-desk.text.ts";
import { ticketActions } from "./tickets.actions.ts";

/** As many as a telephone shows without much scrolling. */
export const ticketsOnPage = 6;
/** What was typed travels in the button. */
export const longestTyped = 200;

/** One ticket in a list, with the way to it. */
export function ticketBlock(ticket: TicketOnCard, reader: Reader): KnownBlock {
  return section(
    ticketLines(ticket, reader).join("\n"),
    button(text.show(), ticketActions.show, { ticketId: ticket.id }),
  );
}

/**
 * A page of tickets that fit what was asked for.
 * @param page.what which they are, in words; `place`: how many came before
 */
export function ticketListMessage(
  page: {
    tickets: readonly TicketOnCard[];
    what: string;
    typed: string;
    next: string | null;
    total: number;
    isFirst: boolean;
  },
  reader: Reader,
): Message {
  const { tickets, what, next, total, isFirst } = page;
  const typed = shorten(page.typed, longestTyped);
  if (tickets.length === 0) {
    const nothing = text.nothingIn(what);
    return {
      text: nothing,
      blocks: [section(nothing), actions(button(text.newTicket(), ticketDeskActions.open, { contactId: "" }))],
    };
  }
  const title = text.listTitle(upperFirst(what), total);
  const pages = [
    ...(isFirst ? [] : [button(text.first(), ticketDeskActions.page, { after: "", typed }, { nth: 0 })]),
    ...(next === null ? [] : [button(text.more(), ticketDeskActions.page, { after: next, typed }, { nth: 1 })]),
  ];
  return pageOf(title, tickets, pages, reader);
}

/** The tickets behind a figure, a page of them from the one at `from`. */
export function ticketsBehindMessage(
  page: { tickets: readonly TicketOnCard[]; numbers: readonly number[]; from: number },
  reader: Reader,
): Message {
  const { tickets, numbers, from } = page;
  const all = numbers.join(",");
  const title = text.listTitle(text.behindTitle(), numbers.length);
  const next = from + ticketsOnPage;
  const pages = [
    ...(from > 0
      ? [
          button(
            text.earlier(),
            ticketDeskActions.behind,
            { from: String(Math.max(0, from - ticketsOnPage)), numbers: all },
            { nth: 0 },
          ),
        ]
      : []),
    ...(next < numbers.length
      ? [button(text.more(), ticketDeskActions.behind, { from: String(next), numbers: all }, { nth: 1 })]
      : []),
  ];
  return pageOf(title, tickets, pages, reader);
}

function pageOf(title: string, tickets: readonly TicketOnCard[], turns: readonly Button[], reader: Reader): Message {
  return {
    text: [title, ...tickets.map((ticket) => ticketLines(ticket, reader).join(" · "))].join("\n"),
    blocks: [
      section(title),
      ...tickets.map((ticket) => ticketBlock(ticket, reader)),
      ...(turns.length > 0 ? [actions(...turns)] : []),
    ],
    about: customersOf(tickets),
  };
}

export function customersOf(tickets: readonly Pick<TicketOnCard, "customer">[]): string[] {
  return [...new Set(tickets.flatMap(({ customer }) => customer?.contactId ?? []))];
}

/** What a search found where no customer agrees with it. */
export function foundTicketsMessage(typed: string, tickets: readonly TicketOnCard[], reader: Reader): Message {
  const title = text.found(tickets.length, inlineWithin(typed, 80));
  return {
    text: [title, ...tickets.map((ticket) => ticketLines(ticket, reader).join(" · "))].join("\n"),
    blocks: [section(title), ...tickets.map((ticket) => ticketBlock(ticket, reader))],
    about: customersOf(tickets),
  };
}

/** What a search found beside the customers. */
export function withTicketsFound(message: Message, tickets: readonly TicketOnCard[], reader: Reader): Message {
  return {
    text: [message.text, ...tickets.map((ticket) => ticketLines(ticket, reader)[0])].join("\n"),
    blocks: [...message.blocks, section(text.ticketsToo()), ...tickets.map((ticket) => ticketBlock(ticket, reader))],
    about: [...new Set([...(message.about ?? []), ...customersOf(tickets)])],
  };
}
