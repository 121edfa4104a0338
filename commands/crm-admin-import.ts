import { showImports } from "../src/slack/actions/imports.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";

export const crmAdminImport = defineCommand<never>({
  name: "/crm-admin import",
  usage: "[undo ID]",
  example: "/crm-admin import",
  summary: "What was imported; upload a file, or take an import back",
  may: "customers:import",
  parse: () => null,
  run: async (ctx) => say(await showImports(ctx, 0)),
  form: async (ctx) => say(await showImports(ctx, 0)),
});
