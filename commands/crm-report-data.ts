import { defineCommand } from "../src/slack/define.ts";
import { dataReport } from "../src/slack/freshness-lists.ts";
import { say } from "../src/slack/reply.ts";
import { readableTyped } from "../src/slack/typed-text.ts";

export const crmReportData = defineCommand<{ typed: string }>({
  name: "/crm-report data",
  usage: "[field]",
  example: "/crm-report data phone",
  summary: "How much of what is known of customers is still true, by field, team and owner",
  may: "reports:read",
  timeoutMs: 20_000,
  parse: (typed) => (typed === "" ? null : { typed: readableTyped(typed) }),
  run: async (ctx, { typed }) => say(await dataReport(ctx, typed)),
  form: async (ctx) => say(await dataReport(ctx, "")),
});
