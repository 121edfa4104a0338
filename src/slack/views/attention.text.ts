import type { AttentionRefusals } from "../../crm/attention/refusals.ts";
import { plural } from "./dates.ts";

const kinds: Record<string, string> = {
  "access-review-due": "Reviews of access",
  "weekly-usage": "Last week in your team",
  "usage-lesson": "Short lessons",
  "audit-day-head": "The day's end of the audit log",
  "delivery-unknown": "Messages that may not have arrived",
  "weekly-freshness": "The week's stale data",
  "task-given": "Tasks that colleagues give you",
  "given-task-reminder": "Reminders of tasks that colleagues gave you",
};

/** Parts of the digest: wanted less of, they stay out of it. */
const parts: Record<string, string> = {
  "digest-tasks": "Due tasks",
  "digest-tickets": "Tickets at risk",
  "digest-leads": "Leads that have gone quiet",
  "digest-queue": "Leads to call",
  "digest-fields": "Questions about customers",
  "digest-tips": "Tips",
};

export const attentionText = {
  /** what messages of a kind are called */
  kind: (kind: string) => kinds[kind] ?? parts[kind] ?? "Messages like this",
  hasName: (kind: string) => kind in kinds,
  less: () => "Less of this",
  lessened: (kind: string) =>
    kind in parts
      ? `*${parts[kind]}* stay out of your daily digest from now on.`
      : `*${attentionText.kind(kind)}* come in your daily digest only, from now on.`,
  asBefore: () => "As before",
  restored: (kind: string) =>
    kind in parts
      ? `*${parts[kind]}* stand in your daily digest again.`
      : `*${attentionText.kind(kind)}* come by themselves again.`,
  settings: () => "Change",

  homeTitle: () => "*When I write to you*",
  home: (digest: string, days: string, allowance: number, quiet: string | null) =>
    [
      `Daily digest at ${digest}, ${days}`,
      allowance === 1 ? "nothing else unasked" : `at most ${allowance} unasked messages a day`,
      quiet === null ? "no quiet hours" : `quiet from ${quiet}`,
    ].join(" · "),
  quiet: (from: string, to: string) => `${from} to ${to}`,
  digestRan: (when: string, held: number) =>
    held === 0
      ? `I last looked ${when} for anything to tell you.`
      : `I last looked ${when} for anything to tell you. ${plural(held, "message waits", "messages wait")} for the next.`,
  digestNotYet: (held: number) =>
    held === 0
      ? "Your first digest is still to come."
      : `${plural(held, "message waits", "messages wait")} for your first digest.`,
  everyDay: () => "every day",
  days: (names: readonly string[]) => names.join(", "),
  dayRange: (first: string, last: string) => `${first} to ${last}`,

  formTitle: () => "When I write to you",
  save: () => "Save",
  cancel: () => "Cancel",
  allowance: () => "Unasked messages a day, at most",
  allowanceHint: () =>
    "The digest is one of them. Reminders that you set, tickets that you work on and answers to what you asked are not counted.",
  allowanceOption: (count: number) => (count === 1 ? "1: the digest alone" : String(count)),
  digestAt: () => "Daily digest at",
  workDays: () => "Your working days",
  workDaysHint: () => "On other days, on holidays and while you are away, everything waits for the next digest.",
  quietFrom: () => "Quiet from",
  quietTo: () => "until",
  quietHint: () => "The same time twice means no quiet hours.",
  lessLabel: () => "Less of these",
  saved: () => "✓ Saved.",
  weekday: (day: number) =>
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][day - 1] ?? "",
  shortWeekday: (day: number) => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day - 1] ?? "",
};

export const attentionRefusals: { [C in keyof AttentionRefusals]: (details: AttentionRefusals[C]) => string } = {
  attention_no_working_day: () => "Choose at least one working day: your digest comes on those.",
  attention_digest_in_quiet: ({ quiet }) =>
    `The digest cannot come in your quiet hours (${quiet}). Choose another time for one of them.`,
  attention_allowance: ({ most }) => `Choose a number from 1 to ${most}.`,
};
