import type { KnownBlock } from "@slack/types";
import type { TicketCustomerFacts } from "../../crm/interactions/ticket-customer.ts";
import type { Ticket } from "../../crm/tickets/get-ticket.ts";
import type { SimilarTicket } from "../../crm/tickets/learning/find-similar-tickets.ts";
import type { Suggested, TriageSuggestions } from "../../crm/tickets/learning/suggest-triage.ts";
import { unsolvedStates } from "../../crm/tickets/ticket.ts";
import { button, context, section } from "../blocks.ts";
import { inlineWithin, literalWithin } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { customerText, stageNames } from "./customers.text.ts";
import { ago, calendarDay, type Reader, span } from "./dates.ts";
import { firstName } from "./first-name.ts";
import { wordsBeyondSubject } from "./ticket-card.ts";
import { ticketDeskActions } from "./ticket-desk.actions.ts";
import { ticketDetailsText as text } from "./ticket-details.text.ts";
import { sourceLines } from "./ticket-source.ts";
import { ticketActions } from "./tickets.actions.ts";
import { andList } from "./word-list.ts";

/** As much of each text as reads well in a thread on a telephone. */
const room = { text: 900, name: 60, subject: 70, fix: 240 };

/** What the thread of a card begins with. */
export interface TicketDetails {
  ticket: Ticket;
  /** null: not known, or no customer any more */
  customer: TicketCustomerFacts | null;
  triage: TriageSuggestions;
}

/** The customer in two lines, the words of the message, what helped before, who should take it, and why [R75-R79]. */
export function ticketDetailsMessage({ ticket, customer, triage }: TicketDetails, reader: Reader): Message {
  const isOpen = (unsolvedStates as readonly string[]).includes(ticket.state);
  const customerBlock = customer
    ? section(customerLines(customer, ticket.number, reader).join("\n"))
    : ticket.customer?.companyName
      ? section(text.companyOnly(inlineWithin(ticket.customer.companyName, room.name)))
      : section(text.unknown(), button(text.setCustomer(), ticketActions.customer, { ticketId: ticket.id }));
  const [first] = triage.similar;
  return {
    text: [text.plain(ticket.number), ...(first?.fix ? [solvedLine(first, reader).replaceAll("*", "")] : [])].join(" "),
    blocks: [
      ...(ticket.customer?.gone ? [] : [customerBlock]),
      ...words(ticket),
      ...triage.similar.flatMap((similar) => similarBlock(ticket, similar, isOpen, reader)),
      ...(isOpen ? suggestions(ticket, triage) : []),
      context(text.replies()),
    ],
    about: customer ? [customer.details.contactId] : [],
  };
}

/** Who they are and since when; what there was with them so far. */
function customerLines({ details, talks, tickets }: TicketCustomerFacts, number: number, reader: Reader): string[] {
  const { name, company, stage, customerSince, owner } = details;
  const since = customerSince && new Date(`${customerSince.on}T00:00:00Z`);
  const how = customerSince?.how ? inlineWithin(customerSince.how, room.name) : null;
  const others = tickets.open.filter((open) => open.number !== number);
  const otherCount = tickets.openCount - (others.length < tickets.open.length ? 1 : 0);
  const [solved] = tickets.solved.filter((one) => one.number !== number);
  return [
    [
      `*${inlineWithin(name, room.name)}*${company ? `, ${inlineWithin(company.name, room.name)}` : ""}`,
      since ? customerText.since(calendarDay(since).slice(-4), span(since, reader.now), how) : stageNames[stage],
      ...(owner ? [customerText.owner(inlineWithin(firstName(owner.name), room.name))] : []),
    ].join(" · "),
    [
      text.talks(talks.count, talks.last && ago(talks.last, reader)),
      ...(otherCount > 0 ? [text.otherOpen(others.slice(0, 3).map(numbered), otherCount)] : []),
      ...(solved?.solvedAt ? [text.lastSolved(numbered(solved), ago(solved.solvedAt, reader))] : []),
      ...(otherCount === 0 && !solved ? [text.firstTicket()] : []),
    ].join(" · "),
  ];
}

/** What was written, where it says more than the subject, and where that stands. */
function words(ticket: Ticket): KnownBlock[] {
  const said = wordsBeyondSubject(ticket);
  const source = sourceLines(ticket).join(" · ");
  const quoted =
    said === ""
      ? []
      : literalWithin(said, room.text)
          .split("\n")
          .map((line) => `&gt; ${line}`.replace("&gt;", ">"));
  const lines = [...quoted, ...(source ? [source] : [])];
  return lines.length > 0 ? [section(lines.join("\n"))] : [];
}

function similarBlock(ticket: Ticket, similar: SimilarTicket, isOpen: boolean, reader: Reader): KnownBlock[] {
  if (!similar.fix) return [];
  const { title, body } = {
    title: text.useFixTitle(ticket.number),
    body: text.useFixBody(similar.fix.replace(/\s+/gu, " ")),
  };
  const use = button(
    text.useFix(),
    ticketActions.useFix,
    { ticketId: ticket.id, fromId: similar.id },
    { confirm: { title, text: body, confirm: text.useFixYes(), deny: text.cancel() } },
  );
  return [isOpen ? section(solvedLine(similar, reader), use) : section(solvedLine(similar, reader))];
}

function solvedLine({ number, solvedAt, solvedBy, fix }: SimilarTicket, reader: Reader): string {
  return text.solvedBefore(
    `T-${number}`,
    solvedAt ? ago(solvedAt, reader) : "",
    solvedBy && inlineWithin(firstName(solvedBy.name), room.name),
    inlineWithin(fix ?? "", room.fix),
  );
}

/** Each with why, and a button that does it. */
function suggestions(ticket: Ticket, { alike, assignee, category, priority }: TriageSuggestions): KnownBlock[] {
  const of = { ticketId: ticket.id };
  return [
    ...(alike.length > 0
      ? [
          section(
            text.alike(alike.map((one) => `${numbered(one)} ${inlineWithin(one.subject, room.subject)}`)),
            button("Duplicate", ticketActions.duplicate, of),
          ),
        ]
      : []),
    ...(assignee && !ticket.assignee
      ? [
          section(
            text.person(inlineWithin(firstName(assignee.value.name), room.name), numbers(assignee)),
            button(text.give(firstName(assignee.value.name)), ticketDeskActions.give, {
              ...of,
              memberId: assignee.value.memberId,
            }),
          ),
        ]
      : []),
    ...(category && !ticket.category
      ? [
          section(
            sure(text.category(inlineWithin(category.value, room.name), numbers(category) || null), category),
            button(text.accept(), ticketDeskActions.setCategory, { ...of, category: category.value }),
          ),
        ]
      : []),
    ...(priority && priority.value !== ticket.priority
      ? [
          section(
            sure(text.priority(priority.value, numbers(priority)), priority),
            button(text.accept(), ticketDeskActions.setPriority, { ...of, priority: priority.value }),
          ),
        ]
      : []),
  ];
}

function sure(line: string, { confidence }: Suggested<unknown>): string {
  return `${line} · ${text.sure(confidence)}`;
}

function numbers({ like }: Suggested<unknown>): string {
  return andList(like.map(numbered));
}

function numbered({ number }: { number: number }): string {
  return `T-${number}`;
}
