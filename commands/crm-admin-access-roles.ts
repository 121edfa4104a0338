import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { rolesMessage } from "../src/slack/views/owners.ts";

export const crmAdminAccessRoles = defineCommand<null>({
  name: "/crm-admin access roles",
  usage: "",
  example: "/crm-admin access roles",
  summary: "What each role may do, and what each department answers for",
  may: "customers:read",
  parse: () => null,
  run: async () => say(rolesMessage()),
  form: async () => say(rolesMessage()),
});
