import type { Context } from "../../db/context.ts";
import { type ContactDetails, getContactDetails } from "../customers/get-contact-details.ts";
import { findLastMerge, type StandingMerge } from "../customers/merge/find-merge.ts";
import { type CustomerQuotes, listCustomerQuotes } from "../quotes/list-customer-quotes.ts";
import type { Due } from "../tasks/task.ts";
import { type CustomerTickets, listCustomerTickets } from "../tickets/list-tickets.ts";
import type { Entry } from "./change-interaction.ts";
import { findLastStatement, listTimeline } from "./list-entries.ts";
import { getTalkSummary, type TalkSummary } from "./talk-summary.ts";
import { findTopics } from "./topics.ts";

/** What sales, marketing and support know of one customer, joined [R1]. */
export interface CustomerCard {
  details: ContactDetails;
  talks: TalkSummary;
  /** what the talks were about, by the rule of findTopics */
  topics: string[];
  /** the newest entry in which something was said */
  lastStatement: Entry | null;
  /** the first few, those due first before the others */
  tasks: OpenTask[];
  /** of all open ones */
  taskCount: number;
  tickets: CustomerTickets;
  quotes: CustomerQuotes;
  /** the last merge into it, as long as it can be undone */
  merge: StandingMerge | null;
  timeline: Entry[];
  /** of the timeline; null when all of it is shown */
  next: string | null;
}

export interface OpenTask extends Due {
  id: string;
  title: string;
  assigneeId: string;
  assigneeName: string;
}

/** Entries on the card itself; the rest is a page away. */
const entriesOnCard = 4;
/** How far back topics are looked for. */
const notesForTopics = 50;
const mostTasks = 3;

/** @throws Refusal not_permitted, contact_not_found */
export async function getCustomerCard(ctx: Context, id: string): Promise<CustomerCard> {
  const details = await getContactDetails(ctx, id);
  const { contactId } = details;
  const timeline = await listTimeline(ctx, { contactId, after: null, limit: entriesOnCard });
  const talks = await getTalkSummary(ctx, contactId);
  const notes = await listNotes(ctx, contactId);
  const tasks = await listOpenTasks(ctx, contactId);
  return {
    details,
    talks,
    topics: findTopics(notes),
    lastStatement: timeline.rows.find(({ note }) => note !== "") ?? (await findLastStatement(ctx, contactId)),
    tasks: tasks.map(({ count: _, ...task }) => task),
    taskCount: tasks[0]?.count ?? 0,
    tickets: await listCustomerTickets(ctx, contactId),
    merge: await findLastMerge(ctx, contactId),
    quotes: await listCustomerQuotes(ctx, contactId),
    timeline: timeline.rows,
    next: timeline.next,
  };
}

async function listNotes(ctx: Context, contactId: string): Promise<string[]> {
  const rows = await ctx.tx.$queryRaw<{ note: string }[]>`
    SELECT note FROM interaction WHERE "contactId" = ${contactId}::uuid AND "removedAt" IS NULL
    ORDER BY "happenedAt" DESC, id DESC LIMIT ${notesForTopics}`;
  return rows.map(({ note }) => note).filter((note) => note !== "");
}

async function listOpenTasks(ctx: Context, contactId: string): Promise<(OpenTask & { count: number })[]> {
  return ctx.tx.$queryRaw`
    SELECT t.id, t.title, t."dueAt", to_char(t."dueOn", 'YYYY-MM-DD') AS "dueOn", t."assigneeId", m.name AS "assigneeName", (count(*) OVER ())::int AS count
    FROM task t JOIN member m ON m.id = t."assigneeId"
    WHERE t."contactId" = ${contactId}::uuid AND t."doneAt" IS NULL AND t."droppedAt" IS NULL
    ORDER BY t."dueAt" NULLS LAST, t.id LIMIT ${mostTasks}`;
}
