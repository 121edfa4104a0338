import { defineExportKind, within } from "./export-kind.ts";
import { majorAmount } from "./major-amount.ts";

interface QuoteRow {
  id: string;
  number: number;
  customerId: string;
  customer: string;
  company: string | null;
  title: string;
  /** whole units */
  amount: string | null;
  currency: string | null;
  state: string;
  sentBy: string;
  sentAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  lostReason: string | null;
}

/** What customers were offered, and what became of it; what was taken back is not in it. */
export const quotesKind = defineExportKind<QuoteRow>({
  name: "quotes",
  table: "quote",
  weight: 1,
  columns: async () => [
    ["Quote", ({ number }) => `Q-${number}`],
    ["About", ({ customer }) => customer],
    ["About: Steward ID", ({ customerId }) => customerId],
    ["At company", ({ company }) => company],
    ["For what", ({ title }) => title],
    ["Amount", ({ amount }) => amount],
    ["In currency", ({ currency }) => currency],
    ["Quote state", ({ state }) => state],
    ["Sent by", ({ sentBy }) => sentBy],
    ["Sent (UTC)", ({ sentAt }) => sentAt],
    ["Decided (UTC)", ({ decidedAt }) => decidedAt],
    ["Decided by", ({ decidedBy }) => decidedBy],
    ["Lost because", ({ lostReason }) => lostReason],
  ],
  async readPage(ctx, range, limit) {
    const quotes = await ctx.tx.$queryRaw<QuoteRow[]>`
      SELECT x.id, x.number, c.id AS "customerId", c.name AS customer, co.name AS company, x.title, x."amountMinor"::text AS amount,
             x.currency, x.state, m.name AS "sentBy", x."sentAt", x."decidedAt", d.name AS "decidedBy", x."lostReason"
      FROM quote x JOIN contact c ON c.id = x."contactId" LEFT JOIN company co ON co.id = c."companyId"
        JOIN member m ON m.id = x."memberId" LEFT JOIN member d ON d.id = x."decidedById"
      WHERE x."removedAt" IS NULL AND c."endedAt" IS NULL AND ${within("x", range, limit)}`;
    return quotes.map((quote) => ({
      ...quote,
      amount: quote.amount === null || quote.currency === null ? null : majorAmount(quote.amount, quote.currency),
    }));
  },
});
