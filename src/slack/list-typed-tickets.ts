import { findMember } from "../crm/access/find-member.ts";
import { may } from "../crm/access/permission.ts";
import { findCustomers } from "../crm/customers/find-customers.ts";
import { findColleagues } from "../crm/tickets/find-colleagues.ts";
import { listOwnTickets, listWithRisk } from "../crm/tickets/list-own-tickets.ts";
import { findNextTicket, listTickets, type TicketFilter } from "../crm/tickets/list-tickets.ts";
import { listCategories } from "../crm/tickets/list-top-problems.ts";
import type { Context } from "../db/context.ts";
import { inline, inlineWithin } from "./mrkdwn.ts";
import { readerOf } from "./reader.ts";
import type { Message } from "./reply.ts";
import { type ListWords, readListWords } from "./ticket-grammar.ts";
import { firstName } from "./views/first-name.ts";
import { sentenceMessage } from "./views/sentence-message.ts";
import { ticketDeskText as text } from "./views/ticket-desk.text.ts";
import { deskMessage } from "./views/ticket-desk.ts";
import { ticketListMessage, ticketsBehindMessage, ticketsOnPage } from "./views/ticket-list.ts";

/** Customers whom a name may mean, all of whose tickets are shown. */
const mostCustomers = 20;

interface Understood {
  filter: TicketFilter;
  /** "late P1 for Budi": what the list shows, in words */
  what: string;
}

/** A page of the tickets that what was typed asks for. @param after the page's cursor; "" begins at the first */
export async function listTypedTickets(ctx: Context, typed: string, after = ""): Promise<Message> {
  const understood = await understand(ctx, readListWords(typed));
  if (!understood) return sentenceMessage(text.nobodyCalled(inlineWithin(readListWords(typed).name, 80)));
  const { filter, what } = understood;
  const { tickets, next, total } = await listTickets(ctx, { filter, after: after || null, limit: ticketsOnPage });
  const page = { tickets: await listWithRisk(ctx, tickets), next, total, isFirst: after === "", what, typed };
  return ticketListMessage(page, readerOf(ctx));
}

async function understand(ctx: Context, words: ListWords): Promise<Understood | null> {
  const filter: TicketFilter = {
    ...(words.states.length > 0 && { states: words.states }),
    ...(words.priorities.length > 0 && { priorities: words.priorities }),
    ...(words.late && { late: true }),
    ...(words.unassigned && { assigneeId: null }),
    ...(words.mine && { assigneeId: ctx.member?.id ?? null }),
  };
  const what = [
    ...(words.late ? [text.late()] : []),
    ...words.priorities,
    ...words.states.map((state) => text.states[state]),
    ...(words.unassigned ? [text.nobodys()] : []),
    ...(words.mine ? [text.mine()] : []),
  ];
  for (const slackUserId of words.slackUserIds) {
    const member = await findMember(ctx, { slackUserId });
    if (!member) return null;
    filter.assigneeId = member.memberId;
    what.push(text.of(inline(firstName(member.name))));
  }
  const named = words.name === "" ? null : await findNamed(ctx, words.name);
  if (words.name !== "" && !named) return null;
  const all = [...what, ...(named ? [named.what] : [])];
  return { filter: { ...filter, ...named?.filter }, what: all.length === 0 ? text.all() : all.join(", ") };
}

/** A category by its whole name, a colleague by words of theirs, else whoever of the customers is called so. */
async function findNamed(ctx: Context, name: string): Promise<Understood | null> {
  const category = (await listCategories(ctx)).find((one) => one === name.toLowerCase());
  if (category) return { filter: { category }, what: text.inCategory(inline(category)) };
  const customers = await findCustomers(ctx, name, { limit: mostCustomers });
  const exact = customers.filter((match) => match.exact);
  const [colleague, ...others] = exact.length > 0 ? [] : await findColleagues(ctx, name);
  if (colleague && others.length === 0) {
    return { filter: { assigneeId: colleague.memberId }, what: text.of(inline(firstName(colleague.name))) };
  }
  const meant = exact.length > 0 ? exact : customers;
  const [only] = meant;
  if (!only) return null;
  const called = meant.length === 1 ? inline(only.name) : inlineWithin(name, 80);
  return { filter: { contactIds: meant.map(({ contactId }) => contactId) }, what: text.forCustomer(called) };
}

/** The tickets with these numbers, a page of them. */
export async function listBehind(ctx: Context, numbers: readonly number[], from: number): Promise<Message> {
  const start = from < numbers.length ? from : 0;
  const shown = numbers.slice(start, start + ticketsOnPage);
  const { tickets } = await listTickets(ctx, {
    filter: { numbers: shown, states: ["new", "open", "waiting", "solved", "closed"] },
    limit: ticketsOnPage,
  });
  const inOrder = tickets.toSorted((a, b) => shown.indexOf(a.number) - shown.indexOf(b.number));
  return ticketsBehindMessage({ tickets: await listWithRisk(ctx, inOrder), numbers, from: start }, readerOf(ctx));
}

/** "/crm-ticket" alone: how one stands, and what comes first. */
export async function showDesk(ctx: Context): Promise<Message> {
  const own = await listOwnTickets(ctx, 1);
  const next = await findNextTicket(ctx);
  const [onCard] = next ? await listWithRisk(ctx, [next]) : [];
  return deskMessage(own, onCard ?? null, { mayWrite: may(ctx.member, "tickets:write") }, readerOf(ctx));
}
