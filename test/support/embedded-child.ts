/**
 * A process of Steward's as far as the database goes: joins the server on FOLDER, says so, and does what it is told.
 * Each line on its standard input is an order ("write", "leave"); each line it prints is JSON.
 * Usage: node embedded-child.ts FOLDER
 */
import { createInterface } from "node:readline";
import pg from "pg";
import { EmbeddedPostgresFault } from "../../src/db/embedded/embedded-postgres-fault.ts";
import { startEmbedded } from "../../src/db/embedded/start-embedded.ts";

const [, , folder] = process.argv;
if (!folder) throw new Error("Usage: node embedded-child.ts FOLDER");

const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);
const log = { info: () => {}, warn: () => {}, error: () => {} };

try {
  const server = await startEmbedded({ dataDir: folder, log });
  say({ ready: server.ownerUrl, key: server.encryptionKey });
  for await (const order of createInterface({ input: process.stdin })) {
    // It ends when the server is killed under it: what was told counts.
    if (order === "write") void write(server.ownerUrl).catch(() => {});
    if (order === "leave") break;
  }
  await server.leave();
  say({ left: true });
  process.exit(0);
} catch (error) {
  if (!(error instanceof EmbeddedPostgresFault)) throw error;
  say({ fault: error.code, sentence: error.sentence });
  process.exit(1);
}

/** Commits one row after another and tells each number after the server has acknowledged it. */
async function write(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  await client.query("CREATE TABLE IF NOT EXISTS acknowledged (n int)");
  for (let n = 1; ; n++) {
    await client.query("INSERT INTO acknowledged VALUES ($1)", [n]);
    say({ n });
  }
}
