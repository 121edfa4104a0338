import { type Draft, keepDraft } from "../crm/interactions/draft.ts";
import type { Reading } from "../crm/interactions/parse-entry.ts";
import { type Resolution, resolveCustomer } from "../crm/interactions/resolve-customer.ts";
import { type NewTicket, openTicket } from "../crm/tickets/open-ticket.ts";
import { longestTicket } from "../crm/tickets/ticket.ts";
import type { Context } from "../db/context.ts";
import { readMessageLink } from "./message-link.ts";
import { openFromMessage, type TicketOrigin } from "./open-from-message.ts";
import { readerOf } from "./reader.ts";
import { type Message, type Reply, say } from "./reply.ts";
import { openedOf } from "./ticket-deeds.ts";
import type { TicketReading, TypedTicket } from "./ticket-grammar.ts";
import { ticketDeskText as text } from "./views/ticket-desk.text.ts";
import { whichCustomerMessage } from "./views/ticket-desk.ts";

/**
 * Opens a ticket as it was typed: at once for a customer who is certain, and where nobody is named; where it is not certain
 * who, that is asked, and the words are kept. A name that nobody has is part of the problem: it can be set afterwards.
 * @param origin the message that it is opened from; null: it was typed as it is
 */
export async function openTypedTicket(
  ctx: Context,
  typed: TypedTicket,
  origin: TicketOrigin | null = null,
): Promise<Reply> {
  const resolution = await resolveTyped(ctx, typed);
  if (!resolution || resolution.kind === "none")
    return say(await openWords(ctx, { ...fitted(typed.alone), contactId: null }, origin));
  const reading = readingOf(typed, resolution);
  if (resolution.kind === "certain")
    return say(await openWords(ctx, { ...fitted(reading), contactId: resolution.match.contactId }, origin));
  const draftId = await keepDraft(ctx, typed.typed, asEntry(reading), origin?.source.link ?? null);
  const matches = resolution.kind === "several" ? resolution.matches : [resolution.match];
  const asked = {
    matches,
    certain: resolution.kind === "probable",
    customer: reading.customer,
    subject: reading.subject,
  };
  return say(whichCustomerMessage({ ...asked, draftId }, readerOf(ctx)));
}

/** Whether the words before a colon name a customer, so that the whole is a new ticket of theirs. */
export async function namesCustomer(ctx: Context, typed: TypedTicket): Promise<boolean> {
  const resolution = await resolveTyped(ctx, typed);
  return resolution !== null && resolution.kind !== "none";
}

async function resolveTyped(ctx: Context, typed: TypedTicket): Promise<Resolution | null> {
  if (typed.readings.length === 0) return null;
  return resolveCustomer(ctx, { typed: typed.typed, readings: typed.readings.map(asEntry) });
}

/** As an entry that names the same customer: both find theirs by one rule. */
function asEntry({ customer, subject, text: details }: TicketReading): Reading {
  return {
    ...{ type: "note", outcome: null, happenedAt: null, durationMinutes: null, tasks: [], openDays: [] },
    ...{ note: [subject, details].filter(Boolean).join("\n"), customer, guessed: false },
  };
}

function readingOf({ readings, alone }: TypedTicket, { reading }: Resolution): TicketReading {
  return readings.find(({ customer }) => customer === reading.customer) ?? alone;
}

type TicketToOpen = Pick<NewTicket, "subject" | "text" | "contactId" | "priority" | "category">;

/** Opens it, and says so; of a message that has its ticket already, which one that is. */
async function openWords(ctx: Context, ticket: TicketToOpen, origin: TicketOrigin | null): Promise<Message> {
  if (!origin) return openedOf(ctx, (await openTicket(ctx, ticket)).id, text.opened);
  const { id, existed, reads } = await openFromMessage(ctx, ticket, origin);
  const line = (number: number) => (reads ? `${text.opened(number)} ${text.threadFollows()}` : text.opened(number));
  return openedOf(ctx, id, existed ? text.existed : line);
}

/** The same for words that were kept while it was asked whose they are: their draft holds the address of the message. */
export async function openDraft(ctx: Context, draft: Draft, ticket: TicketToOpen): Promise<Message> {
  const { link } = draft;
  const place = link === null ? null : readMessageLink(link);
  const source = place && { ...place, link, author: null };
  return openWords(ctx, ticket, source && { source, threadTs: source.ts, writer: null });
}

/** A subject that is too long becomes the text, whose first line the ticket is called by. */
export function fitted({ subject, text: details }: Pick<TicketReading, "subject" | "text">): {
  subject: string;
  text: string;
} {
  if (subject.length <= longestTicket.subject) return { subject, text: details };
  return { subject: "", text: [subject, details].filter(Boolean).join("\n") };
}
