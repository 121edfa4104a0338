/**
 * Steward in a process of its own, to be killed: answers the local workspace that the test runs.
 * Usage: node bot-process.ts '{"ownerUrl": …, "apiUrl": …, "botToken": …, …}'. It prints "ready" once it answers.
 */
import { pino } from "pino";
import { startBot } from "../../src/bot.ts";
import { openClient } from "../../src/db/client.ts";
import { createOpenTransaction } from "../../src/db/open-transaction.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { startHttp } from "../../src/http/start-http.ts";
import type { SlackTransport } from "../../src/slack/start-slack.ts";
import { testKeyRing } from "../support/key-ring.ts";

export interface BotProcessOptions {
  ownerUrl: string;
  apiUrl: string;
  botToken: string;
  transport: SlackTransport;
  /** of our own server, where Slack finds /slack/events */
  port: number;
  /** how far this process's clock is ahead, so that what the one before it left is taken for orphaned */
  aheadMs: number;
}

const options = JSON.parse(process.argv[2] ?? "{}") as BotProcessOptions;
const { ownerUrl, apiUrl, botToken, transport, port, aheadMs } = options;

const log = pino({ level: process.env["STEWARD_TEST_LOG"] ?? "silent" }, pino.destination(2));
const db = openClient({ url: ownerUrl, poolSize: 4, namedStatements: true });
const http = await startHttp({ port, thisMachineOnly: false, metrics: createMetrics(), log });
await startBot({
  transport,
  botToken,
  apiUrl,
  role: "all",
  db,
  openTransaction: createOpenTransaction(db.inWorkspace, testKeyRing),
  schedule: null,
  removeElsewhere: async () => {},
  clock: {
    now: () => new Date(Date.now() + aheadMs),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  },
  log,
  beforeListening: async (slack) => {
    if (transport.mode === "http") http.mountSlackEvents(slack.handleRequest);
  },
});
process.stdout.write("ready\n");
