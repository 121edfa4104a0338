import { answerSearch } from "../src/slack/answer-search.ts";
import { defineCommand } from "../src/slack/define.ts";
import { chooseCustomerForm } from "../src/slack/modals/choose-customer.ts";
import { open } from "../src/slack/reply.ts";
import { readableTyped } from "../src/slack/typed-text.ts";

export const customer = defineCommand({
  name: "/crm-customer",
  usage: "NAME, COMPANY, E-MAIL or PHONE",
  example: "/crm-customer budi santoso",
  summary: "Look up a customer's card and history; `⋯` there merges two cards of one person",
  may: "customers:read",
  parse: (text) => (text === "" ? null : readableTyped(text)),
  run: answerSearch,
  form: async () => open(chooseCustomerForm.build({ purpose: "card" })),
});
