/**
 * Run beside the tests: when they have gone, however they went, it ends the server on the folder and removes the folder.
 * Its standard input is a pipe from the tests' process, which the system closes even when that is killed.
 * Usage: node sweep-database.ts FOLDER
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isAlive, isServerOn, readPostmasterFile } from "../../src/db/embedded/postmaster-file.ts";

const patience = 20_000;

async function sweep(folder: string): Promise<void> {
  const cluster = join(folder, "pg");
  const server = await readPostmasterFile(cluster).catch(() => null);
  if (server && (await isServerOn(server.pid, cluster))) {
    // The data is thrown away, so that nothing need be written down first.
    process.kill(server.pid, "SIGQUIT");
    const until = performance.now() + patience;
    while (isAlive(server.pid) && performance.now() < until) await pause(25);
  }
  // An initdb of a run that was killed early may still write there.
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

const [, , folder] = process.argv;
if (!folder) throw new Error("Usage: node sweep-database.ts FOLDER");
process.stdin.resume();
process.stdin.once("close", () => void sweep(folder));
