import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Client } from "../../src/db/client.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { DeliveryProcessOptions } from "./delivery-process.ts";

const script = fileURLToPath(new URL("./delivery-process.ts", import.meta.url));
/** Real milliseconds that the rest may take when nobody is killed any more: several leases. */
const drainMs = 120_000;

/** The workers that live; whoever is ready delivers. */
export class Crew {
  readonly #starting = new Set<ChildProcess>();
  readonly #living: ChildProcess[] = [];
  #changed = Promise.withResolvers<void>();
  #fault: Error | null = null;

  begin(options: DeliveryProcessOptions): void {
    // What one has compiled, the next need not.
    const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "steward-bench-compiled") };
    const worker = spawn(process.execPath, [script, JSON.stringify(options)], {
      stdio: ["ignore", "pipe", "inherit"],
      env,
    });
    this.#starting.add(worker);
    worker.stdout.once("data", () => {
      this.#starting.delete(worker);
      this.#living.push(worker);
      this.#tell();
    });
    worker.once("exit", (code) => {
      if (this.#starting.delete(worker)) this.#fault = new Error(`A worker ended before it was ready: ${code}`);
      this.#tell();
    });
  }

  async ready(count: number): Promise<void> {
    while (this.#living.length < count) {
      if (this.#fault) throw this.#fault;
      await this.#changed.promise;
    }
  }

  async killOne(random: () => number): Promise<void> {
    const [victim] = this.#living.splice(Math.floor(random() * this.#living.length), 1);
    if (victim) await kill(victim);
  }

  async end(): Promise<void> {
    const all = [...this.#starting, ...this.#living];
    this.#starting.clear();
    await Promise.all(all.map(kill));
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, "exit");
  worker.kill("SIGKILL");
  await ended;
}

/** Waits until nothing is to be sent any more, or no longer than the drain may take. */
export async function drained(db: Client, workspaceId: string): Promise<void> {
  const until = performance.now() + drainMs;
  while (performance.now() < until) {
    const open = await db.inWorkspace(workspaceId, (tx) =>
      tx.delivery.count({ where: { state: { in: ["pending", "sending"] } } }),
    );
    if (open === 0) return;
    await pause(100);
  }
}

/** Tells when so many messages more have come to Slack's door. */
export function watchPosts(sandbox: Sandbox): { after(count: number): Promise<void> } {
  let left = 0;
  let tell = () => {};
  sandbox.faults.api(
    { kind: "delay", milliseconds: 0 },
    {
      method: "chat.postMessage",
      match: () => {
        left -= 1;
        if (left <= 0) tell();
        return false;
      },
    },
  );
  return {
    after: (count) => {
      if (count === 0) return Promise.resolve();
      left = count;
      const { promise, resolve } = Promise.withResolvers<void>();
      tell = resolve;
      return promise;
    },
  };
}
