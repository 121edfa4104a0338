import { getLastEntryId, removeInteraction } from "../src/crm/interactions/change-interaction.ts";
import { defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { undoneMessage } from "../src/slack/views/interactions.ts";

export const undo = defineCommand({
  name: "/crm undo",
  usage: "",
  example: "/crm undo",
  summary: "Take back the last thing you logged",
  may: "interactions:write",
  parse: () => null,
  run: async (ctx) => say(undoneMessage(await removeInteraction(ctx, await getLastEntryId(ctx)))),
  form: async (ctx) => say(undoneMessage(await removeInteraction(ctx, await getLastEntryId(ctx)))),
});
