import type { AuditRefusals } from "../../crm/audits/refusals.ts";
import type { AuditFault, AuditVerdict } from "../../crm/audits/verify-audit.ts";
import { inlineWithin } from "../mrkdwn.ts";
import { plural } from "./dates.ts";

const numbers = new Intl.NumberFormat("en-GB");
const number = (value: bigint | number) => numbers.format(value);

function entries(from: bigint, to: bigint): string {
  return from === to ? `Entry ${number(from)} is` : `Entries ${number(from)} to ${number(to)} are`;
}

function kept(day: string | null): string {
  return day === null ? "the head you gave" : `the head kept on ${day}`;
}

/** What is wrong with the log, a sentence each; without markup, since the command line says it too. */
export function auditFaultSentence(fault: AuditFault): string {
  switch (fault.kind) {
    case "changed":
      return `Entry ${number(fault.seq)} (${fault.action}) was changed after it was written.`;
    case "missing":
      return `${entries(fault.from, fault.to)} missing.`;
    case "inserted":
      return `A second entry ${number(fault.seq)} (${fault.action}) was put in.`;
    case "unlinked":
      return `Entry ${number(fault.seq)} (${fault.action}) does not follow from entry ${number(fault.seq - 1n)}: one of them was replaced, or they changed places.`;
    case "cut-off":
      return `${entries(fault.from, fault.to)} missing at the end.`;
    case "behind-head":
      return `${entries(fault.from, fault.to)} behind the end that was kept: put in, or the kept end was set back.`;
    case "head-missing":
      return "The end of the log is not kept any more, so what was cut off cannot be seen.";
    case "head-differs":
      return `Entry ${number(fault.seq)}, the last one, is not the one that was kept as the end.`;
    case "kept-differs":
      return `Entry ${number(fault.seq)} is not the one of ${kept(fault.day)}: the log was rewritten up to there.`;
    case "kept-beyond":
      return `The log ends before entry ${number(fault.seq)} of ${kept(fault.day)}: its end was cut off.`;
    case "key-missing":
      return `The key to what entry ${number(fault.seq)} says about a person was taken out; an erasure would have left a trace.`;
    case "key-destroyed":
      return `The key to what entry ${number(fault.seq)} says about a person was destroyed, and nobody asked for an erasure.`;
    case "key-unfit":
      return `The key to what entry ${number(fault.seq)} says about a person does not open it: the key or the entry was exchanged.`;
    case "key-of-another":
      return `The key to what entry ${number(fault.seq)} says about a person was given to somebody else.`;
  }
}

const longestTyped = 100;

/** What was typed, its mentions as Slack shows them and nothing else of it as markup. */
function readable(typed: string): string {
  return typed
    .split(/(<@[UW][A-Z0-9]+(?:\|[^<>]*)?>)/u)
    .map((part, index) => (index % 2 === 1 ? part.replace(/\|[^<>]*/u, "") : inlineWithin(part, longestTyped)))
    .filter((part) => part !== "")
    .join(" ");
}

export const auditRefusals: { [C in keyof AuditRefusals]: (details: AuditRefusals[C]) => string } = {
  head_unreadable: ({ typed }) =>
    `"${inlineWithin(typed, longestTyped)}" is not a head. It is an entry's number, a colon and 64 hexadecimal digits, as the daily notice says it.`,
  audit_words_unknown: ({ typed }) =>
    `I know nobody and nothing called "${inlineWithin(typed, longestTyped)}" in the audit log. Try a person, a customer, an action such as "access", or a day.`,
  audit_day_unreadable: ({ typed }) =>
    `I can't read "${inlineWithin(typed, longestTyped)}" as a day. Write it like this: 2026-11-22.`,
  audit_period_backwards: ({ from, to }) => `The first day, ${from}, is after the last, ${to}. Exchange them.`,
  audit_period_empty: () => "The audit log has nothing from those days. Choose others.",
};

export const auditText = {
  title: (typed: string) => (typed === "" ? "*Audit log*" : `*Audit log* · ${readable(typed)}`),
  day: (when: string) => `*${when}*`,
  row: (when: string, who: string, did: string) => `${when} · ${who} · ${did}`,
  steward: () => "Steward",
  nothing: (typed: string) =>
    typed === "" ? "The audit log is empty." : `Nothing in the audit log is about ${readable(typed)}.`,
  nothingEarlier: () => "There is nothing earlier.",
  earlier: () => "Earlier",

  // Reading of customers' cards
  readsState: (on: boolean) =>
    on
      ? "Opening a customer's card is written to the audit log."
      : "Opening a customer's card is not written to the audit log.",
  readsTyped: (on: boolean) => `\`/crm-admin audit reads ${on ? "off" : "on"}\` changes that.`,
  readsSwitched: (on: boolean) =>
    on
      ? "From now on, opening a customer's card or history is written to the audit log."
      : "From now on, opening a customer's card is not written to the audit log. What was written stays.",
  readsSwitch: (on: boolean) => (on ? "Stop" : "Start"),
  readsHome: (on: boolean) =>
    `*Audit log:* ${on ? "changes, and who opened which card" : "changes, not who opened a card"}`,
  readsUnclear: (typed: string) => `Write \`on\` or \`off\`, not "${inlineWithin(typed, longestTyped)}".`,
  open: () => "Show",

  // Export
  export: () => "Export",
  exportTitle: () => "Export the audit log",
  exportWhat: () => "You get a file in our direct conversation. The other stewards hear of it, with your reason.",
  exportOnly: (typed: string) => `Only entries for: ${readable(typed)}`,
  exportFrom: () => "First day",
  exportFromHint: () => "Empty: from the first entry on.",
  exportTo: () => "Last day",
  exportToHint: () => "Empty: until now.",
  exportFormat: () => "Format",
  exportFormatName: (format: "csv" | "json") => ({ csv: "CSV, for spreadsheets", json: "JSON, for machines" })[format],
  exportBegun: (count: number) =>
    `I'm writing ${count === 1 ? "1 entry" : `${number(count)} entries`} to a file. It comes in our direct conversation.`,
  exportReady: (count: number, format: "csv" | "json") =>
    `*Audit log:* ${count === 1 ? "1 entry" : `${number(count)} entries`} as ${format === "csv" ? "a CSV" : "a JSON"} file, in this message's thread. If it is not there in a minute, ask again with \`/crm-admin audit export\`.`,
  exportFile: () => "Audit log",
  cancel: () => "Cancel",

  whole: ({ entries: count, days }: AuditVerdict) =>
    `The audit log is whole: ${number(count)} ${count === 1 ? "entry" : "entries"}, each as it was written${days > 0 ? `, and as ${plural(days, "day")} ended` : ""}.`,
  notWhole: ({ entries: count, faultCount }: AuditVerdict) =>
    `The audit log is not whole: ${plural(faultCount, "fault")} in ${number(count)} ${count === 1 ? "entry" : "entries"}.`,
  moreFaults: (more: number) => `And ${number(more)} more.`,
  dayHead: (day: string, count: bigint) =>
    `Audit log, ${day}: ${number(count)} ${count === 1n ? "entry" : "entries"}. This is the head to keep elsewhere:`,
  head: (seq: bigint, hash: string) => `\`${seq}:${hash}\``,
  keepHead: () => "`/crm-admin audit verify` and this head show later whether anything was cut off or rewritten.",
  headNow: () => "The head to keep elsewhere:",
  whoever: () => "Whoever can write to the database has done this. The backups from before say what stood there.",
};

/** A verdict in lines without markup. */
export function verdictLines(verdict: AuditVerdict): string[] {
  const { faults, faultCount } = verdict;
  if (faultCount === 0) return [auditText.whole(verdict)];
  const more = faultCount - faults.length;
  return [
    auditText.notWhole(verdict),
    ...faults.map(auditFaultSentence),
    ...(more > 0 ? [auditText.moreFaults(more)] : []),
  ];
}
