import type { KnownBlock } from "@slack/types";
import type { TicketOnCard } from "../../crm/tickets/get-card-ticket.ts";
import { actions, button, section } from "../blocks.ts";
import { inlineWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import type { Reader } from "./dates.ts";
import { ticketCardMessage, ticketLines } from "./ticket-card.ts";
import { ticketDeskActions } from "./ticket-desk.actions.ts";
import { ticketDeskText as text } from "./ticket-desk.text.ts";
import { ticketActions } from "./tickets.actions.ts";

/** What was done with a ticket, and the ticket as it is now. */
export function ticketSaidMessage(said: readonly string[], ticket: TicketOnCard, reader: Reader): Message {
  const card = ticketCardMessage(ticket, reader);
  return {
    ...card,
    text: [...said, card.text].join(" "),
    blocks: [section(said.join("\n")), ...card.blocks],
  };
}

/** What is left of an outage when one of its tickets was solved. */
export interface OutageLeft {
  outageId: string;
  title: string;
  count: number;
}

/** A ticket is solved: what of its outage is left, and what is due next. */
export function solvedMessage(
  {
    said,
    ticketId,
    left,
    next,
  }: { said: readonly string[]; ticketId: string; left: OutageLeft | null; next: TicketOnCard | null },
  reader: Reader,
): Message {
  const outage: KnownBlock[] = left
    ? [
        section(text.outageLeft(left.count, inlineWithin(left.title, 100))),
        actions(
          button(
            text.solveAll(left.count),
            ticketDeskActions.solveAlike,
            { ticketId, outageId: left.outageId },
            { style: "primary" },
          ),
        ),
      ]
    : [];
  const following = next ? [`${text.nextIs()} ${ticketLines(next, reader).join("\n")}`] : [text.nothingNext(true)];
  return {
    text: [...said, ...following].join("\n"),
    blocks: [
      section(said.join("\n"), button(text.show(), ticketActions.show, { ticketId }, { nth: 0 })),
      ...outage,
      section(
        following.join("\n"),
        next ? button(text.show(), ticketActions.show, { ticketId: next.id }, { nth: 1 }) : undefined,
      ),
    ],
    about: next?.customer?.contactId ? [next.customer.contactId] : [],
  };
}

/** The ticket due first, with the way past it. */
export function nextMessage(next: TicketOnCard | null, seen: readonly string[], reader: Reader): Message {
  if (!next) {
    const nothing = seen.length > 0 ? text.nothingMore() : text.nothingNext(false);
    return {
      text: nothing,
      blocks: [
        section(nothing),
        actions(
          button(text.mineButton(), ticketDeskActions.list, { typed: "mine" }, { nth: 0 }),
          button(text.newTicket(), ticketDeskActions.open, { contactId: "" }),
        ),
      ],
    };
  }
  const card = ticketCardMessage(next, reader);
  const passed = [...seen, next.id].slice(-mostPassed).join(",");
  return {
    ...card,
    text: `${text.nextIs()} ${card.text}`,
    blocks: [section(text.nextIs(), button(text.skip(), ticketDeskActions.skip, { seen: passed })), ...card.blocks],
  };
}

/** Slack's limit of a button's value is 2,000 characters, an id has 36. */
const mostPassed = 50;

/** Several tickets are one outage now. */
export function groupedMessage({
  outageId,
  title,
  count,
}: {
  outageId: string;
  title: string;
  count: number;
}): Message {
  const said = text.grouped(count, inlineWithin(title, 100));
  return {
    text: said,
    blocks: [
      section(said),
      actions(button(text.solveAll(count), ticketDeskActions.solveOutage, { outageId }, { style: "primary" })),
    ],
  };
}
