import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRequestError } from "@slack/web-api";
import type { Logger } from "pino";
import { commands } from "../commands/index.ts";
import { jobs } from "../jobs/index.ts";
import type { ProcessRole, SlackConfig } from "./config.ts";
import { enrolWorkspace } from "./crm/access/enrol-workspace.ts";
import { listStewardNames } from "./crm/access/permission.ts";
import type { Database } from "./database.ts";
import type { Context } from "./db/context.ts";
import { DatabaseUnavailable } from "./db/database-unavailable.ts";
import { workspaceIdOf } from "./db/open-transaction.ts";
import type { Metrics } from "./http/metrics.ts";
import type { HttpServer } from "./http/start-http.ts";
import type { Delivery } from "./outbox/delivery.ts";
import { type Outbox, startOutbox } from "./outbox/start-outbox.ts";
import { startScheduler } from "./scheduler/start-scheduler.ts";
import { createNoticeSender } from "./slack/notices/deliver.ts";
import { createPeopleLookup, gatherWorkspaceFacts } from "./slack/people-lookup.ts";
import { noticesByKind } from "./slack/registry.ts";
import { createSlackApp, type SlackApp } from "./slack/start-slack.ts";
import type { OrderlyStop } from "./stop.ts";

/** How Slack is reached: a real workspace's settings, or the local workspace's. */
export type SlackConnection = Exclude<SlackConfig, { mode: "local" }>;

interface Parts {
  slack: SlackConnection;
  role: ProcessRole;
  database: Database;
  http: HttpServer;
  metrics: Metrics;
  orderly: OrderlyStop;
  log: Logger;
}

/** Milliseconds that an interaction under way gets when Steward stops; a little less than everything together. */
const graceMs = 24_000;
/** Milliseconds between two looks for events that a process received and did not live to handle. */
const inboxEvery = 60_000;

const clock = {
  now: () => new Date(),
  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Slack does not let Steward in; `sentence` is for the person who starts Steward. */
class SlackFault extends Error {
  readonly sentence: string;

  constructor(sentence: string, cause: unknown) {
    super(sentence, { cause });
    this.name = "SlackFault";
    this.sentence = sentence;
  }
}

/**
 * Starts what this process is there for: listening to Slack (web), sending and running jobs (worker), or both.
 * @throws SlackFault when Slack cannot be reached or refuses a token
 */
export async function startBot(parts: Parts, beforeListening: (app: SlackApp) => Promise<void>): Promise<void> {
  const { slack, role, database, metrics, orderly, log } = parts;
  let outbox: Outbox | null = null;
  const app = await createSlackApp({
    transport: slack,
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    commands,
    openTransaction: database.openTransaction,
    databaseLost: (error) => (error instanceof DatabaseUnavailable ? error.outcome : null),
    answered: (name, outcome, seconds) => {
      metrics.countCommand(name, outcome);
      metrics.observeAnswer(name, seconds);
    },
    committed: () => outbox?.wake(),
    clock: clock.now,
    log,
  }).catch((error: unknown) => {
    throw explain(error, slack);
  });
  await enrol(app, database, log);
  await beforeListening(app);
  orderly.check();
  if (role !== "worker") await listen(app, parts);
  if (role !== "web") outbox = await workBySelf(app, parts);
}

/** Slack tells nothing of what happened while Steward was not there, so it is asked at each start. */
async function enrol(app: SlackApp, { client }: Database, log: Logger): Promise<void> {
  const facts = await gatherWorkspaceFacts(app.client, createPeopleLookup(app.client, app.bot), app.bot);
  const { first, appointed } = await client.inWorkspace(workspaceIdOf(facts.teamId), (tx) =>
    enrolWorkspace(tx, facts, clock.now()),
  );
  log.info({ teamId: facts.teamId, first, stewardsAppointed: appointed.length }, "The Slack workspace is known");
}

async function listen(app: SlackApp, { slack, http, orderly, log }: Parts): Promise<void> {
  if (slack.mode === "http") http.mountSlackEvents(app.handleRequest);
  http.addProbe("slack", () => (app.connected() ? null : "Slack is not connected."));
  let cancel = () => {};
  const sweep = (): void => {
    void app
      .sweepInbox()
      .catch((error: unknown) =>
        log.warn({ err: error }, "The inbox could not be looked through; it will be tried again"),
      )
      .finally(() => {
        cancel = clock.after(inboxEvery, sweep);
      });
  };
  orderly.add({
    name: "slack",
    finish: () => {
      cancel();
      return app.stop(graceMs);
    },
  });
  await app.start();
  sweep();
}

async function workBySelf(app: SlackApp, { database, metrics, orderly, log }: Parts): Promise<Outbox> {
  const { client, openTransaction, ownerUrl } = database;
  const served = [workspaceIdOf(app.bot.teamId)];
  const sender = createNoticeSender(app.deliveryClient, noticesByKind(), { openTransaction, clock: clock.now });
  const outbox = startOutbox({ db: client, openTransaction, ...sender, onUnknown: leaveWord, clock, log, served });
  metrics.measureOutbox(outbox.depth);
  orderly.add({ name: "outbox", finish: outbox.stop });
  const scheduler = await startScheduler({
    jobs,
    db: client,
    openTransaction,
    ownerUrl,
    clock,
    log,
    served,
    onRun: ({ job, outcome }) => metrics.countJobRun(job, outcome),
  });
  orderly.add({ name: "scheduler", finish: scheduler.stop });
  return outbox;
}

/** A message that may not have arrived is the stewards' to look into, unless it is itself such a word. */
async function leaveWord(ctx: Context, { id, kind }: Delivery): Promise<void> {
  if (kind === uncertainNotice) return;
  for (const { slackUserId } of await listStewardNames(ctx)) {
    ctx.notify({ kind: uncertainNotice, recipient: slackUserId, payload: { deliveryId: id } });
  }
}

const uncertainNotice = "delivery-uncertain";

function explain(error: unknown, { apiUrl }: SlackConnection): unknown {
  const host = new URL(apiUrl).host;
  if (error instanceof WebAPIPlatformError) {
    const { error: code, needed } = error.data as { error: string; needed?: string };
    if (code === "missing_scope") {
      return new SlackFault(
        `The Slack app lacks the scope ${needed ?? "that Steward needs"}: update the app from manifest.yml and install it again.`,
        error,
      );
    }
    return new SlackFault(
      `Slack does not accept SLACK_BOT_TOKEN (${code}): copy the Bot User OAuth Token again from your Slack app's page, OAuth & Permissions.`,
      error,
    );
  }
  if (error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError) {
    return new SlackFault(
      `Slack cannot be reached at ${host}: check the connection and SLACK_API_URL, then start again.`,
      error,
    );
  }
  return error;
}
