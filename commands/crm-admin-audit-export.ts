import { type AuditFormat, auditFormats } from "../src/crm/audits/export-audit.ts";
import { buildAuditExport } from "../src/slack/actions/audit-export.ts";
import { defineCommand } from "../src/slack/define.ts";
import { open } from "../src/slack/reply.ts";

const format = /(?:^|\s+)(?:as\s+)?(csv|json)(?=\s|$)/iu;

export const crmAdminAuditExport = defineCommand<{ typed: string; format: AuditFormat }>({
  name: "/crm-admin audit export",
  usage: "[what to look for, as in audit] [csv | json]",
  example: "/crm-admin audit export access from 1 Nov to 22 Nov",
  summary: "The audit log, or a part of it, as a file; the other stewards hear of it",
  may: "audit:read",
  parse(text) {
    if (text === "") return null;
    const wanted = format.exec(text)?.[1]?.toLowerCase();
    return { typed: text.replace(format, "").trim(), format: auditFormats.find((each) => each === wanted) ?? "csv" };
  },
  run: async (ctx, input) => open(await buildAuditExport(ctx, input)),
  form: async (ctx) => open(await buildAuditExport(ctx, { typed: "" })),
});
