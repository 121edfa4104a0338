import type { KnownBlock } from "@slack/types";
import type { CustomerSummary } from "../../crm/customers/customer-match.ts";
import type { TicketOnCard } from "../../crm/tickets/get-card-ticket.ts";
import type { SimilarTicket } from "../../crm/tickets/learning/find-similar-tickets.ts";
import type { TriageSuggestions } from "../../crm/tickets/learning/suggest-triage.ts";
import { button, context, section } from "../blocks.ts";
import { inline, inlineWithin, shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { ago, type Reader } from "./dates.ts";
import { firstName } from "./first-name.ts";
import { interactionText } from "./interactions.text.ts";
import { about } from "./interactions.ts";
import { ticketDeskActions } from "./ticket-desk.actions.ts";
import { ticketDeskText as text } from "./ticket-desk.text.ts";
import { ticketSaidMessage } from "./ticket-said.ts";
import { ticketActions } from "./tickets.actions.ts";

/** Room for a fix, so that three of them fit on a telephone. */
const room = { fix: 240, subject: 100, name: 60, category: 60 };

export interface OpenedTicketFacts {
  said: readonly string[];
  ticket: TicketOnCard;
  triage: TriageSuggestions;
  /** whom its first words may name, where its customer is not known */
  guess: CustomerSummary | null;
  mayWrite: boolean;
}

/** A new ticket: what solved others like it, and who, what and how urgent it probably is, each taken by one press. */
export function openedMessage({ said, ticket, triage, guess, mayWrite }: OpenedTicketFacts, reader: Reader): Message {
  const message = ticketSaidMessage(said, ticket, reader);
  return { ...message, blocks: [...message.blocks, ...triageBlocks(ticket, triage, { mayWrite, guess }, reader)] };
}

/** What solved tickets say of one that is not solved; nothing once it is. What is set already is not suggested again. */
export function triageBlocks(
  ticket: TicketOnCard,
  { similar, alike, category, priority, assignee }: TriageSuggestions,
  { mayWrite, guess }: { mayWrite: boolean; guess: CustomerSummary | null },
  reader: Reader,
): KnownBlock[] {
  if (ticket.state === "solved" || ticket.state === "closed") return [];
  const ticketId = ticket.id;
  const offers = [
    ...(guess && !ticket.customer
      ? [
          row(
            `${text.isIt(inlineWithin(guess.name, room.name))}\n${about(guess, reader)}`,
            button(text.yes(), ticketDeskActions.setCustomer, { ticketId, contactId: guess.contactId }),
          ),
        ]
      : []),
    ...(ticket.customer
      ? []
      : [row(text.unknownCustomer(), button(text.setCustomer(), ticketActions.customer, { ticketId }))]),
    ...(assignee && !ticket.assignee
      ? [
          row(
            text.suggestPerson(
              inlineWithin(firstName(assignee.value.name), room.name),
              text.likeSolved(numbersOf(assignee.like), inlineWithin(firstName(assignee.value.name), room.name)),
            ),
            button(text.give(shorten(firstName(assignee.value.name), 30)), ticketDeskActions.give, {
              ticketId,
              memberId: assignee.value.memberId,
            }),
          ),
        ]
      : []),
    ...(category && ticket.category === null
      ? [
          row(
            text.suggestCategory(inlineWithin(category.value, room.category), text.like(numbersOf(category.like))),
            button(text.accept(shorten(category.value, 30)), ticketDeskActions.setCategory, {
              ticketId,
              category: category.value,
            }),
          ),
        ]
      : []),
    ...(priority && priority.value !== ticket.priority
      ? [
          row(
            text.suggestPriority(priority.value, text.like(numbersOf(priority.like))),
            button(text.accept(priority.value), ticketDeskActions.setPriority, { ticketId, priority: priority.value }),
          ),
        ]
      : []),
  ];
  const same = alike
    .filter(({ id }) => id !== ticket.duplicateOf?.id)
    .slice(0, 1)
    .map((other) =>
      row(
        text.alikeOpen(other.number, inlineWithin(other.subject, room.subject)),
        button(text.duplicate(), ticketDeskActions.linkTo, { ticketId, originalId: other.id }),
      ),
    );
  const solved = similar.flatMap((other, nth) =>
    other.fix === null
      ? []
      : [
          row(
            similarLine(other, reader),
            button(text.useFix(), ticketActions.useFix, { ticketId, fromId: other.id }, { nth }),
          ),
        ],
  );
  const rows = [
    ...(solved.length > 0 ? [{ words: text.solvedBefore(), press: null }] : []),
    ...solved,
    ...same,
    ...offers,
  ];
  if (rows.length === 0) return [context(text.nothingAlike())];
  return rows.map(({ words, press }) => section(words, (mayWrite && press) || undefined));
}

interface Row {
  words: string;
  press: ReturnType<typeof button> | null;
}

const row = (words: string, press: ReturnType<typeof button>): Row => ({ words, press });

const numbersOf = (tickets: readonly SimilarTicket[]) => tickets.map(({ number }) => number);

/** "T-12, 8 days ago (14 Nov), Maya: "cleared the stale session cookie"" */
function similarLine({ number, solvedAt, solvedBy, fix, subject }: SimilarTicket, reader: Reader): string {
  const head = text.similar(number, solvedAt && ago(solvedAt, reader), solvedBy && inline(firstName(solvedBy.name)));
  return `${head} · ${inlineWithin(subject, room.subject)}\n${interactionText.quoted(inlineWithin(fix ?? "", room.fix))}`;
}
