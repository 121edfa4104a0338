import { keepDraft } from "../crm/interactions/draft.ts";
import type { Reading } from "../crm/interactions/parse-entry.ts";
import { type Resolution, resolveCustomer } from "../crm/interactions/resolve-customer.ts";
import { openTicket } from "../crm/tickets/open-ticket.ts";
import { longestTicket } from "../crm/tickets/ticket.ts";
import type { Context } from "../db/context.ts";
import { readerOf } from "./reader.ts";
import { type Reply, say } from "./reply.ts";
import { openedOf } from "./ticket-deeds.ts";
import type { TicketReading, TypedTicket } from "./ticket-grammar.ts";
import { ticketDeskText as text } from "./views/ticket-desk.text.ts";
import { whichCustomerMessage } from "./views/ticket-desk.ts";

/**
 * Opens a ticket as it was typed: at once for a customer who is certain, and where nobody is named; where it is not certain
 * who, that is asked, and the words are kept. A name that nobody has is part of the problem: it can be set afterwards.
 */
export async function openTypedTicket(ctx: Context, typed: TypedTicket): Promise<Reply> {
  const resolution = await resolveTyped(ctx, typed);
  if (!resolution || resolution.kind === "none") return openAs(ctx, typed.alone, null);
  const reading = readingOf(typed, resolution);
  if (resolution.kind === "certain") return openAs(ctx, reading, resolution.match.contactId);
  const draftId = await keepDraft(ctx, typed.typed, asEntry(reading));
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

async function openAs(ctx: Context, reading: TicketReading, contactId: string | null): Promise<Reply> {
  const { id } = await openTicket(ctx, { ...fitted(reading), contactId });
  return say(await openedOf(ctx, id, text.opened));
}

/** A subject that is too long becomes the text, whose first line the ticket is called by. */
export function fitted({ subject, text: details }: Pick<TicketReading, "subject" | "text">): {
  subject: string;
  text: string;
} {
  if (subject.length <= longestTicket.subject) return { subject, text: details };
  return { subject: "", text: [subject, details].filter(Boolean).join("\n") };
}
