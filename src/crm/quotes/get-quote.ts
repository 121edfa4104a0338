import { validate as isId } from "uuid";
import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { noteRead } from "../audits/note-read.ts";
import { Refusal } from "../refusal.ts";
import { type Quote, selectQuotes } from "./quote.ts";

/** @throws Refusal not_permitted, quote_not_found */
export async function getQuote(ctx: Context, quoteId: string): Promise<Quote> {
  await allow(ctx, "customers:read");
  const [quote] = isId(quoteId) ? await selectQuotes(ctx, sql.sql`q.id = ${quoteId}::uuid`) : [];
  if (!quote) throw new Refusal("quote_not_found", {});
  noteRead(ctx, quote.contactId);
  return quote;
}

/** The quote that is called Q-12. @throws Refusal not_permitted, quote_unknown */
export async function getQuoteByNumber(ctx: Context, number: number): Promise<Quote> {
  await allow(ctx, "customers:read");
  const [quote] = await selectQuotes(ctx, sql.sql`q.number = ${number}::int`);
  if (!quote) throw new Refusal("quote_unknown", { number });
  noteRead(ctx, quote.contactId);
  return quote;
}
