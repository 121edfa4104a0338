import type { AuditFormat } from "../../crm/audits/export-audit.ts";
import type { Context } from "../../db/context.ts";
import { defineAction } from "../define.ts";
import { auditExportForm } from "../modals/audit-export.ts";
import { readTypedQuery, withoutPeriod } from "../read-typed-query.ts";
import { type BuiltModal, open } from "../reply.ts";
import { auditActions } from "../views/audits.actions.ts";

/** The form for a file of what was typed, with its period filled in. */
export async function buildAuditExport(
  ctx: Context,
  { typed, format = "csv" }: { typed: string; format?: AuditFormat },
): Promise<BuiltModal> {
  const { from, to } = await readTypedQuery(ctx, typed);
  return auditExportForm.build({
    typed: withoutPeriod(ctx, typed),
    format,
    from,
    to,
    zone: ctx.member?.zone ?? ctx.workspace.zone,
  });
}

export const auditExportAction = defineAction({
  ref: auditActions.export,
  may: "audit:read",
  run: async (ctx, { typed }) => open(await buildAuditExport(ctx, { typed })),
});
