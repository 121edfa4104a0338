import { answerResponse } from "../src/slack/answer-report.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";

export const crmReportResponse = defineCommand<{ typed: string }>({
  name: "/crm-report response",
  usage: "[period] [department]",
  example: "/crm-report response last week sales",
  summary: "How soon tickets are answered and solved, and leads followed up",
  may: "reports:read",
  timeoutMs: 20_000,
  parse: (typed) => (typed === "" ? null : { typed }),
  run: async (ctx, { typed }) => say(await answerResponse(ctx, typed)),
  form: async (ctx) => say(await answerResponse(ctx, "")),
});
