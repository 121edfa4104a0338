import { answerSearch } from "../src/slack/answer-search.ts";
import { defineCommand } from "../src/slack/define.ts";
import { loadHome } from "../src/slack/home/load-home.ts";
import { say } from "../src/slack/reply.ts";
import { readableTyped } from "../src/slack/typed-text.ts";

/** Search anything; alone, one's day. Every other command works after it too: "/crm log …". */
export const crm = defineCommand({
  name: "/crm",
  usage: "[NAME, COMPANY, E-MAIL, PHONE, T-31, Q-12 or words]",
  example: "/crm 0812 3456",
  summary: "Find any customer, ticket or quote; alone, your recent work",
  may: "customers:read",
  parse: (text) => (text === "" ? null : readableTyped(text)),
  run: answerSearch,
  form: async (ctx) => say(await loadHome(ctx)),
});
