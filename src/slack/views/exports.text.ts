import type { ExportKindName } from "../../crm/exports/export-kind.ts";
import type { ExportFormat } from "../../crm/exports/request-customers-export.ts";
import { plural } from "./dates.ts";

const files: Record<ExportKindName, string> = {
  customers: "Customers",
  companies: "Companies",
  addresses: "Addresses, earlier ones included",
  details: "Details, earlier ones included",
  conversations: "Conversations",
  tasks: "Tasks",
  tickets: "Tickets",
  "ticket-notes": "Said about tickets",
  "ticket-attempts": "Tried for tickets",
};

const short: Record<ExportKindName, string> = {
  ...files,
  addresses: "addresses",
  details: "details",
};

const list = new Intl.ListFormat("en", { type: "conjunction" });

export const exportsText = {
  title: () => "Export customers",
  what: () =>
    "All customers with companies, addresses, conversations, tasks and tickets come as files in our direct conversation. The other stewards hear of it, with your reason.",
  submit: () => "Export",
  format: () => "Files",
  formatName: (format: ExportFormat) =>
    ({ csv: "For spreadsheets and to import again (CSV)", json: "For machines (JSON Lines)" })[format],
  begun: (parts: number) =>
    parts === 1
      ? "I'm writing all customers to files. They come in our direct conversation."
      : `I'm writing all customers to files. They come in our direct conversation, in ${parts} parts.`,
  file: (kind: ExportKindName) => files[kind],
  packed: (part: number, parts: number) => `All customers, part ${part} of ${parts}`,
  packedName: (part: number, parts: number) => `customers part ${part} of ${parts}.zip`,
  ready: (customers: number, part: number, parts: number) =>
    parts === 1
      ? `*${plural(customers, "customer")} exported*`
      : `*${plural(customers, "customer")} exported, part ${part} of ${parts}*`,
  holds: (kinds: readonly ExportKindName[]) => {
    const said = list.format(kinds.map((kind) => short[kind].toLowerCase()));
    return `${said.slice(0, 1).toUpperCase()}${said.slice(1)}: in this message's thread.`;
  },
  again: (format: ExportFormat) =>
    format === "csv"
      ? "To import them again: companies.csv first, then customers.csv."
      : "Each line is a JSON document.",
  missing: () => "Not there in a minute? Ask again with `/crm-admin export`.",
};
