import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { isServerOn } from "../../src/db/embedded/postmaster-file.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";

const root = join(import.meta.dirname, "..", "..");
const main = join(root, "src", "main.ts");
const movedClock = join(import.meta.dirname, "moved-clock.ts");

/** Steward as `npm start` runs it: a process of its own, on a port and in a data folder of its own. */
export interface Product {
  origin: string;
  folder: string;
  /** by how many milliseconds its clock is ahead of this computer's */
  aheadMs(): number;
  /** `npm run steward -- …` beside it: what it printed, and its exit code */
  cli(...words: string[]): Promise<{ code: number | null; printed: string }>;
  /** SIGTERM: the process's exit code, and whether its PostgreSQL is still alive afterwards */
  stop(): Promise<{ code: number | null; databaseAlive: boolean }>;
  /** starts it again on the same port and data, as the same command would; `at`: on a computer whose clock says so */
  start(at?: string): Promise<void>;
  /** lines of its log that report a fault or a bug */
  faults(): string[];
  remove(): Promise<void>;
}

/** @param at what the clock says when it starts; this computer's time unless said */
export async function runProduct(at?: string): Promise<Product> {
  const folder = await makeTemporaryFolder();
  const port = await findFreePort();
  const origin = `http://localhost:${port}`;
  const env = { PATH: process.env["PATH"], HOME: folder, STEWARD_DATA_DIR: join(folder, "data"), PORT: String(port) };
  let running: { child: ChildProcess; ended: Promise<unknown> } | null = null;
  let log = "";
  let aheadMs = 0;
  const moved = () => (aheadMs === 0 ? [] : ["--import", movedClock]);
  const surroundings = () => ({ ...env, CLOCK_AHEAD_MS: String(aheadMs) });

  async function start(when?: string): Promise<void> {
    aheadMs = when === undefined ? 0 : Date.parse(when) - Date.now();
    const child = spawn(process.execPath, [...moved(), main], {
      cwd: folder,
      env: surroundings(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    running = { child, ended: once(child, "close") };
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (log += chunk));
    const over = running.ended.then(() => {
      throw new Error(`Steward ended with ${child.exitCode}:\n${log}`);
    });
    const ready = vi.waitFor(async () => expect((await fetch(`${origin}/readyz`)).status).toBe(200), {
      timeout: 50_000,
      interval: 100,
    });
    await Promise.race([over, ready]);
  }

  async function remove(): Promise<void> {
    running?.child.kill("SIGKILL");
    await running?.ended;
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await start(at);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    origin,
    folder,
    aheadMs: () => aheadMs,
    start,
    async cli(...words) {
      const child = spawn(process.execPath, [...moved(), main, "cli", ...words], {
        cwd: folder,
        env: surroundings(),
        stdio: ["ignore", "pipe", "pipe"],
      });
      let printed = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += chunk));
      await once(child, "close");
      return { code: child.exitCode, printed };
    },
    async stop() {
      const cluster = join(folder, "data", "pg");
      const postmaster = await readFile(join(cluster, "postmaster.pid"), "utf8");
      running?.child.kill("SIGTERM");
      await running?.ended;
      return {
        code: running?.child.exitCode ?? null,
        databaseAlive: await isServerOn(Number(postmaster.split("\n")[0]), cluster),
      };
    },
    faults: () => log.split("\n").filter((line) => line !== "" && isFault(line)),
    remove,
  };
}

/** Its own lines of warning and worse, and whatever is no line of its log; not the goodbye of a database that is being stopped. */
function isFault(line: string): boolean {
  if (line.includes('"code":"57P01"')) return false;
  return /^\{"level":[456]0/u.test(line) || !line.startsWith("{");
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
