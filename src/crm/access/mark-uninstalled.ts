import type { Context } from "../../db/context.ts";

/**
 * Days of 24 hours for which the data of a workspace stay after Slack has taken Steward out of it. The database holds the same
 * figure (steward_keeps_gone) and lets nothing go earlier.
 */
export const daysKeptWhenGone = 30;

/**
 * Slack has taken Steward out of the workspace: from the end of this transaction on nothing is answered, delivered or run
 * there. What was kept stays, people's access included, and enrolling the workspace again within `daysKeptWhenGone` brings it
 * back; after that it is removed.
 * @param sign by what it was known: an event of Slack's, or the code with which it refuses the token
 * @returns false when it was known already
 */
export async function markUninstalled(ctx: Context, sign: string): Promise<boolean> {
  const { id } = ctx.workspace;
  const { count } = await ctx.tx.workspace.updateMany({
    where: { id, uninstalledAt: null },
    data: { uninstalledAt: ctx.now },
  });
  if (count === 0) return false;
  ctx.audit({ action: "workspace.uninstalled", subjectType: "workspace", subjectId: id, after: { sign } });
  return true;
}
