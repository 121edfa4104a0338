import { may } from "../crm/access/permission.ts";
import { findCustomers } from "../crm/customers/find-customers.ts";
import { hasCustomers } from "../crm/customers/has-customers.ts";
import { readQuoteNumber } from "../crm/interactions/decide-typed-quote.ts";
import { findEverything } from "../crm/interactions/find-everything.ts";
import { findTickets } from "../crm/tickets/find-tickets.ts";
import type { TicketOnCard } from "../crm/tickets/get-card-ticket.ts";
import { getTicketId } from "../crm/tickets/get-ticket.ts";
import { listWithRisk } from "../crm/tickets/list-own-tickets.ts";
import { noteMiss } from "../crm/usage/note-use.ts";
import type { Context } from "../db/context.ts";
import { quoteOf } from "./answer-quote-line.ts";
import { cardOf } from "./card-of.ts";
import { readerOf } from "./reader.ts";
import { type Message, type Reply, say } from "./reply.ts";
import { detailOf } from "./ticket-deeds.ts";
import { readMarkedNumber, readTicketNumber } from "./ticket-grammar.ts";
import { foundMessage, nobodyFoundMessage, noCustomersMessage } from "./views/customers.ts";
import { foundTicketsMessage, withTicketsFound } from "./views/ticket-list.ts";

/** As many as can be told apart at a glance; the rest is a page away, or narrowed by typing. */
const mostShown = 8;
const mostTickets = 3;

/** The card when one customer is meant, a list when several may be, and what to do when nobody is found. */
export async function answerSearch(ctx: Context, typed: string): Promise<Reply> {
  const number = readMarkedNumber(typed);
  if (number !== null) return say(await detailOf(ctx, await getTicketId(ctx, number)));
  const quote = readQuoteNumber(typed);
  if (quote !== null) return say(await quoteOf(ctx, quote));
  const found = await findEverything(ctx, typed);
  const tickets = await findTicketsToo(ctx, typed);
  if (found.length === 0 && tickets.length > 0) return say(foundTicketsMessage(typed, tickets, readerOf(ctx)));
  if (found.length === 0) {
    await noteMiss(ctx);
    if (await hasCustomers(ctx)) {
      return say(nobodyFoundMessage(typed, { mayAdd: may(ctx.member, "customers:write") }));
    }
    return say(
      noCustomersMessage({
        mayAdd: may(ctx.member, "customers:write"),
        mayUpload: may(ctx.member, "customers:import"),
      }),
    );
  }
  const [only] = found;
  if (only && found.length === 1 && tickets.length === 0 && only.by === "customer") {
    return say(await cardOf(ctx, only.contactId));
  }
  const message = foundMessage({ typed, found, from: 0, size: mostShown }, readerOf(ctx));
  return say(tickets.length === 0 ? message : withTicketsFound(message, tickets, readerOf(ctx)));
}

/** Tickets in which the same words stand: under the customers, a few of them. A name alone has its tickets on its card. */
async function findTicketsToo(ctx: Context, typed: string): Promise<TicketOnCard[]> {
  const [only] = await findCustomers(ctx, typed, { limit: 1 });
  if (only?.exact) return [];
  return listWithRisk(
    ctx,
    await findTickets(ctx, { words: typed, number: readTicketNumber(typed), limit: mostTickets }),
  );
}

/** Another page of the same search, made anew: who has been added meanwhile is in it. */
export async function foundPage(ctx: Context, typed: string, from: number): Promise<Message> {
  const found = await findEverything(ctx, typed);
  const start = from < found.length ? from : 0;
  return found.length === 0
    ? nobodyFoundMessage(typed, { mayAdd: may(ctx.member, "customers:write") })
    : foundMessage({ typed, found, from: start, size: mostShown }, readerOf(ctx));
}
