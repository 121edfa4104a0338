import type { AuditFilter } from "../crm/audits/list-audit.ts";
import { calendarOf, readAuditQuery, splitPeriod } from "../crm/audits/read-audit-query.ts";
import type { Context } from "../db/context.ts";
import { mentionedPeople } from "./typed-text.ts";

const mention = /<@[UW][A-Z0-9]+(?:\|[^<>]*)?>/gu;

/** What is looked for in the audit log, mentions included. @throws Refusal audit_words_unknown */
export function readTypedQuery(ctx: Context, typed: string): Promise<AuditFilter> {
  const text = typed.replace(mention, " ").trim();
  return readAuditQuery(ctx, { text, slackUserIds: mentionedPeople(typed) });
}

/** The same words without the days in them. */
export function withoutPeriod(ctx: Context, typed: string): string {
  const { rest } = splitPeriod(typed.replace(mention, " ").trim(), calendarOf(ctx));
  return [...(typed.match(mention) ?? []), ...rest.split(/\s+/u)].filter((word) => word !== "").join(" ");
}
