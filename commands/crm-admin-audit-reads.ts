import { switchReads } from "../src/slack/actions/audit-reads.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { auditText } from "../src/slack/views/audits.text.ts";
import { readsMessage } from "../src/slack/views/audits.ts";

export const crmAdminAuditReads = defineCommand<{ on: boolean } | { unclear: string }>({
  name: "/crm-admin audit reads",
  usage: "[on | off]",
  example: "/crm-admin audit reads on",
  summary: "Whether opening a customer's card is written to the audit log",
  may: "settings:write",
  parse(text) {
    if (text === "") return null;
    const state = /^(?:(on|yes)|off|no)$/iu.exec(text);
    return state ? { on: state[1] !== undefined } : { unclear: text };
  },
  async run(ctx, input) {
    if ("on" in input) return say(await switchReads(ctx, input.on));
    const { logReads } = ctx.workspace;
    return say(readsMessage(logReads, `${auditText.readsUnclear(input.unclear)} ${auditText.readsState(logReads)}`));
  },
  form: async (ctx) => say(readsMessage(ctx.workspace.logReads)),
});
