import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { cleanLine } from "../customers/clean-line.ts";
import { Refusal } from "../refusal.ts";
import type { Amount } from "./amount.ts";
import { auditQuote, keepQuoteVersion } from "./keep-version.ts";
import { asAmount, longestTitle, type QuoteState } from "./quote.ts";
import { findAmount, readAmount } from "./read-amount.ts";
import { lockCustomers, makeCustomer, unmakeCustomer } from "./winning.ts";

/** An entry of which a quote is made, as far as the quote goes by it. */
export interface QuoteEntry {
  id: string;
  contactId: string;
  memberId: string | null;
  happenedAt: Date;
  note: string;
}

/**
 * What an entry says of the amount: the words in which it was typed; null: that there is none; undefined: nothing, so that
 * its note is read.
 */
export type TypedAmount = string | null | undefined;

/** What a quote says, as its entry tells it. @throws Refusal bad_amount */
export function understandQuote(
  ctx: Context,
  note: string,
  typed: TypedAmount,
): { title: string; amount: Amount | null } {
  const own = ctx.workspace.currency;
  const found = findAmount(note, own);
  const amount = typed === undefined ? (found?.amount ?? null) : typed === null ? null : readAmount(typed, own);
  if (typeof typed === "string" && amount === null) throw new Refusal("bad_amount", { typed });
  const isSame = found !== null && amount?.minor === found.amount.minor && amount.currency === found.amount.currency;
  const without = isSame ? `${note.slice(0, found.from)} ${note.slice(found.to)}` : note;
  const [line = ""] = without.trim().split("\n");
  const title = cleanLine(line).replace(/^[\s,;:.-]+|[\s,;:.-]+$/gu, "");
  return { title: title.slice(0, longestTitle).toWellFormed().trim(), amount };
}

/** Makes the quote that an entry is about, under the workspace's next number. @throws Refusal bad_amount */
export async function keepQuote(ctx: Context, entry: QuoteEntry, typed: TypedAmount): Promise<void> {
  // Nobody would answer for one of Steward's own entries.
  if (entry.memberId === null) return;
  const { title, amount } = understandQuote(ctx, entry.note, typed);
  const id = newId();
  // Taken last: whoever keeps another one waits from here to the end of the transaction.
  const number = await nextNumber(ctx);
  await ctx.tx.quote.create({
    data: {
      ...{ id, workspaceId: ctx.workspace.id, number, contactId: entry.contactId, title, state: "open" },
      ...{ amountMinor: amount && BigInt(amount.minor), currency: amount?.currency ?? null },
      ...{ memberId: entry.memberId, sentAt: entry.happenedAt, interactionId: entry.id },
      ...{ createdAt: ctx.now, createdById: ctx.member?.id ?? null },
    },
  });
  auditQuote(ctx, "quote.sent", { id, contactId: entry.contactId }, { after: { number, ...said({ title, amount }) } });
}

interface Kept {
  id: string;
  number: number;
  contactId: string;
  title: string;
  amountMinor: bigint | null;
  currency: string | null;
  state: QuoteState;
  sentAt: Date;
  decidedAt: Date | null;
  removedAt: Date | null;
}

/**
 * Lets the quote of an entry that was changed follow it: to another customer, another day, other words; a quote appears or
 * goes where the entry became one or is none any more. What was won for somebody else is won for whom it was.
 * @param typed undefined: the amount stays
 * @throws Refusal bad_amount
 */
export async function changeQuoteOfEntry(
  ctx: Context,
  entry: QuoteEntry,
  { isQuote, typed }: { isQuote: boolean; typed: TypedAmount },
): Promise<void> {
  const quote = await lockOfEntry(ctx, entry);
  if (!quote) return isQuote ? keepQuote(ctx, entry, typed) : undefined;
  if (!isQuote) return remove(ctx, quote);
  const before = { title: quote.title, amount: asAmount(quote.amountMinor, quote.currency) };
  const read = understandQuote(ctx, entry.note, typed);
  const after = { title: read.title, amount: typed === undefined ? before.amount : read.amount };
  const [was, is] = [
    { contactId: quote.contactId, sentAt: quote.sentAt.toISOString(), ...said(before) },
    { contactId: entry.contactId, sentAt: entry.happenedAt.toISOString(), ...said(after) },
  ];
  if (quote.removedAt === null && JSON.stringify(was) === JSON.stringify(is)) return;
  const version = await keepQuoteVersion(ctx, quote.id);
  const moved = quote.contactId !== entry.contactId || quote.removedAt !== null;
  if (moved && quote.removedAt === null && quote.state === "won") await unmakeCustomer(ctx, quote);
  await ctx.tx.quote.update({
    where: { id: quote.id },
    data: {
      ...{ contactId: entry.contactId, title: after.title, sentAt: entry.happenedAt, version },
      ...{ amountMinor: after.amount && BigInt(after.amount.minor), currency: after.amount?.currency ?? null },
      ...{ removedAt: null, removedById: null },
    },
  });
  // Moved to another customer, it was about that one from the beginning.
  auditQuote(ctx, "quote.changed", { id: quote.id, contactId: entry.contactId }, { before: was, after: is });
  if (moved && quote.state === "won" && quote.decidedAt)
    await makeCustomer(ctx, { id: quote.id, contactId: entry.contactId, decidedAt: quote.decidedAt });
}

/** Takes the quote of an entry back with it, and what winning it made of the customer. */
export async function removeQuoteOfEntry(ctx: Context, entry: QuoteEntry): Promise<void> {
  const quote = await lockOfEntry(ctx, entry);
  if (quote) await remove(ctx, quote);
}

async function remove(ctx: Context, quote: Kept): Promise<void> {
  if (quote.removedAt !== null) return;
  if (quote.state === "won") await unmakeCustomer(ctx, quote);
  await ctx.tx.quote.update({
    where: { id: quote.id },
    data: { removedAt: ctx.now, removedById: ctx.member?.id ?? null },
  });
  const { number, state, title, amountMinor, currency } = quote;
  auditQuote(ctx, "quote.removed", quote, {
    before: { number, state, ...said({ title, amount: asAmount(amountMinor, currency) }) },
  });
}

/** The quote of an entry, taken back or not: the customers that it concerns are locked first, as wherever one is decided. */
async function lockOfEntry(ctx: Context, entry: QuoteEntry): Promise<Kept | null> {
  const [seen] = await ctx.tx.$queryRaw<{ contactId: string }[]>`
    SELECT "contactId" FROM quote WHERE "interactionId" = ${entry.id}::uuid`;
  if (!seen) return null;
  await lockCustomers(ctx, [seen.contactId, entry.contactId]);
  const [quote] = await ctx.tx.$queryRaw<Kept[]>`
    SELECT id, number, "contactId", title, "amountMinor", currency, state, "sentAt", "decidedAt", "removedAt"
    FROM quote WHERE "interactionId" = ${entry.id}::uuid FOR UPDATE`;
  return quote ?? null;
}

function said({ title, amount }: { title: string; amount: Amount | null }) {
  return { title, amountMinor: amount?.minor ?? null, currency: amount?.currency ?? null };
}

/** Numbers have no gap: a transaction that fails gives its number back. */
async function nextNumber(ctx: Context): Promise<number> {
  const [row] = await ctx.tx.$queryRaw<{ last: number }[]>`
    INSERT INTO quote_counter AS c ("workspaceId", last) VALUES (${ctx.workspace.id}::uuid, 1)
    ON CONFLICT ("workspaceId") DO UPDATE SET last = c.last + 1 RETURNING last`;
  if (!row) throw new Error("There is always a next number");
  return row.last;
}
