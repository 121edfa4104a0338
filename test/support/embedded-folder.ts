import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { isAlive, isServerOn, readPostmasterFile } from "../../src/db/embedded/postmaster-file.ts";
import { type EmbeddedPostgres, startEmbedded } from "../../src/db/embedded/start-embedded.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** A data folder of this test's own. Whatever server is left on it at the end is ended, and the folder removed. */
export async function makeDataFolder() {
  const dataDir = await makeTemporaryFolder();
  const cluster = join(dataDir, "pg");
  const servers: EmbeddedPostgres[] = [];
  onTestFinished(async () => {
    await Promise.all(servers.map((server) => server.leave()));
    const left = await readPostmasterFile(cluster).catch(() => null);
    if (left && (await isServerOn(left.pid, cluster))) {
      process.kill(left.pid, "SIGQUIT");
      while (isAlive(left.pid)) await pause(25);
    }
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    dataDir,
    cluster,
    start: async (): Promise<EmbeddedPostgres> => {
      const server = await startEmbedded({ dataDir, log: silent });
      servers.push(server);
      return server;
    },
    /** @throws when no server has the folder */
    pid: async (): Promise<number> => {
      const file = await readPostmasterFile(cluster);
      if (!file) throw new Error(`No server on ${cluster}`);
      return file.pid;
    },
    isRunning: async (): Promise<boolean> => {
      const file = await readPostmasterFile(cluster);
      return file !== null && isAlive(file.pid);
    },
  };
}
