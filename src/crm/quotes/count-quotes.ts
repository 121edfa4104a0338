import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";

/** A span of time: `from` is in it, `to` is not. */
export interface Period {
  from: Date;
  to: Date;
}

export interface MoneyOfQuotes {
  /** ISO 4217 */
  currency: string;
  /** minor units */
  sentMinor: number;
  wonMinor: number;
  lostMinor: number;
}

/** What became of one person's quotes in one week. */
export interface QuotesOfWeek {
  /** who sent them and answers for them, whoever decided them */
  memberId: string;
  /** the Monday, YYYY-MM-DD, in the workspace's zone */
  week: string;
  sent: number;
  won: number;
  lost: number;
  /** of those that have an amount, a line a currency */
  sums: MoneyOfQuotes[];
}

/**
 * Quotes sent, won and lost in a period, by the person who answers for them and by week: each is counted in the week in
 * which it was sent, and again in the one in which it was decided. What was taken back is in neither. Weeks begin on Monday
 * in the workspace's zone; the first and the last one hold what of them lies in the period.
 * @param memberIds whose; null: everybody's. Whoever asks for nothing but their own needs no right to reports.
 * @throws Refusal not_permitted
 */
export async function countQuotes(
  ctx: Context,
  { from, to, memberIds = null }: Period & { memberIds?: readonly string[] | null },
): Promise<QuotesOfWeek[]> {
  const own = memberIds?.every((id) => id === ctx.member?.id) ?? false;
  await allow(ctx, own ? "customers:read" : "reports:read");
  const whose = memberIds === null ? sql.empty : sql.sql`AND "memberId" = ANY(${[...memberIds]}::uuid[])`;
  const rows = await ctx.tx.$queryRaw<Counted[]>`
    SELECT "memberId", to_char(date_trunc('week', at AT TIME ZONE ${ctx.workspace.zone}), 'YYYY-MM-DD') AS week, what, currency,
           count(*)::int AS count, coalesce(sum("amountMinor"), 0)::float8 AS minor
    FROM (
      SELECT "memberId", "sentAt" AS at, 'sent' AS what, currency, "amountMinor" FROM quote
      WHERE "removedAt" IS NULL AND "sentAt" >= ${from} AND "sentAt" < ${to} ${whose}
      UNION ALL
      SELECT "memberId", "decidedAt", state, currency, "amountMinor" FROM quote
      WHERE "removedAt" IS NULL AND "decidedAt" >= ${from} AND "decidedAt" < ${to} ${whose}) told
    GROUP BY 1, 2, 3, 4 ORDER BY week, "memberId", currency NULLS LAST, what`;
  const weeks = new Map<string, QuotesOfWeek>();
  for (const { memberId, week, what, currency, count, minor } of rows) {
    const key = `${week} ${memberId}`;
    const told = weeks.get(key) ?? { memberId, week, sent: 0, won: 0, lost: 0, sums: [] };
    weeks.set(key, told);
    told[what] += count;
    if (currency === null) continue;
    const known = told.sums.find((one) => one.currency === currency);
    const sum = known ?? { currency, sentMinor: 0, wonMinor: 0, lostMinor: 0 };
    if (!known) told.sums.push(sum);
    sum[`${what}Minor`] += minor;
  }
  return [...weeks.values()];
}

interface Counted {
  memberId: string;
  week: string;
  what: "sent" | "won" | "lost";
  currency: string | null;
  count: number;
  minor: number;
}

export interface NewCustomers {
  /** contacts */
  count: number;
  /** of these, by a quote that was won */
  byQuote: number;
  /** who made each a customer: by winning a quote, by hand or by a list; null: Steward itself */
  byMember: { memberId: string | null; count: number }[];
}

/**
 * Leads and prospects that became customers in a period [R126], each contact once. One who was put back to lead or prospect
 * since (a decision or an import that was taken back, a slip that was mended) is none. Whoever was entered as a customer never was a lead.
 * @throws Refusal not_permitted
 */
export async function countNewCustomers(ctx: Context, { from, to }: Period): Promise<NewCustomers> {
  await allow(ctx, "reports:read");
  const rows = await ctx.tx.$queryRaw<{ memberId: string | null; count: number; byQuote: number }[]>`
    SELECT "byId" AS "memberId", count(*)::int AS count, (count(*) FILTER (WHERE "quoteId" IS NOT NULL))::int AS "byQuote"
    FROM (
      SELECT DISTINCT ON (s."contactId") s."contactId", s."byId", s."quoteId" FROM stage_change s
      WHERE s."toStage" = 'customer' AND s."fromStage" IN ('lead', 'prospect') AND s.at >= ${from} AND s.at < ${to}
        AND NOT EXISTS (
          SELECT FROM stage_change later WHERE later."contactId" = s."contactId" AND (later.at, later.id) > (s.at, s.id)
            AND later."toStage" IN ('lead', 'prospect'))
      ORDER BY s."contactId", s.at, s.id) converted
    GROUP BY "byId" ORDER BY count DESC, "byId"`;
  return {
    count: rows.reduce((total, { count }) => total + count, 0),
    byQuote: rows.reduce((total, { byQuote }) => total + byQuote, 0),
    byMember: rows.map(({ memberId, count }) => ({ memberId, count })),
  };
}
