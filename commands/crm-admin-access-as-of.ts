import { DateTime } from "luxon";
import { Refusal } from "../src/crm/refusal.ts";
import { showAccessAsOf } from "../src/slack/actions/owners.ts";
import { defineCommand } from "../src/slack/define.ts";
import { readPastDay } from "../src/slack/read-access-terms.ts";
import { say } from "../src/slack/reply.ts";

export const crmAdminAccessAsOf = defineCommand<{ day: string }>({
  name: "/crm-admin access as-of",
  usage: "DAY",
  example: "/crm-admin access as-of 2026-06-30",
  summary: "Who had access at the end of a past day",
  may: "access:manage",
  parse(text, typist) {
    if (text === "") return null;
    const day = readPastDay(text, typist);
    if (day === null) throw new Refusal("unreadable_day", { typed: text });
    return { day };
  },
  run: async (ctx, { day }) => say(await showAccessAsOf(ctx, day)),
  // No day named: today, by the workspace's clock.
  form: async (ctx) =>
    say(await showAccessAsOf(ctx, DateTime.fromJSDate(ctx.now, { zone: ctx.workspace.zone }).toFormat("yyyy-MM-dd"))),
});
