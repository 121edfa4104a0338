import { listAudit } from "../../crm/audits/list-audit.ts";
import { readAuditQuery } from "../../crm/audits/read-audit-query.ts";
import type { Context } from "../../db/context.ts";
import { defineAction } from "../define.ts";
import { readerOf } from "../reader.ts";
import { type Message, replace } from "../reply.ts";
import { mentionedPeople } from "../typed-text.ts";
import { auditActions } from "../views/audits.actions.ts";
import { auditListMessage, auditPageSize } from "../views/audits.ts";

/** The audit log from the newest entry on; `typed` narrows it. */
export async function showAudit(ctx: Context, typed: string, before: bigint | null = null): Promise<Message> {
  const text = typed.replace(/<@[UW][A-Z0-9]+(?:\|[^<>]*)?>/gu, " ").trim();
  const filter = await readAuditQuery(ctx, { text, slackUserIds: mentionedPeople(typed) });
  const page = await listAudit(ctx, { filter, before, limit: auditPageSize });
  return auditListMessage(page, { typed, first: before === null }, readerOf(ctx));
}

export const auditPageAction = defineAction({
  ref: auditActions.page,
  may: "audit:read",
  run: async (ctx, { before, typed }) =>
    replace(await showAudit(ctx, typed, /^\d{1,18}$/u.test(before) ? BigInt(before) : null)),
});
