import type { KnownBlock } from "@slack/types";
import type { CustomerMatch } from "../../crm/customers/customer-match.ts";
import type { TicketOnCard } from "../../crm/tickets/get-card-ticket.ts";
import type { OwnTickets } from "../../crm/tickets/list-own-tickets.ts";
import type { CustomerTickets } from "../../crm/tickets/list-tickets.ts";
import type { TicketPerson } from "../../crm/tickets/ticket.ts";
import { actions, button, context, item, menu, section } from "../blocks.ts";
import { inline, inlineWithin, literalWithin, shorten } from "../mrkdwn.ts";
import type { Message } from "../reply.ts";
import { kitActions } from "./access.actions.ts";
import { ageOf, type Reader } from "./dates.ts";
import { firstName } from "./first-name.ts";
import { interactionText } from "./interactions.text.ts";
import { about, nameList } from "./interactions.ts";
import { kitText } from "./kit.text.ts";
import { retryButton } from "./retry.ts";
import { ticketLines } from "./ticket-card.ts";
import { ticketDeskActions, ticketDraftActions } from "./ticket-desk.actions.ts";
import { ticketDeskText as text } from "./ticket-desk.text.ts";
import { customersOf, ticketBlock } from "./ticket-list.ts";

/** "/crm-ticket" alone: what of one's own needs one, and the way to everything else. */
export function deskMessage(
  own: OwnTickets,
  next: TicketOnCard | null,
  { mayWrite }: { mayWrite: boolean },
  reader: Reader,
): Message {
  const said = text.desk(own.open, own.free);
  return {
    text: [said, ...(next ? [`${text.nextIs()} ${ticketLines(next, reader).join(" · ")}`] : [])].join(" "),
    blocks: [
      section(said),
      ...(next ? [context(text.nextIs()), ticketBlock(next, reader)] : []),
      actions(
        ...(mayWrite
          ? [button(text.newTicket(), ticketDeskActions.open, { contactId: "" }, { style: "primary" })]
          : []),
        button(text.mineButton(), ticketDeskActions.list, { typed: mayWrite ? "mine" : "" }, { nth: 0 }),
        menu(
          item(text.freeButton(), ticketDeskActions.list, { typed: "unassigned" }),
          item(text.lateButton(), ticketDeskActions.list, { typed: "late" }),
          item(text.topButton(), ticketDeskActions.top, { typed: "" }),
          ...(mayWrite
            ? [
                item(text.handOverButton(), ticketDeskActions.handOver, {}),
                item(text.awayButton(), ticketDeskActions.away, {}),
              ]
            : []),
        ),
      ),
    ],
    about: customersOf(next ? [next] : []),
  };
}

/** One's tickets for the Home tab; empty where there is nothing to see to. */
export function ownTicketBlocks({ atRisk, waiting }: OwnTickets, reader: Reader): KnownBlock[] {
  return [
    ...(atRisk.length > 0 ? [section(text.atRiskTitle()), ...atRisk.map((ticket) => ticketBlock(ticket, reader))] : []),
    ...(waiting.length > 0
      ? [section(text.waitingTitle()), ...waiting.map((ticket) => ticketBlock(ticket, reader))]
      : []),
  ];
}

const quoted = (subject: string) => text.quotedTicket(inlineWithin(subject, 200));

/** Who a new ticket is about: its words are kept meanwhile. */
export function whichCustomerMessage(
  {
    matches,
    certain,
    customer,
    subject,
    draftId,
  }: { matches: readonly CustomerMatch[]; certain: boolean; customer: string; subject: string; draftId: string },
  reader: Reader,
): Message {
  const [only] = matches;
  const rest = actions(
    button(text.someoneElse(), ticketDraftActions.form, { draftId }),
    button(text.alone(), ticketDraftActions.alone, { draftId }),
    button(text.discard(), ticketDraftActions.discard, { draftId }),
  );
  if (only && certain) {
    const question = text.didYouMean(inline(only.name));
    return {
      text: question,
      blocks: [
        section(
          `${question}\n${about(only, reader)}`,
          button(text.yes(), ticketDraftActions.use, { draftId, contactId: only.contactId }, { style: "primary" }),
        ),
        context(quoted(subject)),
        rest,
      ],
      about: [only.contactId],
    };
  }
  const question = text.whichCustomer(inline(shorten(customer, 80)));
  return {
    text: `${question} ${nameList(matches)}`,
    blocks: [
      section(question),
      ...matches.map((match, nth) =>
        section(
          `*${inline(match.name)}*\n${about(match, reader)}`,
          button(text.thisOne(), ticketDraftActions.use, { draftId, contactId: match.contactId }, { nth }),
        ),
      ),
      context(quoted(subject)),
      rest,
    ],
    about: matches.map(({ contactId }) => contactId),
  };
}

/** As much of what was typed as an answer repeats. */
const longestRepeated = 2000;

/** No ticket was named: one's own to choose from, each runs the command as it was meant. */
export function whichTicketMessage(
  {
    tickets,
    commandOf,
    typed,
  }: { tickets: readonly TicketOnCard[]; commandOf: (number: number) => string; typed: string },
  { usage, example }: { usage: string; example: string },
  reader: Reader,
): Message {
  const question = tickets.length > 0 ? text.whichTicket() : text.noneOfYours();
  const said = typed === "" ? [] : [section(text.quotedTicket(literalWithin(typed, longestRepeated)))];
  return {
    text: [question, usage, example].join("\n"),
    blocks: [
      section(question),
      ...said,
      ...tickets.flatMap((ticket, nth): KnownBlock[] => {
        const [press] = retryButton(text.thisOne(), commandOf(ticket.number));
        const element = press?.type === "actions" ? press.elements[0] : undefined;
        const own = element?.type === "button" ? { ...element, action_id: `${kitActions.retry.id}#${nth}` } : undefined;
        return [section(ticketLines(ticket, reader).join("\n"), own)];
      }),
      context(`${usage}\n${example}`),
    ],
    about: customersOf(tickets),
  };
}

/** Several colleagues answer to a name: each runs the command as it was meant. */
export function whichPersonMessage(
  people: readonly TicketPerson[],
  typed: string,
  commandOf: (mention: string) => string,
): Message {
  const question = text.whichPerson(inlineWithin(typed, 80));
  return {
    text: question,
    blocks: [
      section(question),
      ...people
        .slice(0, 5)
        .map(({ name, slackUserId }, nth) =>
          section(
            inlineWithin(name, 80),
            button(text.thisOne(), kitActions.retry, { typed: commandOf(`<@${slackUserId}>`) }, { nth }),
          ),
        ),
    ],
  };
}

/** No colleague has that name; the command alone opens the form to choose one in. */
export function nobodyNamedMessage(typed: string, command: string): Message {
  const sentence = text.nobodyNamed(inlineWithin(typed, 80));
  return { text: sentence, blocks: [section(sentence), ...retryButton(text.chooseInForm(), command)] };
}

export interface Suggestion {
  label: string;
  /** run as if it had been typed */
  command: string;
}

/** What was typed fits no verb: how it is typed, one worked example, and what it may have been. */
export function notUnderstoodMessage(
  typed: string,
  { usage, example }: { usage: string; example: string },
  suggestions: readonly Suggestion[],
): Message {
  const sentence = text.notUnderstood(literalWithin(typed, longestRepeated));
  return {
    text: [sentence, usage, example].join("\n"),
    blocks: [
      section([sentence, usage, example].join("\n")),
      ...joined(suggestions.flatMap(({ label, command }) => retryButton(label, command))),
    ],
  };
}

/** Buttons that would stand under each other, beside each other. */
function joined(blocks: readonly KnownBlock[]): KnownBlock[] {
  const elements = blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
  if (elements.length === 0) return [];
  return [
    actions(
      ...elements.map((element, nth) =>
        element.type === "button" ? { ...element, action_id: `${kitActions.retry.id}#${nth}` } : element,
      ),
    ),
  ];
}

/** How a command is typed, for the foot of an answer. */
export function usageOf({ name, usage, example }: { name: string; usage: string; example: string }): {
  usage: string;
  example: string;
} {
  return {
    usage: kitText.usage(name, inline(usage)),
    example: kitText.example(inline(example)),
  };
}

/** A message cannot open a form by itself, a button on it can. */
export function formByButtonMessage(command: string): Message {
  const sentence = text.inDirect();
  return { text: sentence, blocks: [section(sentence), ...retryButton(text.openForm(), command)] };
}

/** The tickets of a customer on their card: what is open with its age, and what was solved last [R78] [R79]. */
export function customerTicketLines({ open, openCount, solved }: CustomerTickets, reader: Reader): string[] {
  const hidden = openCount - open.length;
  return [
    ...open.map(({ number, subject, openedAt, assignee }) =>
      text.onCard(
        number,
        inlineWithin(subject, 80),
        ageOf(openedAt, reader),
        assignee && inlineWithin(firstName(assignee.name), 60),
      ),
    ),
    ...(hidden > 0 ? [text.moreOnCard(hidden)] : []),
    ...solved.map(({ number, subject, fix }) =>
      text.solvedOnCard(number, inlineWithin(subject, 60), fix && interactionText.quoted(inlineWithin(fix, 80))),
    ),
  ];
}
