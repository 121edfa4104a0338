import { getFreshnessSettings } from "../src/crm/freshness/limits.ts";
import type { Context } from "../src/db/context.ts";
import { defineCommand } from "../src/slack/define.ts";
import { type Reply, say } from "../src/slack/reply.ts";
import { limitsMessage } from "../src/slack/views/freshness.ts";

const show = async (ctx: Context): Promise<Reply> => say(limitsMessage(await getFreshnessSettings(ctx)));

export const crmAdminFreshness = defineCommand<null>({
  name: "/crm-admin freshness",
  usage: "",
  example: "/crm-admin freshness",
  summary: "After how many days each field of a customer counts as stale",
  may: "settings:write",
  parse: () => null,
  run: show,
  form: show,
});
