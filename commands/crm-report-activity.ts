import { answerActivity } from "../src/slack/answer-report.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";

export const crmReportActivity = defineCommand<{ typed: string }>({
  name: "/crm-report activity",
  usage: "[period] [department]",
  example: "/crm-report activity last week sales",
  summary: "Calls, e-mails, meetings and visits by day, with a chart",
  may: "reports:read",
  timeoutMs: 20_000,
  parse: (typed) => (typed === "" ? null : { typed }),
  run: async (ctx, { typed }) => say(await answerActivity(ctx, typed)),
  form: async (ctx) => say(await answerActivity(ctx, "")),
});
