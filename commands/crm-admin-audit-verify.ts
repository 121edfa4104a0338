import { readHead } from "../src/crm/audits/read-head.ts";
import { verifyAudit } from "../src/crm/audits/verify-audit.ts";
import { Refusal } from "../src/crm/refusal.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { verdictMessage } from "../src/slack/views/audits.ts";

export const crmAdminAuditVerify = defineCommand<{ typed: string }>({
  name: "/crm-admin audit verify",
  usage: "[head that you kept]",
  example: "/crm-admin audit verify",
  summary: "Check that nothing in the audit log was changed, taken out or put in",
  may: "audit:read",
  timeoutMs: 10 * 60_000,
  parse: (text) => (text === "" ? null : { typed: text.replace(/^--head\s+/u, "").replaceAll("`", "") }),
  async run(ctx, { typed }) {
    const kept = readHead(typed);
    if (!kept) throw new Refusal("head_unreadable", { typed });
    return say(verdictMessage(await verifyAudit(ctx, { kept })));
  },
  form: async (ctx) => say(verdictMessage(await verifyAudit(ctx))),
});
