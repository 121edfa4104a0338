import type { Context } from "../../db/context.ts";

/**
 * Slack has taken Steward out of the workspace: from the end of this transaction on nothing is answered, delivered or run
 * there. What was kept stays; enrolling the workspace again brings it back.
 */
export async function markUninstalled(ctx: Context): Promise<void> {
  const { id } = ctx.workspace;
  await ctx.tx.workspace.update({ where: { id }, data: { uninstalledAt: ctx.now } });
  ctx.audit({ action: "workspace.uninstalled", subjectType: "workspace", subjectId: id });
}
