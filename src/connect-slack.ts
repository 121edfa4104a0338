import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRequestError } from "@slack/web-api";
import type { Logger } from "pino";
import { jobs } from "../jobs/index.ts";
import { startBot } from "./bot.ts";
import type { ProcessRole, SlackConfig } from "./config.ts";
import type { Database } from "./database.ts";
import type { Metrics } from "./http/metrics.ts";
import type { HttpServer } from "./http/start-http.ts";
import { removeQueuedRuns } from "./scheduler/remove-queued-runs.ts";
import type { SlackApp } from "./slack/start-slack.ts";
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

/** The time of this computer. */
export const clock = {
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
 * Starts what this process is there for, on our HTTP server and in the order in which it is stopped again.
 * @throws SlackFault when Slack cannot be reached or refuses a token
 */
export async function connectSlack(
  { slack, role, database, http, metrics, orderly, log }: Parts,
  beforeListening: (app: SlackApp) => Promise<void>,
): Promise<void> {
  const bot = await startBot({
    transport: slack,
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    role,
    db: database.client,
    openTransaction: database.openTransaction,
    schedule: { jobs, ownerUrl: database.ownerUrl },
    removeElsewhere: async (workspaceId) => void (await removeQueuedRuns(database.ownerUrl, workspaceId)),
    clock,
    log,
    answered(name, outcome, seconds) {
      metrics.countCommand(name, outcome);
      metrics.observeAnswer(name, seconds);
    },
    jobRan: metrics.countJobRun,
    async beforeListening(app) {
      await beforeListening(app);
      orderly.check();
      if (slack.mode === "http") http.mountSlackEvents(app.handleRequest);
      if (role !== "worker") http.addProbe("slack", () => (app.connected() ? null : "Slack is not connected."));
    },
  }).catch((error: unknown) => {
    throw explain(error, slack);
  });
  http.addProbe("installation", async () =>
    (await bot.installed())
      ? null
      : "Slack has taken Steward out of the workspace. Install the app again; if its token is a new one, start Steward with it.",
  );
  if (bot.outbox) metrics.measureOutbox(bot.outbox.depth);
  orderly.add({ name: "bot", finish: () => bot.stop(graceMs) });
}

function explain(error: unknown, { apiUrl }: SlackConnection): unknown {
  if (error instanceof WebAPIPlatformError) {
    const { error: code, needed } = error.data as { error: string; needed?: string };
    const sentence =
      code === "missing_scope"
        ? `The Slack app lacks the scope ${needed ?? "that Steward needs"}: update the app from manifest.yml and install it again.`
        : `Slack does not accept SLACK_BOT_TOKEN (${code}): copy the Bot User OAuth Token again from your Slack app's page, OAuth & Permissions.`;
    return new SlackFault(sentence, error);
  }
  if (error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError) {
    const { host } = new URL(apiUrl);
    return new SlackFault(
      `Slack cannot be reached at ${host}: check the connection and SLACK_API_URL, then start again.`,
      error,
    );
  }
  return error;
}
