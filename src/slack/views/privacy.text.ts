import type { ErasureCount } from "../../crm/privacy/erasure.ts";
import type { PrivacyRefusals } from "../../crm/privacy/refusals.ts";
import { escapeMrkdwn, inline, shorten } from "../mrkdwn.ts";
import { calendarDay, plural } from "./dates.ts";
import { orList } from "./word-list.ts";

const name = (text: string) => inline(shorten(text, 60));
const sentence = (text: string) => escapeMrkdwn(shorten(text.replace(/\s+/gu, " ").trim(), 300));
const figure = (number: number) => number.toLocaleString("en");

const erasedBy = { email: "the e-mail address", phone: "the phone number", name: "the name and company" } as const;

export const privacyRefusals = {
  reason_missing: () => "Say why in a few words: the reason is kept in the audit log.",
  reason_too_long: ({ longest }) => `The reason is too long. Say it in ${longest} characters.`,
  reason_names_person: () =>
    "Leave the customer's name and addresses out of the reason: it is kept after everything else is gone.",
  name_does_not_match: () => "That is not the customer's name as it stands above. Type it the same way.",
  erasure_begun: () => "Somebody has begun to erase this customer already. `/crm-admin privacy` shows how far it is.",
  erasure_not_found: () => "There is no such erasure. `/crm-admin privacy` lists them.",
  person_erased: ({ by, on, erasureId, stewards }) =>
    `Somebody with ${erasedBy[by]} asked to be erased, and was on ${calendarDay(on)}. ${
      stewards.length === 0 ? "A steward" : orList(stewards.slice(0, 3).map((steward) => name(steward.name)))
    } can allow them again: \`/crm-admin privacy allow ${erasureId} because …\``,
} satisfies { [C in keyof PrivacyRefusals]: (details: PrivacyRefusals[C]) => string };

/** What each kind of row is called, and what becomes of it. */
const kinds: Record<ErasureCount, (count: number) => string> = {
  contact: (count) =>
    `${count > 1 ? `Their ${count} cards, merged into one` : "Their card"}: name, company, interests, dates: emptied`,
  contactPoints: (count) => `${plural(count, "address", "addresses")}, earlier ones included: removed`,
  contactFacts: (count) => `${plural(count, "detail")} (job, organisation, value, other names): removed`,
  interactions: (count) => `${plural(count, "conversation")}: the words removed, the count kept`,
  interactionVersions: (count) => `${plural(count, "earlier version")} of conversations: removed`,
  tasks: (count) => `${plural(count, "task")}: the words removed`,
  quotes: (count) => `${plural(count, "quote")}: the words removed, amounts and dates kept`,
  quoteVersions: (count) => `${plural(count, "earlier version")} of quotes: removed`,
  tickets: (count) =>
    `${plural(count, "ticket")}, what was said and tried included: the words removed, open ones closed`,
  drafts: (count) => `${plural(count, "unsaved draft")} that ${count === 1 ? "names" : "name"} them: removed`,
  importRemarks: (count) => `${plural(count, "remark")} on imports with their data: removed`,
  exportReasons: (count) => `${plural(count, "reason")} of earlier exports: removed`,
  auditEntries: (count) =>
    `${plural(count, "entry", "entries")} of the audit log: made unreadable, the chain kept whole`,
  openAuditEntries: (count) =>
    `${plural(count, "entry", "entries")} of the audit log from before values were encrypted: cannot be changed`,
  messages: (count) => `${plural(count, "message")} of mine in Slack: deleted, or emptied where Slack does not let me`,
  files: (count) => `${plural(count, "export file")} in Slack: deleted`,
};

export const privacyText = {
  cancel: () => "Cancel",
  customerMissing: () => "Choose the customer.",
  reason: () => "Why",
  reasonHint: () => "Kept in the audit log and shown to the other stewards.",
  reasonMissing: () => "Say why in a few words.",

  // Export of one person
  exportTitle: () => "Export a customer",
  exportSubmit: () => "Export",
  exportWho: (who: string) => `*${name(who)}*`,
  exportWhat: () =>
    "You get two files in our direct conversation: one to read, one for machines (JSON). They hold everything about this customer: addresses, conversations, tasks, quotes, imports, the audit log.",
  exportBegun: (who: string) =>
    `I'm gathering everything about *${name(who)}*. Two files come in our direct conversation.`,
  exportReady: (who: string) =>
    `Everything I keep about *${name(who)}*, in two files in this message's thread: one to read, one for machines. If they are not there in a minute, ask again with \`/crm-admin privacy export\`.`,
  readableFile: () => "Everything, to read",
  machineFile: () => "Everything, for machines (JSON)",

  // Announcements
  exportedPerson: (who: string, whom: string | null) =>
    `${who} exported everything about ${whom === null ? "a customer who has been erased since" : `*${name(whom)}*`}.`,
  exportedAll: (who: string, rows: number | null) =>
    `${who} exported ${rows === null ? "all customers" : plural(rows, "customer")}, with everything known of them, to files.`,
  exportedAudit: (who: string, rows: number) =>
    `${who} exported ${figure(rows)} ${rows === 1 ? "entry" : "entries"} of the audit log to a file.`,
  because: (reason: string) => `Reason: ${sentence(reason)}`,
  commandLine: () => "Somebody at the command line",

  // Erasure
  eraseTitle: () => "Erase a customer",
  next: () => "Next",
  erase: () => "Erase for good",
  eraseFirst: () => "Next you see everything that goes. Nothing is erased before you confirm it there.",
  eraseWhat: (who: string) => `*What goes with ${name(who)}*`,
  kind: (kind: ErasureCount, count: number) => `• ${kinds[kind](count)}`,
  unreachable: () =>
    "I can't take back: cards that somebody shared into a channel, files that somebody downloaded, and backups of the database until they age out. Please see to those. Answers that only one person saw, Slack drops by itself.",
  messagesIn: (place: string, count: number) => `${place}: ${figure(count)}`,
  directConversation: () => "direct conversations",
  stays: () =>
    "What stays: how many conversations there were and when, without words; the company; and a keyed fingerprint of their addresses, so that an import does not bring them back.",
  typeName: (who: string) => `Type "${shorten(who, 100)}" to confirm`,
  eraseBegun: () =>
    "The customer can't be found any more, and the rest is being erased now. I'll send the certificate to the stewards.",

  // The same without markup, for the command line
  plainWhat: (who: string) => `What goes with ${who}:`,
  plainUnderWay: (id: string, pending: number) =>
    pending === 0
      ? `Erasure ${id} is under way: Steward goes on with it when it runs, or run this again.`
      : `Everything kept about them is gone. ${plural(pending, "message")} or ${pending === 1 ? "file" : "files"} in Slack ${pending === 1 ? "is" : "are"} taken back by the Steward that runs; the stewards get the certificate of erasure ${id} then.`,
  plainDone: (id: string) => `Erased. Certificate of erasure ${id}, which the stewards get too:`,
  plainHash: (hash: string) => `SHA-256 of this list: ${hash}`,

  // Certificates
  listTitle: () => "*Privacy*",
  listNone: () => "Nobody has been erased so far.",
  listRow: (id: string, when: string, by: string, done: boolean) =>
    `${done ? "✓" : "◷"} \`${id}\` · ${when} · ${by}${done ? "" : " · under way"}`,
  listTyped: () =>
    "Typed: `/crm-admin privacy export budi santoso` · `/crm-admin privacy erase budi santoso` · `/crm-admin export`",
  show: () => "Certificate",
  certificateTitle: (id: string) => `*Certificate of erasure* \`${id}\``,
  certificateUnderWay: (id: string) => `◷ *Erasure* \`${id}\` is under way. I'll send the certificate when it is done.`,
  certificateBy: (who: string, asked: string, done: string | null) =>
    `Asked for by ${who}, ${asked}${done === null ? "" : `; done ${done}`}.`,
  certificateCount: (kind: ErasureCount, count: number) => `• ${kinds[kind](count)}`,
  reached: (deleted: number, redacted: number, gone: number) =>
    `In Slack: ${figure(deleted)} deleted, ${figure(redacted)} emptied, ${figure(gone)} gone before.`,
  notReached: (count: number) => `⚠ ${plural(count, "message")} of mine could not be reached in Slack.`,
  where: (place: string, why: string) => `${place}: ${why}`,
  hash: (hash: string) => `SHA-256 of this list: \`${hash}\``,
  redacted: () => "Removed at the customer's request.",
  steward: () => "Steward itself",

  // Entering an erased person again
  allowed: () => "They can be entered again now. The audit log has your reason.",
};
