import type { DeadLetter } from "../crm/operations/dead-letters.ts";
import type { JobLine, JobRunLine } from "../crm/operations/list-job-runs.ts";
import { count } from "./count.ts";

type Words = Record<"took" | "counts", string | null>;

/** Seconds are always nought, and the zone is said. */
function utc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

export const jobsText = {
  job: ({ job, latest, failedThisWeek }: JobLine, words: Words) =>
    latest === null
      ? `${job}: has not run yet`
      : `${job}: ${jobsText.run(latest, words)}${failedThisWeek > 0 ? `; ${count(failedThisWeek, "failure")} in 7 days` : ""}`,
  run: (run: JobRunLine, { took, counts }: Words) =>
    [
      `${utc(run.slot)} ${run.state}`,
      took === null ? "" : ` in ${took}`,
      run.attempt > 1 ? `, try ${run.attempt}` : "",
      counts === null ? "" : `: ${counts}`,
      run.missed > 0 ? `; ${count(run.missed, "run")} missed before` : "",
      run.error === null ? "" : `\n  ${run.error}`,
    ].join(""),
  summary: (summary: string, cron: string, zone: string) => `  ${summary} (${cron}, ${zone})`,
  ownZone: () => "the workspace's own zone",
  letters: (total: number) => `${count(total, "message")} did not arrive:`,
  letter: ({ kind, recipient, createdAt, reason }: DeadLetter, remedy: string) =>
    `  ${utc(createdAt)} ${kind} to ${recipient}: ${reason}. ${remedy}`,
  lettersHow: () => "  In Slack, /crm-admin jobs sends them again.",
  ran: (job: string, line: string) => `${job}: ${line}`,
  taken: (job: string, slot: Date) => `${job} has run for ${utc(slot)} already, or is running. Nothing was done.`,
  handedOver: (job: string) =>
    `${job} asks Slack for people, so a Steward that runs takes it within a minute. See it with: npm run steward -- jobs`,
  noSuchJob: (job: string, known: readonly string[]) => `No job is called "${job}". There is ${known.join(", ")}.`,
  notYet: () => "--slot is in the future. A job runs for a time that has come.",
  noSlot: (job: string, before: Date | null) =>
    before === null
      ? `${job} does not run at that time.`
      : `${job} does not run at that time. The time before it at which it does is ${before.toISOString().slice(0, 16)}Z.`,
  slotUnreadable: (typed: string) =>
    `--slot "${typed}" is no time. Write it with its distance from UTC, as 2026-11-23T09:00:00+07:00.`,
};
