import type { Context } from "../../db/context.ts";
import { listQuotesOfEntries } from "../quotes/list-customer-quotes.ts";
import type { Quote } from "../quotes/quote.ts";
import { findStepsOfEntry, type StepsOfEntry } from "../tasks/steps-of-entry.ts";
import type { Due } from "../tasks/task.ts";
import { listTickets } from "../tickets/list-tickets.ts";
import type { TicketSummary } from "../tickets/ticket.ts";
import { type Entry, getOwnEntry } from "./change-interaction.ts";
import { type Evidence, findEvidence } from "./evidence.ts";
import { type InteractionType, isTalk, type Outcome } from "./interaction.ts";
import { getTalkSummary, type TalkSummary } from "./talk-summary.ts";

/** What an entry gives back to whoever wrote it. */
export interface Receipt extends StepsOfEntry {
  entry: Entry;
  /** in the order in which they were said */
  tasks: (Due & { id: string; title: string })[];
  /** the entry before this one */
  previous: PreviousEntry | null;
  talks: TalkSummary;
  evidence: Evidence | null;
  /** of an entry about one */
  quote: Quote | null;
  /** of the customer's tickets that are not solved the one due first, and how many there are */
  ticket: TicketSummary | null;
  ticketCount: number;
}

export interface PreviousEntry {
  memberName: string | null;
  type: InteractionType;
  outcome: Outcome | null;
  happenedAt: Date;
  note: string;
}

export async function getReceipt(ctx: Context, interactionId: string): Promise<Receipt> {
  const entry = await getOwnEntry(ctx, interactionId);
  const tasks = await ctx.tx.$queryRaw<Receipt["tasks"]>`
    SELECT id, title, "dueAt", to_char("dueOn", 'YYYY-MM-DD') AS "dueOn" FROM task WHERE "interactionId" = ${entry.id}::uuid AND "contactId" = ${entry.contactId}::uuid
      AND "droppedAt" IS NULL ORDER BY id`;
  const [previous] = await ctx.tx.$queryRaw<PreviousEntry[]>`
    SELECT m.name AS "memberName", i.type, i.outcome, i."happenedAt", i.note
    FROM interaction i LEFT JOIN member m ON m.id = i."memberId"
    WHERE i."contactId" = ${entry.contactId}::uuid AND i.id <> ${entry.id}::uuid AND i."removedAt" IS NULL
      AND i."happenedAt" <= ${entry.happenedAt}
    ORDER BY i."happenedAt" DESC, i.id DESC LIMIT 1`;
  const talks = await getTalkSummary(ctx, entry.contactId);
  const quotes = entry.type === "quote" ? await listQuotesOfEntries(ctx, [entry.id]) : null;
  const open = await listTickets(ctx, { filter: { contactId: entry.contactId }, limit: 1 });
  return {
    ...{ entry, tasks, previous: previous ?? null, talks },
    evidence: await findEvidence(ctx, entry.id),
    quote: quotes?.get(entry.id) ?? null,
    ...{ ticket: open.tickets[0] ?? null, ticketCount: open.total },
    ...(await findStepsOfEntry(ctx, { ...entry, isTalk: isTalk(entry) })),
  };
}
