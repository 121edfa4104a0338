import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import { pino } from "pino";
import { afterEach, describe, expect, inject, it } from "vitest";
import { parse } from "yaml";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import type { Context } from "../../src/db/context.ts";
import { createOpenTransaction } from "../../src/db/open-transaction.ts";
import { demoWorkspace } from "../../src/sandbox/demo-workspace.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { linesOf } from "../slack/over-both.ts";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { testKeyRing } from "../support/key-ring.ts";
import type { BotProcessOptions } from "./bot-process.ts";

const db = testClient();
const openTransaction = createOpenTransaction(db.inWorkspace, testKeyRing);
const manifest: unknown = parse(readFileSync(new URL("../../manifest.yml", import.meta.url), "utf8"));
const kills = 5;

/** What Slack does a minute or more later: it delivers an event again. All of this test is shorter than that. */
const minutes = new Set<() => void>();

/** A few at a time, as they would fall due. */
async function passMinutes(): Promise<void> {
  for (const run of [...minutes].slice(0, 4)) {
    minutes.delete(run);
    run();
  }
  await sandbox.eventsSettled();
}

let sandbox: Sandbox;
let child: ChildProcess | null = null;
afterEach(async () => {
  await kill();
  await sandbox.stop();
});

async function kill(): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port");
  return address.port;
}

async function startSlack(transport: "socket" | "http"): Promise<Omit<BotProcessOptions, "aheadMs">> {
  const port = await findFreePort();
  sandbox = await startSandbox({
    seed: demoWorkspace,
    manifest,
    delivery: transport === "socket" ? "socket" : { requestUrl: `http://127.0.0.1:${port}/slack/events` },
    stateFile: null,
    clock: () => new Date(),
    log: pino({ level: "silent" }),
    limits: "off",
    timers: {
      after(ms, run) {
        if (ms >= 60_000) {
          minutes.add(run);
          return () => minutes.delete(run);
        }
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
  });
  await sandbox.listen(0);
  const { botToken, appToken, signingSecret } = sandbox.credentials;
  return {
    ownerUrl: inject("ownerUrl"),
    apiUrl: sandbox.apiUrl,
    botToken,
    port,
    transport: transport === "socket" ? { mode: "socket", appToken } : { mode: "http", signingSecret },
  };
}

async function startBotProcess(options: BotProcessOptions): Promise<void> {
  const started = spawn(process.execPath, [join(import.meta.dirname, "bot-process.ts"), JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = started;
  const dead = once(started, "exit").then(() => {
    throw new Error("Steward ended before it was ready");
  });
  await Promise.race([once(started.stdout, "data"), dead]);
  dead.catch(() => {});
}

function as<T>(handle: string, run: (ctx: Context) => Promise<T>): Promise<T> {
  const { teamId } = sandbox.credentials;
  const slackUserId = sandbox.user(handle);
  return openTransaction(
    { teamId, slackUserId, surface: "slack-command", interactionId: "test", now: new Date() },
    run,
  );
}

describe.each(["socket", "http"] as const)("kill -9 at any moment, over %s", (transport) => {
  it(`loses nothing that was acknowledged as saved, and doubles nothing, in ${kills} kills`, {
    timeout: 180_000,
  }, async () => {
    const options = await startSlack(transport);
    await startBotProcess({ ...options, aheadMs: 0 });
    await as("dewi", (ctx) => createContact(ctx, { name: "Budi Santoso", source: "import" }));
    const dewi = sandbox.as("dewi");
    const dm = dewi.openDm();
    const acknowledged = new Set<string>();
    const sent: string[] = [];

    for (let round = 0; round < kills; round++) {
      let alive = true;
      let acknowledgedNow = 0;
      const typing = [0, 1, 2].map(async (hand) => {
        for (let nth = 0; alive; nth++) {
          const note = `command ${round} ${hand} ${nth}`;
          const { message } = await dewi.command("#general", "/crm-log", `call budi santoso: ${note}`);
          if (message?.text.startsWith("Logged")) {
            acknowledged.add(note);
            acknowledgedNow += 1;
          }
          // Where nobody answers, the refusal is there at once.
          await turn();
        }
      });
      const writing = (async () => {
        for (let nth = 0; alive && nth < 10; nth++) {
          const note = `message ${round} ${nth}`;
          await dewi.send(dm, `call budi santoso: ${note}`);
          sent.push(note);
          await pause(30);
        }
      })();
      const enough = Math.floor(Math.random() * 12);
      await eventually(() => expect(acknowledgedNow).toBeGreaterThanOrEqual(enough));
      await pause(Math.random() * 100);
      await kill();
      alive = false;
      await Promise.all([...typing, writing]);
      await startBotProcess({ ...options, aheadMs: (round + 1) * 61_000 });
    }

    const counts = async () => {
      const entries = await as("dewi", (ctx) => ctx.tx.interaction.findMany({ select: { note: true } }));
      return Map.groupBy(entries, ({ note }) => note);
    };
    // What was kept and not handled by the last that died is taken up by one whose clock says that it is orphaned.
    await eventually(async () => {
      await passMinutes();
      const found = await counts();
      expect(sent.filter((note) => !found.has(note))).toEqual([]);
    });
    const found = await counts();
    expect(acknowledged.size).toBeGreaterThan(0);
    expect([...acknowledged].filter((note) => !found.has(note))).toEqual([]);
    expect([...found].filter(([, entries]) => entries.length !== 1).map(([note]) => note)).toEqual([]);
    const shown = dewi.inbox().flatMap((message) => /^"(message .+)"$/u.exec(linesOf(message)[1] ?? "")?.[1] ?? []);
    expect(shown.filter((note) => !found.has(note))).toEqual([]);
    expect(new Set(shown).size).toBe(shown.length);
  });
});
