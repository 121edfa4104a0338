/**
 * A worker that delivers notices, in a process of its own, to be killed: Steward's own outbox, sender and attention.
 * Usage: node delivery-process.ts '{"ownerUrl": …, "workspaceId": …, …}'. It prints "ready" once it looks at the outbox.
 */
import { LogLevel, WebClient } from "@slack/web-api";
import { pino } from "pino";
import { attendDelivery } from "../../src/crm/attention/attend-delivery.ts";
import { openClient } from "../../src/db/client.ts";
import { createKeyRing } from "../../src/db/key-ring.ts";
import { createOpenTransaction } from "../../src/db/open-transaction.ts";
import { startOutbox } from "../../src/outbox/start-outbox.ts";
import { accessAsked } from "../../src/slack/notices/access-asked.ts";
import { createNoticeSender } from "../../src/slack/notices/deliver.ts";
import { ticketCard } from "../../src/slack/notices/ticket-card.ts";
import { ticketDetails } from "../../src/slack/notices/ticket-details.ts";
import { type FastTime, fastClock } from "./fast-clock.ts";

export interface DeliveryProcessOptions {
  ownerUrl: string;
  workspaceId: string;
  apiUrl: string;
  botToken: string;
  time: FastTime;
  /** the operator's key, base64 */
  masterKey: string;
}

/** Milliseconds in which Slack answers, as src/slack/start-slack.ts has it. */
const timeout = 10_000;

const { ownerUrl, workspaceId, apiUrl, botToken, time, masterKey } = JSON.parse(
  process.argv[2] ?? "{}",
) as DeliveryProcessOptions;
/** What the trials leave. */
const notices = new Map([accessAsked, ticketCard, ticketDetails].map((notice) => [notice.kind, notice]));
const clock = fastClock(time);
const db = openClient({ url: ownerUrl, poolSize: 4, namedStatements: true });
const openTransaction = createOpenTransaction(db.inWorkspace, createKeyRing(Buffer.from(masterKey, "base64")));
const client = new WebClient(botToken, {
  slackApiUrl: apiUrl,
  timeout: timeout / time.speed,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  logLevel: LogLevel.ERROR,
});
startOutbox({
  db,
  openTransaction,
  attend: attendDelivery,
  ...createNoticeSender(client, notices, { openTransaction, clock: clock.now }),
  onUnknown: () => Promise.resolve(),
  clock,
  log: pino({ level: process.env["STEWARD_TEST_LOG"] ?? "silent" }, pino.destination(2)),
  served: [workspaceId],
});
process.stdout.write("ready\n");
