import { listErasures } from "../src/crm/privacy/list-erasures.ts";
import { defineCommand } from "../src/slack/define.ts";
import { readerOf } from "../src/slack/reader.ts";
import { say } from "../src/slack/reply.ts";
import { erasuresMessage, shownErasures } from "../src/slack/views/privacy.ts";

export const crmAdminPrivacy = defineCommand<never>({
  name: "/crm-admin privacy",
  usage: "[export | erase | allow]",
  example: "/crm-admin privacy",
  summary: "Erasures and their certificates",
  may: "privacy:manage",
  parse: () => null,
  run: async (ctx) => say(erasuresMessage(await listErasures(ctx, shownErasures), readerOf(ctx))),
  form: async (ctx) => say(erasuresMessage(await listErasures(ctx, shownErasures), readerOf(ctx))),
});
