import type { Context, sql } from "../../db/context.ts";
import type { Amount } from "./amount.ts";

export const quoteStates = ["open", "won", "lost"] as const;
export type QuoteState = (typeof quoteStates)[number];

/** What a customer was offered, as it stands. */
export interface Quote {
  id: string;
  number: number;
  contactId: string;
  contactName: string;
  companyName: string | null;
  /** what it is for; may be empty */
  title: string;
  /** null: not known yet */
  amount: Amount | null;
  state: QuoteState;
  /** who sent it and answers for it */
  memberId: string;
  memberName: string;
  sentAt: Date;
  decidedAt: Date | null;
  decidedById: string | null;
  decidedByName: string | null;
  lostReason: string | null;
  /** winning it changed what the customer is */
  madeCustomer: boolean;
  /** the entry that it came from */
  interactionId: string | null;
  /** one more with each change */
  version: number;
}

/** Characters at most, of a title and of a reason. */
export const longestTitle = 200;
export const longestReason = 500;

interface QuoteRow extends Omit<Quote, "amount"> {
  amountMinor: bigint | null;
  currency: string | null;
}

/** Quotes that have not been taken back, by what follows FROM: a condition, an order, a limit. */
export async function selectQuotes(ctx: Context, where: ReturnType<typeof sql.sql>): Promise<Quote[]> {
  const rows = await ctx.tx.$queryRaw<QuoteRow[]>`
    SELECT q.id, q.number, q."contactId", c.name AS "contactName", co.name AS "companyName", q.title, q."amountMinor",
           q.currency, q.state, q."memberId", m.name AS "memberName", q."sentAt", q."decidedAt", q."decidedById",
           d.name AS "decidedByName", q."lostReason", q."contactBefore" IS NOT NULL AS "madeCustomer", q."interactionId", q.version
    FROM quote q JOIN contact c ON c.id = q."contactId" LEFT JOIN company co ON co.id = c."companyId"
      JOIN member m ON m.id = q."memberId" LEFT JOIN member d ON d.id = q."decidedById"
    WHERE q."removedAt" IS NULL AND ${where}`;
  return rows.map(({ amountMinor, currency, ...quote }) => ({ ...quote, amount: asAmount(amountMinor, currency) }));
}

export function asAmount(minor: bigint | null, currency: string | null): Amount | null {
  return minor === null || currency === null ? null : { minor: Number(minor), currency };
}
