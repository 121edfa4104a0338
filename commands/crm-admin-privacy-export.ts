import { defineCommand } from "../src/slack/define.ts";
import { findOneCustomer } from "../src/slack/find-one-customer.ts";
import { privacyExportForm } from "../src/slack/modals/privacy-export.ts";
import { open } from "../src/slack/reply.ts";
import { readableTyped } from "../src/slack/typed-text.ts";

export const crmAdminPrivacyExport = defineCommand({
  name: "/crm-admin privacy export",
  usage: "[CUSTOMER]",
  example: "/crm-admin privacy export budi santoso",
  summary: "Everything about one customer, as files",
  may: "privacy:manage",
  parse: (text) => (text === "" ? null : readableTyped(text)),
  run: async (ctx, typed) => open(privacyExportForm.build({ customer: await findOneCustomer(ctx, typed) })),
  form: async () => open(privacyExportForm.build({ customer: null })),
});
