import { fromPrisma, PgBoss } from "pg-boss";
import type { Transaction } from "../db/context.ts";
import type { Job } from "./define-job.ts";
import type { SlotTry } from "./job-slot.ts";
import type { Settings } from "./scheduler-options.ts";

export interface JobQueue {
  /** Puts a try into the queue, in the transaction that takes its slot. What is there already is not put there twice. */
  send(tx: Transaction, slotTry: SlotTry): Promise<void>;
  /** Takes nothing new and waits for the runs under way. */
  stop(): Promise<void>;
}

/** A slot as JSON; ids only, since no policy covers pg-boss's tables. */
interface Payload {
  workspaceId: string;
  slot: string;
  attempt: number;
}

/** PostgreSQL lets two sessions that grant at once fail ("tuple concurrently updated"): they take turns. */
const grantLock = 8_230_417;
const connections = 3;

/**
 * The queue in which runs wait for a free worker, in the same database, so that a slot and its run are committed
 * together. Whether a try is still due is for `job_slot` to say; a run that dies is taken over by its lease there, so pg-boss
 * itself retries nothing.
 */
export async function openJobQueue(
  { jobs, ownerUrl, queueSchema, appRole, concurrency, log }: Settings,
  run: (slotTry: SlotTry) => Promise<void>,
): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    application_name: "steward-jobs",
    schema: queueSchema,
    max: connections,
    schedule: false,
    useListenNotify: true,
  });
  let stopping = false;
  boss.on("error", (error) => {
    if (!stopping) log.warn({ err: error }, "the job queue has trouble");
  });
  boss.on("warning", ({ message }) => log.warn({ message }, "the job queue warns"));
  await boss.start();
  try {
    await boss.getDb().executeSql(grantStatements(queueSchema, appRole));
    for (const job of jobs) {
      await ensureQueue(boss, job);
      await boss.work<Payload>(
        queueName(job.name),
        { batchSize: 1, localConcurrency: concurrency, pollingIntervalSeconds: 2 },
        async (deliveries) => {
          for (const { data } of deliveries) await run({ ...data, job: job.name, slot: new Date(data.slot) });
        },
      );
    }
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }

  return {
    send: async (tx, { workspaceId, job, slot, attempt }) => {
      const payload: Payload = { workspaceId, slot: slot.toISOString(), attempt };
      const singletonKey = `${workspaceId}/${payload.slot}/${attempt}`;
      await boss.send(queueName(job), payload, { db: fromPrisma(tx), singletonKey });
    },
    stop: async () => {
      await Promise.all(jobs.map(({ name }) => boss.offWork(queueName(name), { wait: true })));
      stopping = true;
      await boss.stop({ graceful: true, close: true });
    },
  };
}

/** One queue a job: a process of an older version leaves alone the jobs that it does not know. */
function queueName(job: string): string {
  return `job.${job}`;
}

async function ensureQueue(boss: PgBoss, { name, timeoutMs }: Job): Promise<void> {
  const options = {
    retryLimit: 0,
    // Our own clock ends a run that takes too long; this is for a process that can no longer say so.
    expireInSeconds: Math.ceil(timeoutMs / 1_000) + 300,
    heartbeatSeconds: 10,
    retentionSeconds: 24 * 3_600,
    deleteAfterSeconds: 3_600,
    notify: true,
  };
  await boss.createQueue(queueName(name), { ...options, policy: "exclusive" });
  await boss.updateQueue(queueName(name), options);
}

function grantStatements(schema: string, role: string): string {
  return `
    BEGIN;
    SELECT pg_advisory_xact_lock(${grantLock});
    GRANT USAGE ON SCHEMA "${schema}" TO "${role}";
    GRANT SELECT ON "${schema}".queue TO "${role}";
    GRANT SELECT, INSERT ON "${schema}".job, "${schema}".job_common TO "${role}";
    COMMIT`;
}
