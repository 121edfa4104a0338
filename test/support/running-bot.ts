import { readFileSync } from "node:fs";
import { type Logger, pino } from "pino";
import { parse } from "yaml";
import { type Bot, startBot } from "../../src/bot.ts";
import type { CalendarReader } from "../../src/crm/tickets/fetch-calendar.ts";
import type { Client } from "../../src/db/client.ts";
import { createOpenTransaction } from "../../src/db/open-transaction.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { startHttp } from "../../src/http/start-http.ts";
import { demoWorkspace } from "../../src/sandbox/demo-workspace.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { testKeyRing } from "./key-ring.ts";
import { ManualClock } from "./manual-clock.ts";

export type Transport = "socket" | "http";

export interface RunningBot {
  sandbox: Sandbox;
  readonly bot: Bot;
  clock: ManualClock;
  /** where Slack reaches Steward over HTTP */
  requestUrl: string;
  /** stops Steward and starts it again in the same local workspace, as an upgrade does */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const manifest: unknown = parse(readFileSync(new URL("../../manifest.yml", import.meta.url), "utf8"));

const silent = pino({ level: process.env["STEWARD_TEST_LOG"] ?? "silent" });

interface RunningOptions {
  log?: Logger;
  /** "manual": Slack's deadlines and retries, too, pass only when the test moves the clock */
  sandboxTime?: "real" | "manual";
  readCalendar?: CalendarReader;
}

/** Sunday 22 November 2026, 14:05 in Jakarta. */
export const start = new Date("2026-11-22T07:05:00Z");

/**
 * The real bot in a local workspace of its own, over the real protocol: the same code as `npm start`, against the
 * database of this run. Time moves only when the test says so.
 */
export async function runBot(
  db: Client,
  transport: Transport,
  { log = silent, sandboxTime = "real", readCalendar }: RunningOptions = {},
): Promise<RunningBot> {
  const clock = new ManualClock(start);
  const http = await startHttp({ port: 0, thisMachineOnly: true, metrics: createMetrics(), log });
  const origin = `http://127.0.0.1:${http.port}`;
  const requestUrl = `${origin}/slack/events`;
  const sandbox = await startSandbox({
    seed: demoWorkspace,
    manifest,
    delivery: transport === "socket" ? "socket" : { requestUrl },
    stateFile: null,
    clock: clock.now,
    log: silent,
    limits: "off",
    ...(sandboxTime === "manual" && { timers: clock }),
  });
  sandbox.setOrigin(origin);
  http.mountWorkspace(sandbox);
  let bot: Bot | null = null;
  http.mountSlackEvents((request, response) => {
    if (bot) bot.slack.handleRequest(request, response);
    else response.destroy();
  });
  const { appToken, signingSecret } = sandbox.credentials;
  const begin = () =>
    startBot({
      transport: transport === "socket" ? { mode: "socket", appToken } : { mode: "http", signingSecret },
      botToken: sandbox.credentials.botToken,
      apiUrl: sandbox.apiUrl,
      role: "all",
      db,
      openTransaction: createOpenTransaction(db.inWorkspace, testKeyRing),
      schedule: null,
      removeElsewhere: async () => {},
      clock,
      log,
      ...(readCalendar && { readCalendar }),
    });
  let current = await begin();
  bot = current;
  return {
    sandbox,
    get bot() {
      return current;
    },
    clock,
    requestUrl,
    async restart() {
      bot = null;
      await current.stop(5_000);
      current = await begin();
      bot = current;
    },
    async stop() {
      await current.stop(5_000);
      await sandbox.stop();
      await http.close();
    },
  };
}
