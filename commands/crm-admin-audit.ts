import { showAudit } from "../src/slack/actions/audit-list.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";

export const crmAdminAudit = defineCommand<{ typed: string }>({
  name: "/crm-admin audit",
  usage: "[@person] [customer] [access | contact | interaction …] [day, or from day to day]",
  example: "/crm-admin audit @maya access since 1 Nov",
  summary: "Who did what, when; newest first",
  may: "audit:read",
  parse: (text) => (text === "" ? null : { typed: text }),
  run: async (ctx, { typed }) => say(await showAudit(ctx, typed)),
  form: async (ctx) => say(await showAudit(ctx, "")),
});
