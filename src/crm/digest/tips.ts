import type { Context } from "../../db/context.ts";

/** What somebody can be told of in their first weeks, in the order in which it helps. */
export const tips = ["log", "direct", "look-up", "todo", "shortcut"] as const;
export type Tip = (typeof tips)[number];

/** The first weeks, in days from the first access. */
const firstDays = 14;

/** What somebody has done so far. */
export interface Beginnings {
  /** logged anything at all */
  logged: boolean;
  /** logged by a line sent to Steward */
  direct: boolean;
  /** opened a customer's card */
  lookedUp: boolean;
  /** planned something for themself */
  planned: boolean;
  /** used a shortcut on a message */
  shortcut: boolean;
}

/**
 * The tip that fits the first gap, each once; null: there is none. Who has logged nothing is told how to begin before how it
 * goes faster; what has been told is not told again, and the next gap has its turn.
 */
export function tipFor(done: Beginnings, told: readonly string[]): Tip | null {
  const gaps: Record<Tip, boolean> = {
    log: !done.logged,
    direct: done.logged && !done.direct,
    "look-up": !done.lookedUp,
    todo: !done.planned,
    shortcut: done.logged && !done.shortcut,
  };
  return tips.find((tip) => gaps[tip] && !told.includes(tip)) ?? null;
}

/** @param person.since of their first access */
export async function findTip(
  ctx: Context,
  { memberId, since }: { memberId: string; since: Date | null },
): Promise<Tip | null> {
  if (since === null || ctx.now.getTime() - since.getTime() >= firstDays * 86_400_000) return null;
  const [found] = await ctx.tx.$queryRaw<(Beginnings & { told: string[] })[]>`
    SELECT count(i.id) > 0 AS logged, coalesce(bool_or(i.surface = 'slack-event'), false) AS direct,
      coalesce(bool_or(i.link IS NOT NULL), false) OR EXISTS (SELECT FROM task t WHERE t."assigneeId" = m.id
        AND t."createdById" = m.id AND t.link IS NOT NULL) AS shortcut,
      m."firstLookupAt" IS NOT NULL AS "lookedUp",
      EXISTS (SELECT FROM task t WHERE t."assigneeId" = m.id AND t."createdById" = m.id) AS planned,
      ARRAY(SELECT DISTINCT d.tip FROM digest d WHERE d."memberId" = m.id AND d.tip IS NOT NULL) AS told
    FROM member m LEFT JOIN interaction i ON i."memberId" = m.id AND i."removedAt" IS NULL
    WHERE m.id = ${memberId}::uuid GROUP BY m.id`;
  return found ? tipFor(found, found.told) : null;
}

/** Notes that somebody opened a customer's card, the first time. */
export async function noteFirstLookup(ctx: Context): Promise<void> {
  if (!ctx.member?.role || ctx.member.hasLookedUp) return;
  await ctx.tx.$executeRaw`
    UPDATE member SET "firstLookupAt" = ${ctx.now} WHERE id = ${ctx.member.id}::uuid AND "firstLookupAt" IS NULL`;
}
