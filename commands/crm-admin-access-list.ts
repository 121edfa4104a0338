import { showAccess } from "../src/slack/actions/access-list.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";

export const crmAdminAccessList = defineCommand<{ filter: string }>({
  name: "/crm-admin access",
  usage: "[list] [name, role or department]",
  example: "/crm-admin access sales",
  summary: "Who has access, since when and from whom",
  may: "access:manage",
  parse(text) {
    const filter = text.replace(/^list(?=\s|$)/iu, "").trim();
    return filter === "" ? null : { filter };
  },
  run: async (ctx, { filter }) => say(await showAccess(ctx, { filter })),
  form: async (ctx) => say(await showAccess(ctx)),
});
