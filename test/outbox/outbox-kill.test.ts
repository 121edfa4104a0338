import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { faker } from "@faker-js/faker";
import { afterAll, describe, expect, inject, it, vi } from "vitest";
import { testClient } from "../support/database.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { Recipients, setScene } from "./outbox-fixture.ts";
import type { OutboxProcessOptions } from "./outbox-process.ts";

const db = testClient();
const rounds = 20;
const perRound = 6;
const people = ["U1", "U2", "U3", "U4", "U5"];

/** Where in the life of a message the worker dies. */
const moments = ["before it arrives", "before it is answered", "when it is answered", "at any time"] as const;

interface Message {
  id: string;
  recipient: string;
  text: string;
}

const workers = new Set<ChildProcess>();
afterAll(() => {
  for (const worker of workers) worker.kill("SIGKILL");
});

function startWorker(options: OutboxProcessOptions): ChildProcess {
  const worker = spawn(process.execPath, [join(import.meta.dirname, "outbox-process.ts"), JSON.stringify(options)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  workers.add(worker);
  worker.once("exit", () => workers.delete(worker));
  return worker;
}

/** The far side: keeps what arrives, and calls `onPost` at each step of each message's way. */
async function startReceiver() {
  const arrived: Message[] = [];
  const receiver = {
    arrived,
    url: "",
    onPost: (_: "before it arrives" | "before it is answered" | "when it is answered"): boolean => false,
  };
  const at = (index: number) => ({ channel: `D${arrived[index]?.recipient}`, ts: `${index}.000100` });
  const answer = (response: ServerResponse, index: number) => response.end(JSON.stringify(at(index)));
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/find") {
      const index = arrived.findIndex(({ id }) => id === url.searchParams.get("id"));
      if (index < 0) response.writeHead(404).end();
      else answer(response, index);
      return;
    }
    const message = JSON.parse(await readText(request)) as Message;
    if (receiver.onPost("before it arrives")) return;
    const index = arrived.push(message) - 1;
    if (receiver.onPost("before it is answered")) return;
    answer(response, index);
    receiver.onPost("when it is answered");
  };
  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return receiver;
}

describe("startOutbox under kill -9", () => {
  it(`loses and doubles nothing in ${rounds} kills`, { timeout: 300_000 }, async () => {
    const seed = faker.seed();
    // The workers live in real time, each a little ahead of the one before it.
    const clock = new ManualClock(new Date());
    const { leave, workspace, rows } = await setScene(db, { clock, slack: new Recipients(clock) });
    const receiver = await startReceiver();
    const base = { ownerUrl: inject("ownerUrl"), workspaceId: workspace.id, slackUrl: receiver.url };
    const written = new Map<string, string[]>(people.map((person) => [person, []]));
    let aheadMs = 0;

    for (let round = 0; round < rounds; round++) {
      for (let n = 0; n < perRound; n++) {
        const person = faker.helpers.arrayElement(people);
        written.get(person)?.push(`${round}.${n}`);
        await leave(person, `${round}.${n}`);
      }
      aheadMs += 180_000;
      const worker = startWorker({ ...base, aheadMs });
      const moment = faker.helpers.arrayElement(moments);
      let left = faker.number.int({ min: 1, max: 3 });
      receiver.onPost = (reached) => {
        if (moment === "at any time" && left > 0) {
          left = 0;
          setTimeout(() => worker.kill("SIGKILL"), faker.number.float({ min: 0, max: 40 }));
        }
        if (reached !== moment || --left > 0) return worker.killed;
        return worker.kill("SIGKILL");
      };
      await once(worker, "exit");
    }

    receiver.onPost = () => false;
    const last = startWorker({ ...base, aheadMs: aheadMs + 180_000 });
    await vi.waitFor(
      async () =>
        expect(
          (await rows()).filter(({ state }) => state !== "sent"),
          `seed ${seed}`,
        ).toEqual([]),
      { timeout: 60_000, interval: 100 },
    );
    last.kill("SIGKILL");

    for (const person of people) {
      const texts = receiver.arrived.filter(({ recipient }) => recipient === person).map(({ text }) => text);
      expect(texts, `seed ${seed}`).toEqual(written.get(person));
    }
    for (const row of await rows()) {
      expect(receiver.arrived[Number.parseInt(row.ts ?? "-1", 10)]?.id, `seed ${seed}`).toBe(row.id);
    }
  });
});
