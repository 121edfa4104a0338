import { jobs } from "../jobs/index.ts";
import { showJobs } from "../src/slack/actions/jobs.ts";
import { defineCommand } from "../src/slack/define.ts";
import { inlineWithin } from "../src/slack/mrkdwn.ts";
import { say } from "../src/slack/reply.ts";
import { jobText } from "../src/slack/views/jobs.text.ts";

const names = jobs.map(({ name }) => name);
const longestTyped = 60;

export const crmAdminJobs = defineCommand<{ typed: string }>({
  name: "/crm-admin jobs",
  usage: "[job]",
  example: "/crm-admin jobs daily-digest",
  summary: "What runs by itself and how it went; messages that did not arrive",
  may: "settings:write",
  parse: (text) => (text.trim() === "" ? null : { typed: text }),
  run: async (ctx, { typed }) =>
    say(await showJobs(ctx, names, typed, jobText.unknown(inlineWithin(typed, longestTyped)))),
  form: async (ctx) => say(await showJobs(ctx, names, "")),
});
