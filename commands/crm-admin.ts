import { findFirstSteps } from "../src/crm/access/first-steps.ts";
import { defineCommand } from "../src/slack/define.ts";
import { panelFindings } from "../src/slack/home/steward-panel.ts";
import { say } from "../src/slack/reply.ts";
import { stewardPanel } from "../src/slack/views/access.ts";

export const crmAdmin = defineCommand<{ unknown: string }>({
  name: "/crm-admin",
  usage: "[access | audit | owners | privacy | import | export | tickets | usage | freshness | jobs]",
  example: "/crm-admin",
  summary:
    "For stewards: access and its review, the audit log, owners, privacy, imports, exports, tickets, usage, stale data, jobs",
  may: "access:manage",
  parse: (text) => (text === "" ? null : { unknown: text }),
  run: async (ctx, { unknown }) => say(stewardPanel(await findFirstSteps(ctx), unknown, await panelFindings(ctx))),
  form: async (ctx) => say(stewardPanel(await findFirstSteps(ctx), "", await panelFindings(ctx))),
});
