import type { Logger } from "pino";
import { commands } from "../commands/index.ts";
import { enrolWorkspace } from "./crm/access/enrol-workspace.ts";
import type { Client } from "./db/client.ts";
import { DatabaseUnavailable } from "./db/database-unavailable.ts";
import { type OpenTransaction, workspaceIdOf } from "./db/open-transaction.ts";
import type { Clock } from "./outbox/outbox-options.ts";
import { type Outbox, startOutbox } from "./outbox/start-outbox.ts";
import { gatherWorkspace } from "./slack/gather-workspace.ts";
import { createNoticeSender } from "./slack/notices/deliver.ts";
import { tellStewards } from "./slack/notices/delivery-unknown.ts";
import { noticesByKind } from "./slack/registry.ts";
import { createSlackApp, type SlackApp, type SlackTransport } from "./slack/start-slack.ts";

export interface BotOptions {
  transport: SlackTransport;
  botToken: string;
  /** ends with /api/ */
  apiUrl: string;
  /** "web" answers people, "worker" delivers what Steward says unasked, "all" does both */
  role: "all" | "web" | "worker";
  db: Client;
  openTransaction: OpenTransaction;
  clock: Clock;
  log: Logger;
  /** of every answer: the command or action, what became of it, and seconds */
  answered?: (name: string, outcome: string, seconds: number) => void;
}

export interface Bot {
  slack: SlackApp;
  workspaceId: string;
  /** null in a process that only answers */
  outbox: Outbox | null;
  /** begins nothing new and waits for what was begun, `graceMs` at most */
  stop(graceMs: number): Promise<void>;
}

/** How often what another process left undone is looked for. */
const sweepMs = 60_000;

/**
 * One Slack workspace, served: enrolled in the database, answered, and its notices delivered. The same for a real
 * workspace, for the local one and for the tests.
 * @throws whatever keeps Slack or the database from answering at the start
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { transport, botToken, apiUrl, role, db, openTransaction, clock, log } = options;
  let outbox: Outbox | null = null;
  const slack = await createSlackApp({
    transport,
    botToken,
    apiUrl,
    commands,
    openTransaction,
    databaseLost: (error) => (error instanceof DatabaseUnavailable ? error.outcome : null),
    answered: options.answered ?? (() => {}),
    committed: () => outbox?.wake(),
    clock: clock.now,
    log,
  });
  const facts = await gatherWorkspace(slack.client, slack.bot);
  const workspaceId = workspaceIdOf(facts.teamId);
  await db.inWorkspace(workspaceId, (tx) => enrolWorkspace(tx, facts, clock.now()), { timeout: 60_000 });

  if (role !== "web") {
    const sender = createNoticeSender(slack.deliveryClient, noticesByKind(), { openTransaction, clock: clock.now });
    outbox = startOutbox({
      db,
      openTransaction,
      deliver: sender.deliver,
      find: sender.find,
      onUnknown: (ctx, delivery) => tellStewards(ctx, delivery.id),
      clock,
      log,
      served: [workspaceId],
    });
  }
  let cancelSweep = () => {};
  if (role !== "worker") {
    await slack.start();
    const sweep = () => {
      slack
        .sweepInbox()
        .catch((error: unknown) => log.warn({ err: error }, "The inbox could not be looked through"))
        .finally(() => {
          cancelSweep = clock.after(sweepMs, sweep);
        });
    };
    sweep();
  }
  return {
    slack,
    workspaceId,
    outbox,
    async stop(graceMs) {
      cancelSweep();
      await Promise.all([slack.stop(graceMs), outbox?.stop()]);
    },
  };
}
