import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { clock, connectSlack } from "./connect-slack.ts";
import { type Database, openDatabase } from "./database.ts";
import { createMetrics } from "./http/metrics.ts";
import { type HttpServer, startHttp } from "./http/start-http.ts";
import { createLog } from "./log.ts";
import { fillLocalWorkspace, openLocalWorkspace } from "./open-local-workspace.ts";
import { type Removals, startRemovals } from "./run-removals.ts";
import { removeQueuedRuns } from "./scheduler/remove-queued-runs.ts";
import { createOrderlyStop, type OrderlyStop, StopRequested } from "./stop.ts";

/**
 * Runs Steward until it is told to stop: the HTTP server first, so that a port in use is known at once and whoever asks is
 * told "not ready yet"; then the database; then Slack, or the local workspace; then what runs by itself.
 * @throws whatever kept it from starting, after everything that had started was stopped in order
 */
export async function serve(config: Config, { pretty }: { pretty: boolean }): Promise<void> {
  const log = createLog({ level: config.logLevel, pretty });
  const orderly = createOrderlyStop(log);
  stopOnSignals(orderly, log);
  try {
    await orderly.during(startAll(config, { log, orderly, pretty }));
  } catch (error) {
    await orderly.stop();
    if (!(error instanceof StopRequested)) throw error;
  }
}

interface Surroundings {
  log: Logger;
  orderly: OrderlyStop;
  pretty: boolean;
}

async function startAll(config: Config, { log, orderly, pretty }: Surroundings): Promise<void> {
  const { port, role } = config;
  const metrics = createMetrics();
  const http = await startHttp({ port, thisMachineOnly: config.slack.mode === "local", metrics, log });
  let started = false;
  let database: Database | null = null;
  http.addProbe("start", () => (started ? null : "Steward is still starting."));
  probeDatabase(http, () => database);
  orderly.add({
    name: "http",
    finish: () => {
      http.drain();
      return http.settled();
    },
    close: http.close,
  });
  orderly.check();

  const opened = await openDatabase(config.database, log);
  database = opened;
  orderly.add({ name: "database", close: opened.close });
  orderly.check();
  // Before Slack: a token that Slack refuses stops the start, and must not keep data that are to go.
  if (role !== "web") orderly.add({ name: "removals", finish: beginRemovals(opened, log).stop });

  const parts = { role, database: opened, http, metrics, orderly, log };
  if (config.slack.mode === "local") {
    const { url, connection } = await openLocalWorkspace({ dataDir: config.slack.dataDir, http, orderly, log });
    await connectSlack({ ...parts, slack: connection }, (app) => fillLocalWorkspace(app, opened.openTransaction, log));
    started = true;
    log.info({ url }, "The local workspace is open");
    if (pretty) process.stdout.write(banner(url));
    return;
  }
  await connectSlack({ ...parts, slack: config.slack }, async () => {});
  started = true;
  log.info({ port: http.port, role, slack: config.slack.mode }, "Steward is up");
}

function beginRemovals({ client, ownerUrl }: Database, log: Logger): Removals {
  const removeElsewhere = async (workspaceId: string) => void (await removeQueuedRuns(ownerUrl, workspaceId));
  return startRemovals({ db: client, clock, removeElsewhere, log });
}

function banner(url: string): string {
  return [
    "",
    `  Steward's local workspace is open: ${url}`,
    "  It looks like Slack, and nothing in it leaves this computer. Try /crm budi there.",
    "  Stop it with Ctrl-C. README.md says how to connect a real Slack workspace.",
    "",
    "",
  ].join("\n");
}

function probeDatabase(http: HttpServer, database: () => Database | null): void {
  http.addProbe("database", async () => {
    const opened = database();
    if (!opened) return "It is still being opened.";
    return opened.client.ping().then(
      () => null,
      () => "The database does not answer.",
    );
  });
  http.addProbe("migrations", async () =>
    (await database()?.isMigrated()) ? null : "The database is not at this version of Steward.",
  );
}

/** The codes of sysexits.h and of shells: 1 for a bug, 128 and the signal's number for a stop that was forced. */
const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/** Milliseconds in which a second signal is the same one: npm hands on the Ctrl-C that the terminal has sent us already. */
const sameSignalWithin = 1_000;

function stopOnSignals(orderly: OrderlyStop, log: Logger): void {
  let askedAt: number | null = null;
  for (const [signal, number] of Object.entries(signals)) {
    process.on(signal, () => {
      if (askedAt !== null) {
        if (performance.now() - askedAt < sameSignalWithin) return;
        log.warn({ signal }, "Stopping at once; what was under way is cut");
        process.exit(128 + number);
      }
      askedAt = performance.now();
      log.info({ signal }, "Stopping: no new work; what is under way is finished first");
      void orderly.stop().then(() => process.exit(0));
    });
  }
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, "A bug: something failed that nobody was waiting for. Stopping in order");
      process.exitCode = 1;
      void orderly.stop().then(() => process.exit(1));
    });
  }
}
