import { listAudit } from "../../crm/audits/list-audit.ts";
import type { Context } from "../../db/context.ts";
import { defineAction } from "../define.ts";
import { readTypedQuery } from "../read-typed-query.ts";
import { readerOf } from "../reader.ts";
import { type Message, replace, say } from "../reply.ts";
import { auditActions } from "../views/audits.actions.ts";
import { auditListMessage, auditPageSize } from "../views/audits.ts";

/** The audit log from the newest entry on; `typed` narrows it. */
export async function showAudit(ctx: Context, typed: string, before: bigint | null = null): Promise<Message> {
  const filter = await readTypedQuery(ctx, typed);
  const page = await listAudit(ctx, { filter, before, limit: auditPageSize });
  const first = before === null;
  const reads = first && typed === "" ? ctx.workspace.logReads : null;
  return auditListMessage(page, { typed, first, reads }, readerOf(ctx));
}

export const auditListAction = defineAction({
  ref: auditActions.list,
  may: "audit:read",
  run: async (ctx) => say(await showAudit(ctx, "")),
});

export const auditPageAction = defineAction({
  ref: auditActions.page,
  may: "audit:read",
  run: async (ctx, { before, typed }) =>
    replace(await showAudit(ctx, typed, /^\d{1,18}$/u.test(before) ? BigInt(before) : null)),
});
