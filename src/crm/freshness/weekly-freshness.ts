import type { Context } from "../../db/context.ts";
import { type DuePerson, takePersonalTurn } from "../attention/personal-turn.ts";
import { findFigures } from "./freshness-figures.ts";

/** The job's name, and the kind of its notice. */
export const weeklyFreshnessKind = "weekly-freshness";

/**
 * Leaves one steward's figures of the week, in the transaction that takes their turn. Nothing is sent where nothing is stale
 * and nothing was put right, or where nothing has been counted.
 */
export async function leaveWeeklyFreshness(
  ctx: Context,
  { memberId, slackUserId, day }: DuePerson,
): Promise<"left" | "empty" | "had"> {
  if (!(await takePersonalTurn(ctx, { job: weeklyFreshnessKind, memberId, day }))) return "had";
  const figures = await findFigures(ctx);
  if (!figures || (figures.toSeeTo === 0 && figures.reconfirmed + figures.changed === 0)) return "empty";
  ctx.notify({ kind: weeklyFreshnessKind, recipient: slackUserId, payload: { day: figures.day } });
  return "left";
}
