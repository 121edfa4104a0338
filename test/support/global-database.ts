import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../../src/db/embedded/start-embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { startDebianPostgres } from "./debian-postgres.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Login of the owner of the one migrated database of this run. */
    ownerUrl: string;
    /** Login of a superuser, to make databases for tests of migrations. */
    adminUrl: string;
  }
}

const migrations = join(import.meta.dirname, "..", "..", "prisma", "migrations");
const log = pino({ level: "warn" });

let stop: () => Promise<void> = async () => {};

/**
 * One server for the whole run: DATABASE_URL (with STEWARD_TEST_SUPERUSER_URL) if it is set, Debian's PostgreSQL 15 with STEWARD_TEST_POSTGRES=15, else
 * the PostgreSQL that Steward brings. What cannot be started fails the run.
 */
export async function setup(project: TestProject): Promise<void> {
  const { DATABASE_URL: given, STEWARD_TEST_POSTGRES: wanted } = process.env;
  if (wanted !== undefined && wanted !== "15" && wanted !== "18")
    throw new Error(`STEWARD_TEST_POSTGRES is 15 or 18, not ${wanted}`);
  const { ownerUrl, superuserUrl } = given ? givenServer(given) : await startOwn(wanted ?? "18");
  try {
    await migrate(ownerUrl, { folder: migrations, log });
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide("ownerUrl", ownerUrl);
  project.provide("adminUrl", superuserUrl);
}

export async function teardown(): Promise<void> {
  await stop();
}

function givenServer(ownerUrl: string): { ownerUrl: string; superuserUrl: string } {
  const superuserUrl = process.env["STEWARD_TEST_SUPERUSER_URL"];
  if (!superuserUrl)
    throw new Error("With DATABASE_URL the tests need STEWARD_TEST_SUPERUSER_URL too: they make databases");
  return { ownerUrl, superuserUrl };
}

async function startOwn(version: "15" | "18"): Promise<{ ownerUrl: string; superuserUrl: string }> {
  const folder = await makeTemporaryFolder();
  const sweeper = spawn(process.execPath, [join(import.meta.dirname, "sweep-database.ts"), folder], {
    detached: true,
    stdio: ["pipe", "ignore", "inherit"],
  });
  sweeper.unref();
  const server = version === "15" ? await startDebianPostgres(folder) : await startEmbedded({ dataDir: folder, log });
  stop = async () => {
    await ("leave" in server ? server.leave() : server.stop());
    await rm(folder, { recursive: true, force: true });
    sweeper.stdin.end();
  };
  return server;
}
