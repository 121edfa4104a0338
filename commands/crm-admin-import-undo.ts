import { requestUndo } from "../src/crm/customers/import/undo-import.ts";
import { showImports } from "../src/slack/actions/imports.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { undoBegunMessage } from "../src/slack/views/imports.ts";

export const crmAdminImportUndo = defineCommand<{ typed: string }>({
  name: "/crm-admin import undo",
  usage: "[ID]",
  example: "/crm-admin import undo 3f9a1c2b",
  summary: "Take an import back, by the last letters of its id",
  may: "customers:import",
  parse: (text) => (text === "" ? null : { typed: text }),
  run: async (ctx, input) => say(undoBegunMessage((await requestUndo(ctx, input)).fileName)),
  form: async (ctx) => say(await showImports(ctx, 0)),
});
