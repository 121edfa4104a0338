import { defineCommand } from "../src/slack/define.ts";
import { customersExportForm } from "../src/slack/modals/customers-export.ts";
import { open } from "../src/slack/reply.ts";

export const crmAdminExport = defineCommand<never>({
  name: "/crm-admin export",
  usage: "",
  example: "/crm-admin export",
  summary: "All customers as CSV or JSON files; the other stewards hear of it",
  may: "privacy:manage",
  parse: () => null,
  run: async () => open(customersExportForm.build({})),
  form: async () => open(customersExportForm.build({})),
});
