import { showOwners } from "../src/slack/actions/owners.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";

export const crmAdminOwners = defineCommand<null>({
  name: "/crm-admin owners",
  usage: "",
  example: "/crm-admin owners",
  summary: "Who answers for the CRM, its duties and its fields",
  may: "customers:read",
  parse: () => null,
  run: async (ctx) => say(await showOwners(ctx)),
  form: async (ctx) => say(await showOwners(ctx)),
});
