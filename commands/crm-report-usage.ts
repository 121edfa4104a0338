import { answerUsage } from "../src/slack/answer-report.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";

export const crmReportUsage = defineCommand<{ typed: string }>({
  name: "/crm-report usage",
  usage: "[period] [department]",
  example: "/crm-report usage last week sales",
  summary: "Who records what they do, how much and how well, by team",
  may: "reports:read",
  timeoutMs: 20_000,
  parse: (typed) => (typed === "" ? null : { typed }),
  run: async (ctx, { typed }) => say(await answerUsage(ctx, typed)),
  form: async (ctx) => say(await answerUsage(ctx, "")),
});
