import type { ImportLine } from "../../crm/customers/import/list-imports.ts";
import type { KeptReason, UndoCounts } from "../../crm/customers/import/undo-import.ts";
import { inline, shorten } from "../mrkdwn.ts";
import { plural } from "./dates.ts";

const number = (count: number) => count.toLocaleString("en");
const file = (name: string) => `*${inline(shorten(name, 60))}*`;

const reasons: Record<KeptReason, string> = {
  used: "talked with, or given a task or a ticket, since",
  changed: "changed or confirmed since",
  has_contacts: "there are still people in it",
};

const systems: Record<string, string> = {
  hubspot: "HubSpot",
  salesforce: "Salesforce",
  pipedrive: "Pipedrive",
  steward: "Steward",
};

function takenBack({ contacts, companies, restored }: UndoCounts): string {
  const removed = [
    ...(contacts > 0 ? [plural(contacts, "customer")] : []),
    ...(companies > 0 ? [plural(companies, "company", "companies")] : []),
  ];
  const parts = [
    ...(removed.length > 0 ? [`${removed.join(" and ")} removed`] : []),
    ...(restored > 0 ? [`${number(restored)} as before again`] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : "nothing was left to take back";
}

export const importsText = {
  /** which system a file came from; null for none that is known */
  systemName: (system: string | null) => (system === null ? null : (systems[system] ?? null)),
  title: (total: number) => (total === 0 ? "No imports yet." : `*Imports*, the newest first`),
  line: (
    { id, fileName, system, byName, created, updated, rejected, undo, undoCounts, finishedAt }: ImportLine,
    when: string,
  ) => {
    const from = systems[system ?? ""];
    const counts = [
      `${number(created)} added`,
      ...(updated > 0 ? [`${number(updated)} updated`] : []),
      ...(rejected > 0 ? [`${number(rejected)} not taken`] : []),
    ].join(", ");
    const state = {
      none: finishedAt === null ? " · not finished" : "",
      running: " · being taken back",
      done: undoCounts ? ` · taken back: ${takenBack(undoCounts)}` : " · taken back",
    }[undo];
    const who = byName === null ? "the command line" : inline(byName);
    return `${file(fileName)}${from ? ` from ${from}` : ""} · ${counts}${state}\n${when} by ${who} · \`${id.slice(-8)}\``;
  },
  undo: () => "Take back",
  undoTitle: () => "Take this import back?",
  undoQuestion: () =>
    "What it added goes, and what it changed is as before. Customers you have worked with since stay as they are.",
  undoConfirm: () => "Take back",
  undoDeny: () => "Keep it",
  earlier: () => "Earlier",
  newer: () => "Newer",
  upload: () => "Upload customers",
  undoBegun: (name: string) => `I'm taking ${file(name)} back. I'll write to you when it is done.`,
  undone: (name: string, counts: UndoCounts) => `${file(name)} is taken back: ${takenBack(counts)}.`,
  left: (count: number) => (count === 1 ? "One is left as it is:" : `${number(count)} are left as they are:`),
  kept: (name: string | null, reason: KeptReason) =>
    `• ${name === null ? "somebody no longer here" : inline(shorten(name, 60))}: ${reasons[reason]}`,
  more: (count: number) => `and ${number(count)} more`,
  received: (
    name: string,
    {
      understood,
      columns,
      system,
      companies,
    }: { understood: number; columns: number; system: string | null; companies: boolean },
  ) =>
    `${file(name)}${system ? `, an export of ${system}` : ""}: ${companies ? "a list of companies" : "a list of customers"}. I understood ${understood} of ${plural(columns, "column")}.`,
  asCalled: (headers: readonly string[]) => {
    const named = [...new Set(headers)].slice(0, 12).map((header) => inline(shorten(header, 30)));
    return `As they are called: ${named.join(", ")}`;
  },
  column: (header: string, field: string) => `${inline(shorten(header, 40))} → ${field}`,
  leftOut: (headers: readonly string[], more: number) =>
    `Left out: ${headers.map((header) => inline(shorten(header, 30))).join(", ")}${more > 0 ? ` and ${number(more)} more` : ""}`,
  oneAtATime: () => "Send the other files one at a time, so that I can show you how I read each.",
  take: () => "Import",
  check: () => "Change columns",
};
