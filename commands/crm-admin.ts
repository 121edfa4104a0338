import { findFirstSteps } from "../src/crm/access/first-steps.ts";
import { defineCommand } from "../src/slack/define.ts";
import { panelFindings } from "../src/slack/home/steward-panel.ts";
import { say } from "../src/slack/reply.ts";
import { stewardPanel } from "../src/slack/views/access.ts";

export const crmAdmin = defineCommand<{ unknown: string }>({
  name: "/crm-admin",
  usage: "[access | owners]",
  example: "/crm-admin",
  summary: "Who has access, what needs seeing to, and the first steps",
  may: "access:manage",
  parse: (text) => (text === "" ? null : { unknown: text }),
  run: async (ctx, { unknown }) => say(stewardPanel(await findFirstSteps(ctx), unknown, await panelFindings(ctx))),
  form: async (ctx) => say(stewardPanel(await findFirstSteps(ctx), "", await panelFindings(ctx))),
});
