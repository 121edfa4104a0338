import { allowErasedAgain } from "../src/crm/privacy/erased-people.ts";
import { listErasures } from "../src/crm/privacy/list-erasures.ts";
import { defineCommand } from "../src/slack/define.ts";
import { readerOf } from "../src/slack/reader.ts";
import { say } from "../src/slack/reply.ts";
import { readableTyped } from "../src/slack/typed-text.ts";
import { privacyText } from "../src/slack/views/privacy.text.ts";
import { erasuresMessage, shownErasures } from "../src/slack/views/privacy.ts";
import { sentenceMessage } from "../src/slack/views/sentence-message.ts";

export const crmAdminPrivacyAllow = defineCommand<{ erasureId: string; reason: string }>({
  name: "/crm-admin privacy allow",
  usage: "CERTIFICATE because REASON",
  example: "/crm-admin privacy allow 0199c5d0-0000-7000-8000-000000000000 because they are a customer again",
  summary: "Let an erased customer be entered again",
  may: "privacy:manage",
  parse(text) {
    const [, erasureId = "", reason = ""] = /^(\S+)\s*(?:because\b\s*)?(.*)$/isu.exec(readableTyped(text).trim()) ?? [];
    return erasureId === "" ? null : { erasureId, reason };
  },
  async run(ctx, input) {
    await allowErasedAgain(ctx, input);
    return say(sentenceMessage(privacyText.allowed()));
  },
  form: async (ctx) => say(erasuresMessage(await listErasures(ctx, shownErasures), readerOf(ctx))),
});
