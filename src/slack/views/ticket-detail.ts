import type { KnownBlock, Overflow } from "@slack/types";
import type { TicketOnCard } from "../../crm/tickets/get-card-ticket.ts";
import type { Ticket } from "../../crm/tickets/get-ticket.ts";
import type { TriageSuggestions } from "../../crm/tickets/learning/suggest-triage.ts";
import { button, context, item, menu, section, sections } from "../blocks.ts";
import { escapeMrkdwn, inline, inlineWithin, literalWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { customerText } from "./customers.text.ts";
import { ageOf, happened, type Reader, span } from "./dates.ts";
import { firstName } from "./first-name.ts";
import { interactionText } from "./interactions.text.ts";
import { taskActions } from "./tasks.actions.ts";
import { ticketCardMessage, ticketLines, wordsBeyondSubject } from "./ticket-card.ts";
import { ticketDeskActions } from "./ticket-desk.actions.ts";
import { ticketDeskText as text } from "./ticket-desk.text.ts";
import { sourceLines } from "./ticket-source.ts";
import { triageBlocks } from "./ticket-triage.ts";
import { ticketActions } from "./tickets.actions.ts";

/** What a telephone shows of each before it becomes a scroll; the thread and the history hold the rest. */
const room = { text: 1200, attempt: 200, note: 200, fix: 1000 };
const shown = { attempts: 4, notes: 5, alike: 15 };

/**
 * All that support asks about one ticket: how long its customer has been one, what the problem is, how long it has been
 * open, who has it or could, and what was tried [R75-R79].
 */
export function ticketDetailMessage(
  ticket: Ticket & TicketOnCard,
  triage: TriageSuggestions | null,
  { mayWrite }: { mayWrite: boolean },
  reader: Reader,
): Message {
  const card = ticketCardMessage(ticket, reader);
  const [, ...buttons] = card.blocks;
  const words = wordsBeyondSubject(ticket);
  return {
    text: card.text,
    blocks: [
      section(ticketLines(ticket, reader).join("\n"), mayWrite ? more(ticket) : undefined),
      context(facts(ticket, reader)),
      ...(words === "" ? [] : [section(literalWithin(words, room.text))]),
      ...(ticket.fix ? sections([text.fix(), interactionText.quoted(literalWithin(ticket.fix, room.fix))]) : []),
      ...attempts(ticket, { mayWrite }, reader),
      ...sections(notes(ticket, reader)),
      ...(mayWrite ? buttons : []),
      ...(triage ? triageBlocks(ticket, triage, { mayWrite, guess: null }, reader) : []),
    ],
    about: card.about ?? [],
  };
}

function facts(ticket: Ticket, reader: Reader): string {
  const { openedAt, requester, customerSince, category, duplicates, alike, state } = ticket;
  const by = requester && inline(firstName(requester.name));
  const when = happened(openedAt, reader);
  const done = state === "solved" || state === "closed";
  return [
    done ? text.openedOn(when, by) : text.openSince(ageOf(openedAt, reader), when, by),
    ...(customerSince
      ? [
          customerText.since(
            String(customerSince.on.getUTCFullYear()),
            span(customerSince.on, reader.now),
            customerSince.how && inline(customerSince.how),
          ),
        ]
      : []),
    ...(category ? [text.about(inline(category))] : []),
    ...(duplicates.length > 0 ? [text.duplicates(duplicates.slice(0, shown.alike))] : []),
    ...(alike.length > 0 ? [text.alike(alike.slice(0, shown.alike), Math.max(0, alike.length - shown.alike))] : []),
    ...sourceLines(ticket),
  ].join(" · ");
}

function attempts(
  { id, attempts: tried, state }: Ticket,
  { mayWrite }: { mayWrite: boolean },
  reader: Reader,
): KnownBlock[] {
  const done = state === "solved" || state === "closed";
  if (tried.length === 0 && done) return [];
  const lines = tried
    .slice(0, shown.attempts)
    .map(({ at, by, text: words }) =>
      line([happened(at, reader), by && inline(firstName(by)), inlineWithin(words, room.attempt)]),
    );
  const add = mayWrite && !done ? button(text.triedButton(), ticketActions.tried, { ticketId: id }) : undefined;
  return [section((lines.length > 0 ? [text.triedTitle(), ...lines] : [text.notTried()]).join("\n"), add)];
}

function notes({ notes: all, notesLeftOut }: Ticket, reader: Reader): string[] {
  if (all.length === 0) return [];
  const last = all.slice(-shown.notes);
  return [
    text.notesTitle(notesLeftOut + all.length - last.length),
    ...last.map(({ at, by, text: words, removedAt }) =>
      line([
        happened(at, reader),
        by && inline(firstName(by)),
        removedAt ? escapeMrkdwn(text.removedNote()) : inlineWithin(words, room.note),
      ]),
    ),
  ];
}

const line = (parts: readonly (string | null)[]) => parts.filter((part) => part !== null && part !== "").join(" · ");

/** What the card has no room for. */
function more({ id, state, outage }: Ticket): Overflow {
  const of = { ticketId: id };
  const note = item(text.note(), ticketActions.note, of);
  const customer = item(text.setCustomerMenu(), ticketActions.customer, of);
  const task = item(text.makeTask(), taskActions.add, of);
  if (state === "solved" || state === "closed") return menu(note, customer, task);
  return menu(
    note,
    customer,
    item(text.group(), ticketDeskActions.group, of),
    // A menu holds five.
    ...(outage
      ? [
          item(text.solveAllMenu(), ticketDeskActions.solveOutage, { outageId: outage.id }),
          item(text.ungroup(), ticketDeskActions.ungroup, of),
        ]
      : [task]),
  );
}
