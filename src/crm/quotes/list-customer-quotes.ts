import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { type Quote, selectQuotes } from "./quote.ts";

/** What a customer's card shows of quotes. */
export interface CustomerQuotes {
  /** the newest few that are open */
  open: Quote[];
  /** of all open ones */
  openCount: number;
  /** those decided last, the latest first */
  decided: Quote[];
}

const mostOpen = 3;
const mostDecided = 2;

/** @throws Refusal not_permitted */
export async function listCustomerQuotes(ctx: Context, contactId: string): Promise<CustomerQuotes> {
  await allow(ctx, "customers:read");
  const of = sql.sql`q."contactId" = ${contactId}::uuid`;
  const open = await listOpenQuotes(ctx, [contactId]);
  const decided = await selectQuotes(
    ctx,
    sql.sql`${of} AND q.state <> 'open' ORDER BY q."decidedAt" DESC, q.number DESC LIMIT ${mostDecided}`,
  );
  return { open: open.slice(0, mostOpen), openCount: open.length, decided };
}

/** All open quotes of these customers, the newest first. @throws Refusal not_permitted */
export async function listOpenQuotes(ctx: Context, contactIds: readonly string[]): Promise<Quote[]> {
  await allow(ctx, "customers:read");
  if (contactIds.length === 0) return [];
  return selectQuotes(
    ctx,
    sql.sql`q."contactId" = ANY(${[...contactIds]}::uuid[]) AND q.state = 'open' ORDER BY q."sentAt" DESC, q.number DESC`,
  );
}

/** The quotes that came of these entries. @throws Refusal not_permitted */
export async function listQuotesOfEntries(
  ctx: Context,
  interactionIds: readonly string[],
): Promise<Map<string, Quote>> {
  await allow(ctx, "customers:read");
  if (interactionIds.length === 0) return new Map();
  const quotes = await selectQuotes(ctx, sql.sql`q."interactionId" = ANY(${[...interactionIds]}::uuid[])`);
  return new Map(quotes.flatMap((quote) => (quote.interactionId === null ? [] : [[quote.interactionId, quote]])));
}
