/**
 * A scheduler in a process of its own, to be killed in the middle of a run.
 * Usage: node runner-process.ts '{"ownerUrl": …, "workspaceId": …, "job": …, "now": …, "where": "in a transaction" | "between transactions"}'
 */
import { pino } from "pino";
import { openClient } from "../../src/db/client.ts";
import { createOpenTransaction } from "../../src/db/open-transaction.ts";
import { defineJob } from "../../src/scheduler/define-job.ts";
import { startScheduler } from "../../src/scheduler/start-scheduler.ts";
import { testKeyRing } from "../support/key-ring.ts";

export interface RunnerProcessOptions {
  ownerUrl: string;
  workspaceId: string;
  job: string;
  now: string;
  where: "in a transaction" | "between transactions";
}

const { ownerUrl, workspaceId, job, now, where } = JSON.parse(process.argv[2] ?? "{}") as RunnerProcessOptions;
const db = openClient({ url: ownerUrl, poolSize: 4, namedStatements: true });
const { promise: never } = Promise.withResolvers<never>();

await startScheduler({
  db,
  ownerUrl,
  openTransaction: createOpenTransaction(db.inWorkspace, testKeyRing),
  served: [workspaceId],
  clock: {
    now: () => new Date(now),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  },
  log: pino({ level: "warn" }, pino.destination(2)),
  jobs: [
    defineJob({
      name: job,
      cron: "10 3 * * *",
      summary: "Begins and never ends.",
      missed: "catch-up-once",
      timeoutMs: 600_000,
      run: (env) => {
        if (where === "between transactions") {
          process.send?.("under way");
          return never;
        }
        return env.transaction(async (ctx) => {
          await ctx.tx.$executeRaw`UPDATE workspace SET name = 'half done'`;
          process.send?.("under way");
          return never;
        });
      },
    }),
  ],
});
