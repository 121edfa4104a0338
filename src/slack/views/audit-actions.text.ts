import { daysKeptWhenGone } from "../../crm/access/mark-uninstalled.ts";
import { ownedSubjects } from "../../crm/access/ownership.ts";
import type { AuditLine } from "../../crm/audits/list-audit.ts";
import { plural } from "./dates.ts";
import { ownersText } from "./owners.text.ts";

type Values = Record<string, unknown>;
type Told = (line: AuditLine) => string;

const erased = "erased";

/** A value of an entry in a few words; lists and objects as JSON, which is how they were written. */
function say(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function access(values: Values | null): string {
  const { role, departments } = values ?? {};
  const parts = [role, ...(Array.isArray(departments) ? departments : [])].filter((part) => typeof part === "string");
  return parts.join(", ");
}

function inBrackets(text: string): string {
  return text === "" ? "" : ` (${text})`;
}

function fromTo(before: string, after: string): string {
  return `${before === "" ? "" : ` from ${before}`}${after === "" ? "" : ` to ${after}`}`;
}

function because(values: Values | null): string {
  const reason = values?.["reason"];
  return typeof reason === "string" && reason !== "" ? `: ${reason}` : "";
}

const whom = ({ subjectName, erased: gone }: AuditLine) => subjectName ?? (gone ? erased : "somebody no longer here");
const what = (line: AuditLine, key: string) => (line.erased ? erased : say((line.after ?? line.before)?.[key]));
/** What was noted with an entry, where anything was. */
function noted(line: AuditLine): string {
  const note = (line.after ?? line.before)?.["note"];
  return line.erased || (typeof note === "string" && note !== "") ? `: ${what(line, "note")}` : "";
}
/** The ticket by its number, and whose it is as far as that may still be said. */
const ticket = (line: AuditLine) =>
  `${line.erased ? `a ticket (${erased})` : `T-${what(line, "number")}`}${line.subjectName ? ` of ${line.subjectName}` : ""}`;
/** The quote by its number, and whose it is as far as that may still be said. */
const quote = (line: AuditLine) =>
  `${line.erased ? `a quote (${erased})` : `Q-${what(line, "number")}`} for ${whom(line)}`;
/** A task by its words where it is about a customer; of any other the log keeps none. */
const task = (line: AuditLine) =>
  line.erased || typeof line.after?.["title"] === "string"
    ? `a task about ${whom(line)}: ${what(line, "title")}`
    : "a task of one's own";
/** Which values an entry changed, from what to what. */
function changes({ erased: gone, before, after }: AuditLine): string {
  if (gone) return ` (${erased})`;
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const changed = keys.filter((key) => JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]));
  if (changed.length === 0) return "";
  const said = changed.map((key) =>
    before && key in before ? `${key} from ${say(before[key])} to ${say(after?.[key])}` : `${key} ${say(after?.[key])}`,
  );
  return `: ${said.join("; ")}`;
}

/** Counts by kind of row, whose names nobody but a programmer knows. */
function removed(counts: Values | null): string {
  const rows = Object.values(counts ?? {}).reduce<number>((sum, one) => sum + (Number(one) || 0), 0);
  return rows > 0 ? ` (${plural(rows, "row")})` : "";
}

const reviewed: Record<string, string> = {
  keep: ": stays",
  change: ": changed",
  revoke: ": ended",
  gone: ": had ended before",
};

const subjectOf = (line: AuditLine) => {
  const subject = ownedSubjects.find((each) => each === line.after?.["subject"]);
  return subject ? ownersText.label(subject) : what(line, "subject");
};

/** What each action was, as it goes on after a person's name. */
export const auditSentences: Record<string, Told> = {
  "access.asked": () => "asked for access",
  "access.granted": (line) => `gave ${whom(line)} access${inBrackets(access(line.after))}${because(line.after)}`,
  "access.changed": (line) =>
    `changed ${whom(line)}'s access${fromTo(access(line.before), access(line.after))}${because(line.after)}`,
  "access.revoked": (line) => `ended ${whom(line)}'s access${inBrackets(access(line.before))}${because(line.after)}`,
  "access.declined": (line) => `declined ${whom(line)}'s request for access`,
  "access_review.started": () => "started the review of access",
  "access_review.decided": (line) =>
    `reviewed ${whom(line)}'s access${reviewed[String(line.after?.["decision"])] ?? ""}`,
  "access_review.finished": () => "finished the review of access",
  "attention.changed": (line) => `changed how much they hear from Steward, and when${changes(line)}`,
  "attention.lessened": () => "wanted a kind of message in the digest only",
  "attention.restored": () => "wanted a kind of message by itself again",
  "audit.exported": (line) =>
    `exported the audit log (${what(line, "rows")} entries, ${what(line, "format")})${because(line.after)}`,
  "company.created": (line) => `added the company ${line.subjectName ?? what(line, "name")}`,
  "company.changed": (line) => `changed the company ${whom(line)}${changes(line)}`,
  "contact.created": (line) => `added ${whom(line)}`,
  "contact.changed": (line) => `changed ${whom(line)}${changes(line)}`,
  "customer.read": (line) => `opened the card of ${whom(line)}`,
  "customers.exported": (line) => `exported all customers (${what(line, "rows")})${because(line.after)}`,
  "delivery.sent_again": (line) => `sent a message again that had not arrived (${what(line, "kind")})`,
  "delivery.left": (line) => `left a message that had not arrived (${what(line, "kind")})`,
  "demo.cleared": () => "took the made-up customers away",
  "demo.seeded": () => "added made-up customers to try things with",
  "erasure.finished": () => "finished erasing a customer",
  "erasure.released": (line) => `allowed an erased customer to be entered again${because(line.after)}`,
  "erasure.requested": (line) => `began to erase a customer${because(line.after)}`,
  "import.requested": (line) => `asked to import ${what(line, "fileName")}`,
  "import.started": (line) => `began to import ${what(line, "fileName")}`,
  "import.finished": (line) =>
    `finished an import: ${what(line, "created")} added, ${what(line, "updated")} changed, ${what(line, "rejected")} refused`,
  "import.undo_requested": (line) => `asked to take the import of ${what(line, "fileName")} back`,
  "import.undone": (line) =>
    `took the import of ${what(line, "fileName")} back: ${what(line, "contacts")} customers and ${what(line, "companies")} companies removed, ${what(line, "restored")} as before, ${what(line, "kept")} left`,
  "contact.merged": (line) => `merged another customer into ${whom(line)}`,
  "contact.merged_away": (line) => `merged ${whom(line)} into another customer`,
  "contact.merge_undone": (line) => `undid a merge of ${whom(line)}`,
  "contact.taken_back": (line) => `took ${whom(line)} back with the import that had brought them`,
  "contact.changes_taken_back": (line) => `took back what an import had changed of ${whom(line)}`,
  "company.taken_back": () => "took a company back with the import that had brought it",
  "company.changes_taken_back": () => "took back what an import had changed of a company",
  "import.failed": (line) => `could not finish an import (${what(line, "failure")})`,
  "interaction.logged": (line) => `logged ${what(line, "type")} with ${whom(line)}${noted(line)}`,
  "interaction.changed": (line) => `changed what was logged with ${whom(line)}${changes(line)}`,
  "interaction.removed": (line) => `took back ${what(line, "type")} with ${whom(line)}${noted(line)}`,
  "fact.confirmed": (line) => `confirmed ${what(line, "field")} ${what(line, "value")} of ${whom(line)}`,
  "fact.skipped": (line) => `could not say whether ${what(line, "value")} of ${whom(line)} still holds`,
  "freshness.asked": (line) => `had the owner of ${whom(line)} asked what still holds`,
  "freshness.exported": (line) => `had the figures of stale data of ${what(line, "day")} sent as a file`,
  "settings.freshness_changed": (line) => `changed after how many days data are stale${changes(line)}`,
  "freshness.tasks_made": (line) =>
    `gave ${what(line, "owners")} owners a task about stale data, from the figures of ${what(line, "day")}`,
  "job.run_by_hand": (line) => `ran the job ${what(line, "job")} by hand for ${what(line, "slot")}`,
  "keys.rotated": (line) => `changed the encryption key of ${what(line, "keys")} people's keys`,
  "lead.rested": (line) => `put ${whom(line)} off for two weeks`,
  "member.deactivated": (line) => `saw that ${whom(line)} was deactivated in Slack`,
  "member.reactivated": (line) => `saw that ${whom(line)} came back in Slack`,
  "member.guest_changed": (line) =>
    `saw that ${whom(line)} ${line.after?.["isGuest"] ? "became a guest" : "is no guest any more"} in Slack`,
  "member.owner_changed": (line) =>
    `saw that ${whom(line)} ${line.after?.["isSlackOwner"] ? "became an owner" : "is no owner any more"} of the Slack workspace`,
  "ownership.changed": (line) =>
    line.after?.["memberId"]
      ? `made ${whom(line)} owner of "${subjectOf(line)}"`
      : `left "${subjectOf(line)}" without an owner`,
  "point.confirmed": (line) => `confirmed ${what(line, "typed")} of ${whom(line)}`,
  "point.evidence_withdrawn": (line) => `took back what an entry had said of ${what(line, "typed")} of ${whom(line)}`,
  "point.skipped": (line) => `could not say whether ${what(line, "typed")} of ${whom(line)} still holds`,
  "point.suspended": (line) =>
    `noted that ${what(line, "typed")} of ${whom(line)} reaches nobody${because(line.after)}`,
  "privacy.exported": (line) => `exported everything about ${whom(line)}${because(line.after)}`,
  "retention.removed": (line) => `removed what had served its time${removed(line.after)}`,
  "settings.triage_channel_changed": () => "changed the channel for tickets",
  "settings.usage_changed": (line) => `changed how usage is told${changes(line)}`,
  "usage.lesson_sent": (line) => `had a lesson sent to ${what(line, "people")} people`,
  "report.exported": (line) => `had the report on ${what(line, "report")} sent as a file`,
  "settings.log_reads_changed": (line) => `turned the log of opened cards ${line.after?.["logReads"] ? "on" : "off"}`,
  "outage.started": () => "put tickets together as an outage",
  "outage.ended": (line) => `ended an outage (tickets ${what(line, "tickets")})`,
  "settings.tickets_changed": (line) => `changed how tickets are run${changes(line)}`,
  "settings.working_hours_changed": () => "changed the working hours",
  "settings.service_targets_changed": () => "changed how much time each priority has",
  "settings.escalation_changed": (line) => `changed who hears when ${what(line, "department")} is late`,
  "settings.ticket_inbox_changed": (line) =>
    line.after?.["department"] === null ? "made a channel no inbox any more" : "made a channel an inbox for tickets",
  "settings.holidays_changed": (line) =>
    `changed the days off: ${what(line, "added")} more, ${what(line, "removed")} fewer`,
  "absence.changed": (line) => (line.after ? "said when they are away" : "said that they are not away after all"),
  "ticket.opened": (line) => `opened ${ticket(line)}`,
  "ticket.taken": (line) => `took ${ticket(line)}`,
  "ticket.assigned": (line) => `gave ${ticket(line)} to somebody`,
  "ticket.unassigned": (line) => `took ${ticket(line)} from whoever had it`,
  "ticket.handed_over": (line) => `handed ${ticket(line)} over`,
  "ticket.prioritised": (line) => `made ${ticket(line)} ${what(line, "priority")}`,
  "ticket.escalated": (line) => `escalated ${ticket(line)} to ${what(line, "priority")}${because(line.after)}`,
  "ticket.waiting": (line) => `asked the customer of ${ticket(line)}`,
  "ticket.chased": (line) => `asked the customer of ${ticket(line)} again`,
  "ticket.answered": (line) => `noted that the customer of ${ticket(line)} answered`,
  "ticket.woken": (line) => `brought ${ticket(line)} back, which had waited`,
  "ticket.tried": (line) => `noted what was tried for ${ticket(line)}`,
  "ticket.thread_noted": (line) => `kept a thread as notes of ${ticket(line)}`,
  "ticket.replied": (line) => `was the first to answer ${ticket(line)}`,
  "ticket.noted": (line) => `noted something about ${ticket(line)}`,
  "ticket.note_changed": (line) => `changed a note about ${ticket(line)}`,
  "ticket.note_removed": (line) => `deleted a note about ${ticket(line)}`,
  "ticket.solved": (line) => `solved ${ticket(line)}`,
  "ticket.reopened": (line) => `reopened ${ticket(line)}`,
  "ticket.closed": (line) => `closed ${ticket(line)}`,
  "ticket.linked": (line) => `made ${ticket(line)} a duplicate`,
  "ticket.grouped": (line) => `put ${ticket(line)} into an outage`,
  "ticket.ungrouped": (line) => `took ${ticket(line)} out of an outage`,
  "ticket.changed": (line) => `changed what ${ticket(line)} says`,
  "ticket.warned": (line) => `warned that ${ticket(line)} is due soon`,
  "ticket.breached": (line) => `told that ${ticket(line)} is late`,
  "quote.sent": (line) => `sent ${quote(line)}`,
  "quote.changed": (line) => `changed a quote for ${whom(line)}${changes(line)}`,
  "quote.won": (line) => `marked ${quote(line)} as won`,
  "quote.lost": (line) => `marked ${quote(line)} as lost`,
  "quote.reopened": (line) => `opened a quote for ${whom(line)} again`,
  "quote.removed": (line) => `took ${quote(line)} back with its entry`,
  "task.added": (line) => `planned ${task(line)}`,
  "task.assigned": (line) => `gave ${task(line)} to somebody`,
  "task.changed": (line) => `changed ${task(line)}`,
  "task.done": (line) => `did ${task(line)}`,
  "task.dropped": (line) => `dropped ${task(line)}`,
  "task.kept": (line) => `said that ${task(line)} is still to be done`,
  "task.raised": (line) => `raised ${what(line, "tasks")} promises with nothing done`,
  "task.reminded": (line) => `reminded people of ${what(line, "tasks")} tasks`,
  "task.reopened": (line) => `opened ${task(line)} again`,
  "task.snoozed": (line) => `put off ${task(line)}`,
  "workspace.enrolled": () => "was installed",
  "workspace.uninstalled": () =>
    `was taken out of Slack, and stopped; what it kept goes after ${daysKeptWhenGone} days`,
  "workspace.reinstalled": () => "was installed again, and everything is as it was",
  "workspace.changed": (line) => `saw that the workspace changed in Slack${changes(line)}`,
};

/** What an entry says, without markup, as it goes on after the name of whoever acted. */
export function auditSentence(line: AuditLine): string {
  const told = auditSentences[line.action];
  if (told) return told(line);
  return `${line.action.replaceAll(/[._]/gu, " ")}${line.subjectName ? ` · ${line.subjectName}` : ""}${changes(line)}`;
}
