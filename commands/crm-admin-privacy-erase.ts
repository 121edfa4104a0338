import { planErasure } from "../src/crm/privacy/plan-erasure.ts";
import { defineCommand } from "../src/slack/define.ts";
import { findOneCustomer } from "../src/slack/find-one-customer.ts";
import { chooseToEraseForm, eraseForm } from "../src/slack/modals/privacy-erase.ts";
import { open } from "../src/slack/reply.ts";
import { readableTyped } from "../src/slack/typed-text.ts";

export const crmAdminPrivacyErase = defineCommand({
  name: "/crm-admin privacy erase",
  usage: "[CUSTOMER]",
  example: "/crm-admin privacy erase budi santoso",
  summary: "Erase one customer: first what goes, then for good",
  may: "privacy:manage",
  parse: (text) => (text === "" ? null : readableTyped(text)),
  async run(ctx, typed) {
    const customer = await findOneCustomer(ctx, typed);
    return open(customer ? eraseForm.build(await planErasure(ctx, customer.contactId)) : chooseToEraseForm.build({}));
  },
  form: async () => open(chooseToEraseForm.build({})),
});
