import type { AuditFilter } from "../crm/audits/list-audit.ts";
import { readAuditQuery } from "../crm/audits/read-audit-query.ts";
import type { Context } from "../db/context.ts";
import { mentionedPeople } from "./typed-text.ts";

/** What is looked for in the audit log, mentions included. @throws Refusal audit_words_unknown */
export function readTypedQuery(ctx: Context, typed: string): Promise<AuditFilter> {
  const text = typed.replace(/<@[UW][A-Z0-9]+(?:\|[^<>]*)?>/gu, " ").trim();
  return readAuditQuery(ctx, { text, slackUserIds: mentionedPeople(typed) });
}
