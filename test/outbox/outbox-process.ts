/**
 * A worker in a process of its own, to be killed: sends over HTTP to the test's server, and asks that for what it holds.
 * Usage: node outbox-process.ts '{"ownerUrl": …, "workspaceId": …, "slackUrl": …, "aheadMs": …}'
 */
import { pino } from "pino";
import { openClient } from "../../src/db/client.ts";
import { createOpenTransaction } from "../../src/db/open-transaction.ts";
import { RetryLater, Uncertain } from "../../src/outbox/delivery-outcome.ts";
import { startOutbox } from "../../src/outbox/start-outbox.ts";
import { testKeyRing } from "../support/key-ring.ts";

export interface OutboxProcessOptions {
  ownerUrl: string;
  workspaceId: string;
  slackUrl: string;
  /** how far this process's clock is ahead, so that the leases of the one before it are over */
  aheadMs: number;
}

const { ownerUrl, workspaceId, slackUrl, aheadMs } = JSON.parse(process.argv[2] ?? "{}") as OutboxProcessOptions;

const db = openClient({ url: ownerUrl, poolSize: 4, namedStatements: true });
startOutbox({
  db,
  openTransaction: createOpenTransaction(db.inWorkspace, testKeyRing),
  served: [workspaceId],
  clock: {
    now: () => new Date(Date.now() + aheadMs),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  },
  log: pino({ level: "warn" }, pino.destination(2)),
  concurrency: 3,
  deliver: async ({ id, recipient, payload }, signal) => {
    const body = JSON.stringify({ id, recipient, text: payload["text"] });
    try {
      const answer = await fetch(`${slackUrl}/post`, { method: "POST", body, signal });
      if (!answer.ok) throw new RetryLater(`http ${answer.status}`);
      return (await answer.json()) as { channel: string; ts: string };
    } catch (error) {
      throw error instanceof RetryLater ? error : new Uncertain("no answer", { cause: error });
    }
  },
  find: async ({ id }, signal) => {
    const answer = await fetch(`${slackUrl}/find?id=${id}`, { signal });
    if (!answer.ok) return "absent";
    return (await answer.json()) as { channel: string; ts: string };
  },
  onUnknown: async () => {},
});
