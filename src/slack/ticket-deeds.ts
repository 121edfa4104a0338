import { findMember } from "../crm/access/find-member.ts";
import { may } from "../crm/access/permission.ts";
import type { CustomerMatch } from "../crm/customers/customer-match.ts";
import { findCustomers } from "../crm/customers/find-customers.ts";
import { assignTicket } from "../crm/tickets/assign-ticket.ts";
import { escalateTicket } from "../crm/tickets/escalate-ticket.ts";
import { getCardTicket, type TicketOnCard } from "../crm/tickets/get-card-ticket.ts";
import { getTicket, type Ticket } from "../crm/tickets/get-ticket.ts";
import { handOver } from "../crm/tickets/hand-over.ts";
import { suggestTriage } from "../crm/tickets/learning/suggest-triage.ts";
import { linkTickets } from "../crm/tickets/link-tickets.ts";
import { listWithRisk } from "../crm/tickets/list-own-tickets.ts";
import { findNextTicket, listTickets } from "../crm/tickets/list-tickets.ts";
import { noteAttempt } from "../crm/tickets/note-attempt.ts";
import { noteTicket } from "../crm/tickets/note-ticket.ts";
import { setPriority } from "../crm/tickets/set-priority.ts";
import { solveOutage, solveTicket } from "../crm/tickets/solve-ticket.ts";
import { takeTicket } from "../crm/tickets/take-ticket.ts";
import type { Priority, TicketPerson } from "../crm/tickets/ticket.ts";
import { waitForCustomer } from "../crm/tickets/wait-for-customer.ts";
import type { Context } from "../db/context.ts";
import { inlineWithin } from "./mrkdwn.ts";
import { readerOf } from "./reader.ts";
import { type Message, nothing, type Reply, replace } from "./reply.ts";
import { dueDay } from "./views/dates.ts";
import { firstName } from "./views/first-name.ts";
import { ticketDeskText as text } from "./views/ticket-desk.text.ts";
import { ticketDetailMessage } from "./views/ticket-detail.ts";
import { nextMessage, type OutageLeft, solvedMessage, ticketSaidMessage } from "./views/ticket-said.ts";
import { openedMessage } from "./views/ticket-triage.ts";

/** What was done, for the person who did it, above the ticket as it is now. */
async function said(ctx: Context, ticketId: string, ...lines: string[]): Promise<Message> {
  return ticketSaidMessage(lines, await getCardTicket(ctx, ticketId), readerOf(ctx));
}

const called = (name: string) => inlineWithin(firstName(name), 60);

async function numberOf(ctx: Context, ticketId: string): Promise<number> {
  return (await getCardTicket(ctx, ticketId)).number;
}

/** @throws Refusal of {@link takeTicket} */
export async function takeIt(ctx: Context, ticketId: string): Promise<Message> {
  const { number, assignee } = await getCardTicket(ctx, ticketId);
  await takeTicket(ctx, { ticketId });
  const own = assignee !== null && assignee.memberId === ctx.member?.id;
  return said(ctx, ticketId, own ? text.takenAlready(number) : text.taken(number));
}

/** @param person null: nobody */
export async function giveIt(ctx: Context, ticketId: string, person: TicketPerson | null): Promise<Message> {
  await assignTicket(ctx, { ticketId, assigneeId: person?.memberId ?? null });
  const number = await numberOf(ctx, ticketId);
  if (!person) return said(ctx, ticketId, text.freed(number));
  const own = person.memberId === ctx.member?.id;
  return said(ctx, ticketId, own ? text.taken(number) : text.given(number, called(person.name)));
}

export async function prioritiseIt(ctx: Context, ticketId: string, priority: Priority): Promise<Message> {
  await setPriority(ctx, { ticketId, priority });
  return said(ctx, ticketId, text.prioritised(await numberOf(ctx, ticketId), priority));
}

export async function escalateIt(ctx: Context, ticketId: string, reason: string): Promise<Message> {
  const { priority, told } = await escalateTicket(ctx, { ticketId, reason });
  const people = [];
  for (const slackUserId of told) people.push(await findMember(ctx, { slackUserId }));
  const names = people.flatMap((person) => (person ? [called(person.name)] : []));
  return said(ctx, ticketId, text.escalated(await numberOf(ctx, ticketId), priority, names));
}

/** @param note what the customer was asked, kept with the ticket; "" for nothing */
export async function waitForThem(
  ctx: Context,
  ticketId: string,
  { until, note }: { until: Date | null; note: string },
): Promise<Message> {
  const { wakeAt } = await waitForCustomer(ctx, { ticketId, until });
  if (note !== "") await noteTicket(ctx, { ticketId, text: note });
  const line = text.waiting(await numberOf(ctx, ticketId), dueDay(wakeAt, readerOf(ctx)));
  return said(ctx, ticketId, note === "" ? line : `${line} ${text.noted()}`);
}

export async function noteTried(ctx: Context, ticketId: string, words: string): Promise<Message> {
  await noteAttempt(ctx, { ticketId, text: words });
  return said(ctx, ticketId, text.tried(await numberOf(ctx, ticketId)));
}

export async function noteWords(ctx: Context, ticketId: string, words: string): Promise<Message> {
  await noteTicket(ctx, { ticketId, text: words });
  return said(ctx, ticketId, text.notedOn(await numberOf(ctx, ticketId)));
}

export async function linkIt(ctx: Context, ticketId: string, originalId: string): Promise<Message> {
  const { original } = await linkTickets(ctx, { ticketId, originalId });
  return said(ctx, ticketId, text.linked(await numberOf(ctx, ticketId), original));
}

/** Solves it, and offers what is due next. */
export async function solveIt(ctx: Context, ticketId: string, fix: string): Promise<Message> {
  await solveTicket(ctx, { ticketId, fix });
  const ticket = await getTicket(ctx, { ticketId });
  const told = ticket.requester !== null && ticket.requester.memberId !== ctx.member?.id;
  return solvedMessage(
    {
      said: [told ? `${text.solved(ticket.number)} ${text.whoAsked()}` : text.solved(ticket.number)],
      ...{ ticketId, left: await outageLeft(ctx, ticket), next: await findNext(ctx) },
    },
    readerOf(ctx),
  );
}

/** Solves all that is left of an outage. */
export async function solveAll(ctx: Context, outageId: string, fix: string, ticketId: string | null): Promise<Message> {
  const first = ticketId ?? (await listTickets(ctx, { filter: { outageId }, limit: 1 })).tickets[0]?.id ?? "";
  const count = await solveOutage(ctx, { outageId, fix });
  return solvedMessage(
    { said: [text.outageSolved(count)], ticketId: first, left: null, next: await findNext(ctx) },
    readerOf(ctx),
  );
}

async function outageLeft(ctx: Context, { outage }: Ticket): Promise<OutageLeft | null> {
  if (!outage) return null;
  const { total } = await listTickets(ctx, { filter: { outageId: outage.id }, limit: 1 });
  return total === 0 ? null : { outageId: outage.id, title: outage.title, count: total };
}

async function findNext(ctx: Context, except: readonly string[] = []): Promise<TicketOnCard | null> {
  const next = await findNextTicket(ctx, { except });
  const [ticket] = next ? await listWithRisk(ctx, [next]) : [];
  return ticket ?? null;
}

/** The ticket due first, but for those that were passed over. */
export async function nextTicket(ctx: Context, seen: readonly string[] = []): Promise<Message> {
  const message = nextMessage(await findNext(ctx, seen), seen, readerOf(ctx));
  if (may(ctx.member, "tickets:write")) return message;
  // Whoever only reads is offered nothing that would be refused.
  return { ...message, blocks: message.blocks.filter(({ type }) => type !== "actions") };
}

/** @param from oneself unless it is a colleague */
export async function handOverTo(ctx: Context, to: TicketPerson, from: TicketPerson | null): Promise<string> {
  const count = await handOver(ctx, { toId: to.memberId, ...(from && { fromId: from.memberId }) });
  return from && from.memberId !== ctx.member?.id
    ? text.handedOverFrom(count, called(from.name), called(to.name))
    : text.handedOver(count, called(to.name));
}

/** Everything about one ticket; what helps with it as long as it is not solved. */
export async function detailOf(ctx: Context, ticketId: string): Promise<Message> {
  const ticket = await getTicket(ctx, { ticketId });
  const { dueSoon } = await getCardTicket(ctx, ticketId);
  const done = ticket.state === "solved" || ticket.state === "closed";
  const triage = done ? null : await suggestTriage(ctx, { ...wordsOf(ticket), exceptId: ticket.id });
  return ticketDetailMessage(
    { ...ticket, dueSoon },
    triage,
    { mayWrite: may(ctx.member, "tickets:write") },
    readerOf(ctx),
  );
}

/** A ticket with what solved ones say of it, under what was done with it. */
export async function openedOf(ctx: Context, ticketId: string, line: (number: number) => string): Promise<Message> {
  const ticket = await getTicket(ctx, { ticketId });
  const triage = await suggestTriage(ctx, { ...wordsOf(ticket), exceptId: ticket.id });
  const onCard = await getCardTicket(ctx, ticketId);
  return openedMessage(
    {
      ...{ said: [line(ticket.number)], ticket: onCard, triage, mayWrite: may(ctx.member, "tickets:write") },
      guess: ticket.customer ? null : await guessCustomer(ctx, ticket.subject),
    },
    readerOf(ctx),
  );
}

/** Words that a name may have at the beginning of a subject, as in "budi santoso cannot log in". */
const longestName = 3;
const shortestName = 3;

/** The one customer whose name the first words are, or begin. */
async function guessCustomer(ctx: Context, subject: string): Promise<CustomerMatch | null> {
  const words = subject.split(/\s+/u).slice(0, longestName);
  for (let length = words.length; length > 0; length -= 1) {
    const name = words.slice(0, length).join(" ");
    if (name.length < shortestName) return null;
    const matches = await findCustomers(ctx, name, { limit: 5 });
    const named = matches.filter(({ matchedBy }) => matchedBy === "name" || matchedBy === "prefix");
    const [only] = named;
    if (only) return named.length === 1 ? only : null;
  }
  return null;
}

const wordsOf = ({ subject, text: words }: Ticket) => ({ subject, text: words });

/** The answer to a form: where it was opened on a card of the triage channel, that changes by itself. */
export function answerForm(message: Message, onCard: boolean): Reply {
  return onCard ? nothing() : replace(message);
}
