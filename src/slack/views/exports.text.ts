import type { ExportKindName } from "../../crm/exports/export-kind.ts";
import type { ExportFormat } from "../../crm/exports/request-customers-export.ts";
import { andList } from "./word-list.ts";

const files: Record<ExportKindName, string> = {
  customers: "Customers",
  companies: "Companies",
  addresses: "Addresses, earlier ones included",
  details: "Details, earlier ones included",
  conversations: "Conversations",
  tasks: "Tasks",
  quotes: "Quotes",
  tickets: "Tickets",
  "ticket-notes": "Said about tickets",
  "ticket-attempts": "Tried for tickets",
};

const short: Record<ExportKindName, string> = {
  ...files,
  addresses: "addresses",
  details: "details",
  "ticket-notes": "what was said about tickets",
  "ticket-attempts": "what was tried for them",
};

const number = (customers: number) => `${customers.toLocaleString("en")} ${customers === 1 ? "customer" : "customers"}`;

/** More than anybody likes to download one by one. */
const manyParts = 10;

export const exportsText = {
  title: () => "Export customers",
  what: () =>
    "All customers with companies, addresses, conversations, tasks, quotes and tickets come as files in our direct conversation. The other stewards hear of it, with your reason.",
  submit: () => "Export",
  format: () => "Files",
  formatName: (format: ExportFormat) =>
    ({ csv: "For spreadsheets and to import again (CSV)", json: "For machines (JSON Lines)" })[format],
  begun: (parts: number) =>
    parts === 1
      ? "I'm writing all customers to files. They come in our direct conversation."
      : `I'm writing all customers to files. They come in our direct conversation, in ${parts} parts.${parts > manyParts ? " At once: `npm run steward -- export customers` on the server." : ""}`,
  file: (kind: ExportKindName) => files[kind],
  packed: (part: number, parts: number) => (parts === 1 ? "All customers" : `All customers, part ${part} of ${parts}`),
  packedName: (part: number, parts: number) =>
    parts === 1 ? "customers.zip" : `customers part ${part} of ${parts}.zip`,
  ready: (customers: number, part: number, parts: number) =>
    parts === 1 ? `*${number(customers)} exported*` : `*${number(customers)} exported, part ${part} of ${parts}*`,
  holds: (kinds: readonly ExportKindName[], parts: number) => {
    const beside = parts === 1 ? kinds.filter((kind) => kind !== "customers") : kinds;
    const said = andList(beside.map((kind) => short[kind].toLowerCase()));
    if (said === "") return "In this message's thread.";
    const first = parts === 1 ? `With ${said}` : `${said.slice(0, 1).toUpperCase()}${said.slice(1)}`;
    return `${first}, in this message's thread.`;
  },
  again: (format: ExportFormat) =>
    format === "csv"
      ? "To import them again: companies.csv first, then customers.csv."
      : "Each line is a JSON document.",
  missing: () => "Not there in a minute? Ask again with `/crm-admin export`.",
};
