import { DateTime } from "luxon";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";

/** One run of a job, as it is kept for 90 days. */
export interface JobRunLine {
  job: string;
  /** the time that it was scheduled for */
  slot: Date;
  state: "queued" | "running" | "retrying" | "done" | "failed" | "skipped";
  /** 1 for the first try */
  attempt: number;
  startedAt: Date;
  finishedAt: Date | null;
  /** what it did, as it counted it; null until it is done */
  counts: Record<string, number> | null;
  /** why it failed, or why the try before this one did */
  error: string | null;
  /** slots before this one that nobody was there to run */
  missed: number;
}

/** A job's latest run, and how many of its runs of the last seven days ended without a result. */
export interface JobLine {
  job: string;
  latest: JobRunLine | null;
  failedThisWeek: number;
}

const week = { days: 7 };

/** @param jobs the jobs there are, by name; one that has never run is among the answers */
export async function listJobs(ctx: Context, jobs: readonly string[]): Promise<JobLine[]> {
  await allow(ctx, "settings:write");
  const since = DateTime.fromJSDate(ctx.now).minus(week).toJSDate();
  // Each job's latest slot is one step into the key; a minute's job has ten thousand rows a week.
  const rows = await ctx.tx.$queryRaw<(JobRunLine & { name: string; failedThisWeek: number })[]>`
    SELECT j.name, latest.*, (SELECT count(*)::int FROM job_slot f WHERE f.job = j.name AND f.slot > ${since} AND f.state = 'failed')
      AS "failedThisWeek"
    FROM unnest(${[...jobs]}::text[]) WITH ORDINALITY AS j (name, nth)
    LEFT JOIN LATERAL (
      SELECT job, slot, state, attempt, "startedAt", "finishedAt", counts, error, missed FROM job_slot s
      WHERE s.job = j.name ORDER BY s.slot DESC LIMIT 1
    ) latest ON true
    ORDER BY j.nth`;
  return rows.map(({ name, failedThisWeek, ...latest }) => ({
    job: name,
    failedThisWeek,
    latest: latest.job === null ? null : latest,
  }));
}

/** A job's latest runs, newest first. */
export async function listJobRuns(ctx: Context, { job, limit }: { job: string; limit: number }): Promise<JobRunLine[]> {
  await allow(ctx, "settings:write");
  const rows = await ctx.tx.jobSlot.findMany({
    where: { job },
    orderBy: { slot: "desc" },
    take: limit,
    omit: { workspaceId: true, leaseUntil: true },
  });
  return rows as JobRunLine[];
}
