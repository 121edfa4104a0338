import type { JobRunLine } from "../../crm/operations/list-job-runs.ts";
import type { OperationsRefusals } from "../../crm/operations/refusals.ts";
import { plural } from "./dates.ts";

const states: Record<JobRunLine["state"], string> = {
  queued: "waits for its turn",
  running: "is running",
  retrying: "failed, and is tried again",
  done: "done",
  failed: "failed",
  skipped: "skipped: its time had passed",
};

/** What a steward can do about it; by Slack's word, or ours. */
const remedies: Record<string, string> = {
  channel_not_found: "Steward cannot see that channel. Invite it there, then send it again.",
  not_in_channel: "Invite Steward to that channel, then send it again.",
  is_archived: "That channel is archived. Choose another in the settings, or bring it back, then send it again.",
  restricted_action: "Slack's settings do not let Steward write there. Allow it, then send it again.",
  user_not_found: "Slack does not know this person any more. There is nothing to send.",
  user_disabled: "This person was deactivated in Slack. There is nothing to send.",
  cannot_dm_bot: "This is an app, not a person. There is nothing to send.",
  msg_too_long: "It was longer than Slack takes. Please report it.",
  msg_blocks_too_long: "It was longer than Slack takes. Please report it.",
  invalid_blocks: "Slack could not read it. Please report it.",
  "may not have arrived": "Slack cannot say whether it arrived. Look there before you send it again.",
  "did not arrive": "Slack lost it each time. Send it again.",
};

const lastingTrouble = "Slack was out of reach for too long. Send it again.";
const unforeseen = "Send it again; if it fails once more, please report it.";

export const jobText = {
  /** "Daily digest" of "daily-digest" */
  name: (job: string) => `${job.charAt(0).toUpperCase()}${job.slice(1)}`.replaceAll("-", " "),
  title: (troubled: number) =>
    troubled === 0 ? "*Jobs: all is well*" : `*Jobs: ${plural(troubled, "needs", "need")} you*`,
  never: () => "has not run yet",
  state: (run: JobRunLine) => states[run.state],
  attempt: (attempt: number) => (attempt > 1 ? `try ${attempt}` : null),
  missed: (missed: number) => (missed > 0 ? `${plural(missed, "run")} missed before` : null),
  failedThisWeek: (failed: number) => (failed > 0 ? `${plural(failed, "failure")} in 7 days` : null),
  runsTitle: (job: string) => `*${jobText.name(job)}: the latest runs*`,
  noRuns: (job: string) => `*${jobText.name(job)}* has not run yet.`,
  unknown: (typed: string) => `No job is called "${typed}". These are all there are:`,
  more: () => "`/crm-admin jobs daily-digest` shows one job's latest runs.",
  lettersTitle: (total: number) => `*${plural(total, "message")} did not arrive*`,
  lettersMore: (left: number) => `${plural(left, "older one", "older ones")} after these.`,
  letter: (to: string, kind: string, when: string, remedy: string) => `⚠ To ${to}, ${when}: ${kind}\n${remedy}`,
  kind: (kind: string) => kind.replaceAll("-", " "),
  remedy: (reason: string) => {
    const known = remedies[reason];
    if (known !== undefined) return known;
    return /^(?:http \d|E[A-Z_]+$|fatal_error|internal_error|service_unavailable|request_timeout)/u.test(reason)
      ? lastingTrouble
      : unforeseen;
  },
  reason: (reason: string) => (reason === "" ? "" : ` (${reason})`),
  sendAgain: () => "Send again",
  leave: () => "Leave it",
  sentAgain: () => "✓ It is on its way again.",
  left: () => "✓ Left as it is.",
};

export const operationsRefusals: { [C in keyof OperationsRefusals]: (details: OperationsRefusals[C]) => string } = {
  letter_gone: () => "Somebody has seen to this message already. `/crm-admin jobs` shows what is left.",
};

/** "left 3, failed 1" of what a run counted; zeros are left out. */
export function countsInWords(counts: Record<string, number> | null): string | null {
  const said = Object.entries(counts ?? {})
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${name.replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`)} ${count}`);
  return said.length === 0 ? null : said.join(", ");
}

/** "0.4 s", "3 min": how long a run took. */
export function tookInWords({ startedAt, finishedAt }: Pick<JobRunLine, "startedAt" | "finishedAt">): string | null {
  if (!finishedAt) return null;
  const seconds = (finishedAt.getTime() - startedAt.getTime()) / 1_000;
  if (seconds < 0.1) return "under 0.1 s";
  return seconds < 120
    ? `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`
    : `${Math.round(seconds / 60)} min`;
}
