import { findFirstSteps } from "../src/crm/access/first-steps.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { stewardPanel } from "../src/slack/views/access.ts";

export const crmAdmin = defineCommand<{ unknown: string }>({
  name: "/crm-admin",
  usage: "[access]",
  example: "/crm-admin",
  summary: "Who has access, and the first steps",
  may: "access:manage",
  parse: (text) => (text === "" ? null : { unknown: text }),
  run: async (ctx, { unknown }) => say(stewardPanel(await findFirstSteps(ctx), unknown)),
  form: async (ctx) => say(stewardPanel(await findFirstSteps(ctx), "")),
});
