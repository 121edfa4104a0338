import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { reports } from "../src/slack/reports.ts";
import { readableTyped } from "../src/slack/typed-text.ts";
import { reportListMessage } from "../src/slack/views/reports.ts";

export const crmReport = defineCommand<{ unknown: string }>({
  name: "/crm-report",
  usage: "[usage | activity | response] [period] [department] · data [field]",
  example: "/crm-report",
  summary: "For managers and stewards: who uses the CRM, what was done, how fast we answer, what is still true",
  may: "reports:read",
  parse: (typed) => (typed === "" ? null : { unknown: readableTyped(typed) }),
  run: async (_ctx, { unknown }) => say(reportListMessage(reports, unknown)),
  form: async () => say(reportListMessage(reports)),
});
