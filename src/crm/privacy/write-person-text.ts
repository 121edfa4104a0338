import { DateTime } from "luxon";
import type { PersonData, Row } from "./collect-person.ts";

/** The kinds as a person reads them, in the order in which they stand in the file. */
const headings: Record<keyof PersonData, string> = {
  contact: "Who",
  merges: "Customers that were merged into this one, or taken apart from it",
  contactPoints: "Addresses, earlier ones included",
  contactFacts: "Job, organisation, value and other names, earlier ones included",
  interactions: "Conversations",
  interactionVersions: "What conversations said before they were changed",
  tasks: "Tasks",
  quotes: "Quotes, with amounts in the currency's smallest unit",
  quoteVersions: "What quotes said before they were changed",
  stageChanges: "From lead to customer",
  tickets: "Tickets",
  ticketEvents: "What happened to tickets",
  ticketNotes: "What was said about tickets",
  ticketAttempts: "What was tried for tickets",
  drafts: "Words typed and not yet saved",
  imports: "Files they came from",
  importChanges: "What later files changed",
  auditEntries: "Audit log: who did what with these data",
  deliveries: "Messages that Steward sent about them",
  postedMessages: "Where Steward's answers and files about them stand in Slack",
  dataExports: "When these data were exported",
};

/** Of no use to whoever reads: how the CRM finds its own rows. */
const internal = new Set(["moved", "workspaceId", "searchKey", "nameKey", "normal", "id", "demo"]);

/** Everything about one person as text, a line a value; dates in the given zone. */
export function writePersonText(
  data: PersonData,
  { workspace, zone, at }: { workspace: string; zone: string; at: Date },
): string {
  const name = data.contact[0]?.["name"];
  const lines = [
    `Everything that ${workspace} keeps about ${typeof name === "string" ? name : "this person"}`,
    `Made on ${said(at, zone)}.`,
  ];
  for (const [kind, heading] of Object.entries(headings) as [keyof PersonData, string][]) {
    const rows = data[kind];
    lines.push("", heading, "-".repeat(heading.length));
    if (rows.length === 0) lines.push("Nothing.");
    for (const [index, row] of rows.entries()) {
      if (index > 0) lines.push("");
      lines.push(...linesOf(row, zone));
    }
  }
  return `${lines.join("\n")}\n`;
}

function linesOf(row: Row, zone: string): string[] {
  return Object.entries(row).flatMap(([key, value]) => {
    if (internal.has(key) || value === null || value === undefined || value === "") return [];
    return [`${worded(key)}: ${said(value, zone)}`];
  });
}

/** "validFrom" is "Valid from". */
function worded(key: string): string {
  const words = key.replace(/Id$/u, "").replace(/(?<=[a-z])(?=[A-Z])/gu, " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1).toLowerCase()}`;
}

function said(value: unknown, zone: string): string {
  if (value instanceof Date) return DateTime.fromJSDate(value, { zone }).toFormat("d LLL yyyy HH:mm ZZZZ");
  if (Array.isArray(value)) return value.map((one) => said(one, zone)).join("; ");
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .filter(([, part]) => part !== null)
      .map(([key, part]) => `${worded(key).toLowerCase()} ${said(part, zone)}`)
      .join(", ");
  }
  return String(value);
}
