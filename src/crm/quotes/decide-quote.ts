import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { holdContacts } from "../customers/get-contact.ts";
import { Refusal } from "../refusal.ts";
import { getQuote } from "./get-quote.ts";
import { auditQuote, keepQuoteVersion } from "./keep-version.ts";
import { longestReason, type Quote } from "./quote.ts";
import { lockCustomers, makeCustomer, unmakeCustomer } from "./winning.ts";

/**
 * Marks an open quote as won, and makes whoever it is for a customer [R126]. Of two who press at once the second is told who
 * was first.
 * @throws Refusal not_permitted, quote_not_found, contact_not_found, quote_decided
 */
export async function winQuote(ctx: Context, { quoteId }: { quoteId: string }): Promise<Quote> {
  const quote = await lockQuote(ctx, quoteId);
  checkOpen(ctx, quote);
  await decide(ctx, quote, "won", null);
  await makeCustomer(ctx, { id: quote.id, contactId: quote.contactId, decidedAt: ctx.now });
  return getQuote(ctx, quoteId);
}

/**
 * Marks an open quote as lost.
 * @throws Refusal not_permitted, quote_not_found, contact_not_found, quote_decided, lost_reason_too_long
 */
export async function loseQuote(
  ctx: Context,
  { quoteId, reason }: { quoteId: string; reason: string | null },
): Promise<Quote> {
  const said = readReason(reason);
  const quote = await lockQuote(ctx, quoteId);
  checkOpen(ctx, quote);
  await decide(ctx, quote, "lost", said);
  return getQuote(ctx, quoteId);
}

/**
 * Says why a quote was lost, once it is.
 * @throws Refusal not_permitted, quote_not_found, contact_not_found, quote_changed, lost_reason_too_long
 */
export async function explainLoss(
  ctx: Context,
  { quoteId, reason }: { quoteId: string; reason: string | null },
): Promise<Quote> {
  const said = readReason(reason);
  const quote = await lockQuote(ctx, quoteId);
  if (quote.state !== "lost") throw new Refusal("quote_changed", { number: quote.number });
  if (said === quote.lostReason) return quote;
  const version = await keepQuoteVersion(ctx, quote.id);
  await ctx.tx.quote.update({ where: { id: quote.id }, data: { lostReason: said, version } });
  auditQuote(ctx, "quote.changed", quote, { before: { lostReason: quote.lostReason }, after: { lostReason: said } });
  return getQuote(ctx, quoteId);
}

/**
 * Takes a decision back: the quote is open again, and the customer what they were before it.
 * @param version of the quote as whoever takes it back has seen it, so that no later decision is taken back unseen
 * @throws Refusal not_permitted, quote_not_found, contact_not_found, quote_changed
 */
export async function reopenQuote(
  ctx: Context,
  { quoteId, version }: { quoteId: string; version: number },
): Promise<Quote> {
  const quote = await lockQuote(ctx, quoteId);
  if (quote.state === "open" || quote.version !== version) throw new Refusal("quote_changed", { number: quote.number });
  const next = await keepQuoteVersion(ctx, quote.id);
  await ctx.tx.quote.update({
    where: { id: quote.id },
    data: { state: "open", decidedAt: null, decidedById: null, lostReason: null, version: next },
  });
  auditQuote(ctx, "quote.reopened", quote, {
    before: { number: quote.number, state: quote.state, lostReason: quote.lostReason },
    after: { state: "open" },
  });
  if (quote.state === "won") await unmakeCustomer(ctx, quote);
  return getQuote(ctx, quoteId);
}

/**
 * A quote to be decided, locked: first its entry, which whoever moves the quote to another customer has locked, then its customer's
 * row, then its own. What may be merged is held before the entry, as everywhere.
 */
async function lockQuote(ctx: Context, quoteId: string): Promise<Quote> {
  await allow(ctx, "interactions:write");
  const seen = await getQuote(ctx, quoteId);
  await holdContacts(ctx, [seen.contactId]);
  await ctx.tx.$executeRaw`SELECT FROM interaction WHERE id = ${seen.interactionId}::uuid FOR UPDATE`;
  const { contactId } = await getQuote(ctx, quoteId);
  const there = await lockCustomers(ctx, [contactId]);
  await ctx.tx.$executeRaw`SELECT FROM quote WHERE id = ${quoteId}::uuid FOR UPDATE`;
  const quote = await getQuote(ctx, quoteId);
  // Its customer was merged into another one in this very moment.
  if (quote.contactId !== contactId) throw new Refusal("quote_changed", { number: quote.number });
  if (!there.has(contactId)) throw new Refusal("contact_not_found", {});
  return quote;
}

function checkOpen(ctx: Context, { state, number, decidedById, decidedByName }: Quote): void {
  if (state === "open") return;
  const by = decidedById !== null && decidedById === ctx.member?.id ? null : (decidedByName ?? "Steward");
  throw new Refusal("quote_decided", { number, state, by });
}

async function decide(ctx: Context, quote: Quote, state: "won" | "lost", lostReason: string | null): Promise<void> {
  const { id, number, amount } = quote;
  const version = await keepQuoteVersion(ctx, id);
  await ctx.tx.quote.update({
    where: { id },
    data: { state, decidedAt: ctx.now, decidedById: ctx.member?.id ?? null, lostReason, version },
  });
  auditQuote(ctx, state === "won" ? "quote.won" : "quote.lost", quote, {
    before: { state: "open" },
    after: { number, state, ...(amount && { ...amount }), ...(lostReason !== null && { lostReason }) },
  });
}

function readReason(typed: string | null): string | null {
  const reason = typed?.trim() ?? "";
  if (reason.length > longestReason)
    throw new Refusal("lost_reason_too_long", { length: reason.length, longest: longestReason });
  return reason === "" ? null : reason;
}
