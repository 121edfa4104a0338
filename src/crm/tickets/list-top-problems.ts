import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { groupAlike } from "./learning/group-alike.ts";

export interface TopProblem {
  /** null: tickets without a category that say the same */
  category: string | null;
  /** the category, or the newest subject of tickets that are alike */
  name: string;
  /** opened in the period, and in the one of the same length before it */
  count: number;
  before: number;
  /** the newest of them, newest first */
  numbers: number[];
  /** ids of the same */
  ticketIds: string[];
}

export interface TopProblems {
  problems: TopProblem[];
  /** all that were opened, duplicates left out, and those of them without a category */
  total: number;
  totalBefore: number;
  uncategorised: number;
}

const longestPeriodDays = 2 * 366;
const shownTickets = 50;
/** Of the tickets without a category the newest so many are compared with each other. */
const mostCompared = 2_000;

/**
 * The problems that customers had most often, with the change against the period before [R80]: by category, and where tickets have
 * none by what they say. Duplicates are left out: each problem of each customer counts once.
 * @throws Refusal not_permitted, period_wrong
 */
export async function listTopProblems(
  ctx: Context,
  input: { from: Date; to: Date; limit?: number },
): Promise<TopProblems> {
  await allow(ctx, "tickets:read");
  const { from, to, limit = 3 } = input;
  const length = to.getTime() - from.getTime();
  if (!(length > 0) || length > longestPeriodDays * 86_400_000) throw new Refusal("period_wrong", {});
  const earlier = new Date(from.getTime() - length);
  const rows = await ctx.tx.$queryRaw<
    { category: string | null; count: number; before: number; numbers: number[]; ticketIds: string[] }[]
  >`
    SELECT category, count(*) FILTER (WHERE "openedAt" >= ${from})::int AS count,
      count(*) FILTER (WHERE "openedAt" < ${from})::int AS before,
      coalesce((array_agg(number ORDER BY number DESC) FILTER (WHERE "openedAt" >= ${from}))[:${shownTickets}], '{}') AS numbers,
      coalesce((array_agg(id::text ORDER BY number DESC) FILTER (WHERE "openedAt" >= ${from}))[:${shownTickets}], '{}') AS "ticketIds"
    FROM ticket WHERE "openedAt" >= ${earlier} AND "openedAt" < ${to} AND "duplicateOfId" IS NULL
    GROUP BY category ORDER BY count DESC, before DESC, category`;
  const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const named = rows.flatMap(({ category, ...rest }) =>
    category === null ? [] : [{ category, name: category, ...rest }],
  );
  const alike = await listAlikeProblems(ctx, { from, earlier, to });
  return {
    problems: [...named, ...alike]
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count || b.before - a.before)
      .slice(0, limit),
    total: sum(({ count }) => count),
    totalBefore: sum(({ before }) => before),
    uncategorised: rows.find(({ category }) => category === null)?.count ?? 0,
  };
}

/** What tickets without a category have in common, where two of them at least say the same. */
async function listAlikeProblems(
  ctx: Context,
  { from, earlier, to }: { from: Date; earlier: Date; to: Date },
): Promise<TopProblem[]> {
  const rows = await ctx.tx.$queryRaw<{ id: string; number: number; subject: string; openedAt: Date }[]>`
    SELECT id, number, subject, "openedAt" FROM ticket
    WHERE category IS NULL AND "openedAt" >= ${earlier} AND "openedAt" < ${to} AND "duplicateOfId" IS NULL
    ORDER BY number DESC LIMIT ${mostCompared}`;
  return groupAlike(rows.map(({ subject }) => subject)).flatMap((places): TopProblem[] => {
    const tickets = places.flatMap((place) => rows[place] ?? []);
    const current = tickets.filter(({ openedAt }) => openedAt >= from);
    const [newest] = tickets;
    if (!newest || tickets.length < 2) return [];
    const shown = current.slice(0, shownTickets);
    return [
      {
        ...{ category: null, name: newest.subject, count: current.length, before: tickets.length - current.length },
        numbers: shown.map(({ number }) => number),
        ticketIds: shown.map(({ id }) => id),
      },
    ];
  });
}

/** The categories in use, the most frequent of the last year first: what a form offers. */
export async function listCategories(ctx: Context): Promise<string[]> {
  await allow(ctx, "tickets:read");
  const since = new Date(ctx.now.getTime() - 365 * 86_400_000);
  const rows = await ctx.tx.$queryRaw<{ category: string }[]>`
    SELECT category FROM ticket WHERE category IS NOT NULL AND "openedAt" > ${since}
    GROUP BY category ORDER BY count(*) DESC, category LIMIT 100`;
  return rows.map(({ category }) => category);
}
