import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { inject, onTestFinished } from "vitest";
import type { Client } from "../../src/db/client.ts";
import { createOpenTransaction } from "../../src/db/open-transaction.ts";
import type { Job } from "../../src/scheduler/define-job.ts";
import { defineJob } from "../../src/scheduler/define-job.ts";
import type { RunEnd, SchedulerOptions } from "../../src/scheduler/scheduler-options.ts";
import { type Scheduler, startScheduler } from "../../src/scheduler/start-scheduler.ts";
import { type InstalledWorkspace, installWorkspace } from "../support/install-workspace.ts";
import { testKeyRing } from "../support/key-ring.ts";
import { ManualClock } from "../support/manual-clock.ts";

interface Run {
  workspaceId: string;
  slot: Date;
}

export interface Scene {
  clock: ManualClock;
  workspaces: InstalledWorkspace[];
  /** what ran, in order */
  runs: Run[];
  ends: RunEnd[];
  /** A job that writes down that it ran. */
  job(options?: Partial<Job>): Job;
  start(jobs: Job[], options?: Partial<SchedulerOptions>): Promise<Scheduler>;
}

/** A scheduler's surroundings: own workspaces, own clock. Jobs have names of their own, lest suites share a queue. */
export async function setScene(db: Client, now: string, { workspaces: count = 1, zone = "UTC" } = {}): Promise<Scene> {
  const clock = new ManualClock(now);
  const workspaces = await Promise.all(Array.from({ length: count }, () => installWorkspace(db, { zone })));
  const runs: Run[] = [];
  const ends: RunEnd[] = [];
  return {
    clock,
    workspaces,
    runs,
    ends,
    job: (options = {}) =>
      defineJob({
        name: newJobName(),
        cron: "10 3 * * *",
        summary: "Writes down that it ran.",
        missed: "catch-up-once",
        timeoutMs: 600_000,
        run: async ({ workspace }, slot) => {
          runs.push({ workspaceId: workspace.id, slot });
          return { ran: 1 };
        },
        ...options,
      }),
    start: async (jobs, options = {}) => {
      const scheduler = await startScheduler({
        jobs,
        db,
        openTransaction: createOpenTransaction(db.inWorkspace, testKeyRing),
        ownerUrl: inject("ownerUrl"),
        clock,
        log: pino({ level: "silent" }),
        served: workspaces.map(({ id }) => id),
        onRun: (end) => void ends.push(end),
        ...options,
      });
      onTestFinished(() => scheduler.stop());
      return scheduler;
    },
  };
}

function newJobName(): string {
  return `job-${randomUUID()
    .replaceAll("-", "")
    .replaceAll(/\d/g, (digit) => String.fromCharCode(103 + Number(digit)))}`;
}
