import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface Side {
  process: ChildProcess;
  port: number;
  /** milliseconds from its start until it could answer */
  readyMs: number;
  /** asks it to stop, and waits until it has */
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const watch = new URL("./watch-product.ts", import.meta.url).href;
const floor = fileURLToPath(new URL("./floor.ts", import.meta.url));

const lookMs = 10;
const patienceMs = 120_000;

const running = new Map<ChildProcess, Promise<unknown>>();
let ending = false;

/** Stops every side that runs, and starts no other: what was being measured then fails, and is cleared away as ever. */
export async function endSides(): Promise<void> {
  ending = true;
  for (const child of running.keys()) child.kill("SIGTERM");
  await Promise.all(running.values());
}

/** The product as `npm start` runs it, with these settings. */
export function startProduct(settings: Record<string, string>): Promise<Side> {
  return start(["--import", watch, main], settings, "/readyz");
}

/** Bolt alone; it has no readiness of its own, so that any answer will do. */
export function startFloor(settings: Record<string, string>): Promise<Side> {
  return start([floor], settings, null);
}

/** @param readiness a path that answers 200 when all is ready; null: any answer at all */
async function start(words: string[], settings: Record<string, string>, readiness: string | null): Promise<Side> {
  const port = await findFreePort();
  if (ending) throw new Error("The run was stopped");
  const { PATH = "", HOME = "", TMPDIR } = process.env;
  const began = performance.now();
  const child = spawn(process.execPath, [...profiling(words), ...words], {
    // Nothing of the surroundings: a DATABASE_URL there is somebody's real base.
    env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), LOG_LEVEL: "warn", ...settings, PORT: String(port) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    serialization: "advanced",
  });
  const ended = once(child, "exit").finally(() => running.delete(child));
  running.set(child, ended);
  while (!(await isReady(port, readiness))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${words.at(-1)} did not start`);
    if (performance.now() - began > patienceMs) throw new Error(`${words.at(-1)} does not become ready`);
    await pause(lookMs);
  }
  return {
    process: child,
    port,
    readyMs: performance.now() - began,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** STEWARD_BENCH_PROFILE=FOLDER leaves a CPU profile of each side there, to be opened in any browser's developer tools. */
function profiling(words: string[]): string[] {
  const folder = process.env["STEWARD_BENCH_PROFILE"];
  return folder
    ? [
        "--cpu-prof",
        `--cpu-prof-dir=${folder}`,
        `--cpu-prof-name=${words.length > 1 ? "product" : "floor"}-${Date.now()}.cpuprofile`,
      ]
    : [];
}

async function isReady(port: number, readiness: string | null): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}${readiness ?? "/"}`).catch(() => null);
  await answer?.body?.cancel();
  return answer !== null && (readiness === null || answer.ok);
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}
