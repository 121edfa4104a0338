import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";

/** Says whether opening a customer's card leaves an entry in the audit log. @returns whether that is a change */
export async function setLogReads(ctx: Context, { on }: { on: boolean }): Promise<boolean> {
  await allow(ctx, "settings:write");
  const { id } = ctx.workspace;
  // What is switched is the row, since two stewards may do it at once.
  const { count } = await ctx.tx.workspace.updateMany({ where: { id, logReads: !on }, data: { logReads: on } });
  if (count === 0) return false;
  ctx.audit({
    action: "settings.log_reads_changed",
    subjectType: "workspace",
    subjectId: id,
    before: { logReads: !on },
    after: { logReads: on },
  });
  return true;
}
