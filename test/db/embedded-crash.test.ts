import { existsSync } from "node:fs";
import { chown, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { isAlive } from "../../src/db/embedded/postmaster-file.ts";
import { makeDataFolder } from "../support/embedded-folder.ts";
import { startEmbeddedProcess } from "../support/embedded-process.ts";

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

async function numbersIn(url: string): Promise<number[]> {
  return (await query<{ n: number }>(url, "SELECT n FROM acknowledged ORDER BY n")).map((row) => row.n);
}

/** As a machine's crash leaves it. */
async function leaveStaleFile(cluster: string, pid: number): Promise<void> {
  const file = join(cluster, "postmaster.pid");
  const lines = [pid, cluster, 1_700_000_000, 1, "", "127.0.0.1", "  1  1", "ready   ", ""];
  await writeFile(file, lines.join("\n"), { mode: 0o600 });
  const { uid, gid } = await stat(cluster);
  await chown(file, uid, gid);
}

const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

describe("startEmbedded after a process was killed", () => {
  it("finds its server alive and adopts it, with all that was acknowledged", async () => {
    const { dataDir, start, pid, isRunning } = await makeDataFolder();
    const victim = startEmbeddedProcess(dataDir);
    const { ownerUrl } = await victim.ready();
    const server = await pid();
    victim.order("write");
    await victim.said((message) => message.n === 300);
    await victim.kill();
    const acknowledged = victim.lastAcknowledged();

    const heir = await start();
    expect(await pid()).toBe(server);
    expect(heir.ownerUrl).toBe(ownerUrl);
    expect((await numbersIn(heir.ownerUrl)).slice(0, acknowledged)).toEqual(upTo(acknowledged));
    await heir.leave();
    expect(await isRunning()).toBe(false);
  });

  it("loses nothing acknowledged when the server was killed as well", async () => {
    const { dataDir, start, pid } = await makeDataFolder();
    for (let round = 0; round < 3; round++) {
      const victim = startEmbeddedProcess(dataDir);
      await victim.ready();
      victim.order("write");
      await victim.said((message) => message.n === 200);
      process.kill(await pid(), "SIGKILL");
      await victim.kill();
      const acknowledged = victim.lastAcknowledged();

      const heir = await start();
      expect((await numbersIn(heir.ownerUrl)).slice(0, acknowledged)).toEqual(upTo(acknowledged));
      await query(heir.ownerUrl, "DROP TABLE acknowledged");
      await heir.leave();
    }
  });

  it("starts on a folder whose server's number belongs to a stranger now", async () => {
    const { cluster, start, pid } = await makeDataFolder();
    const first = await start();
    await first.leave();
    // with a number that the next boot has given away: here, to this process
    await leaveStaleFile(cluster, process.pid);
    const second = await start();
    expect(await pid()).not.toBe(process.pid);
    expect(second.encryptionKey).toBe(first.encryptionKey);
  });

  it("starts on a folder whose server's number belongs to nobody", async () => {
    const { cluster, start } = await makeDataFolder();
    await (await start()).leave();
    const gone = 4_194_305;
    expect(isAlive(gone)).toBe(false);
    await leaveStaleFile(cluster, gone);
    await expect(start()).resolves.toMatchObject({ ownerUrl: expect.any(String) });
  });

  it.each([
    ["while the folder is being made", () => true],
    [
      "while roles and database are being made",
      (draft: string) => existsSync(join(draft, "PG_VERSION")) && existsSync(join(draft, "base", "5")),
    ],
  ])("starts when the first start was killed %s", async (_, isReached) => {
    const { dataDir, cluster, start } = await makeDataFolder();
    const victim = startEmbeddedProcess(dataDir);
    const draftOf = async () => (await readdir(dataDir)).find((name) => name.startsWith("pg.new-"));
    await expect
      .poll(
        async () => {
          const draft = await draftOf();
          return draft !== undefined && isReached(join(dataDir, draft));
        },
        { interval: 2, timeout: 20_000 },
      )
      .toBe(true);
    await victim.kill();
    expect(existsSync(cluster)).toBe(false);

    const { leave } = await start();
    await leave();
    // What the killed one left is gone, unless its initdb still wrote there; then at the next start.
    await (await start()).leave();
    expect(await draftOf()).toBeUndefined();
  });
});

describe("a process whose server falls", () => {
  it("starts it again where the pools look for it", async () => {
    const { start, pid } = await makeDataFolder();
    const { ownerUrl } = await start();
    const pool = new pg.Pool({ connectionString: ownerUrl });
    pool.on("error", () => {});
    await pool.query("CREATE TABLE acknowledged AS SELECT 1 AS n");
    const before = await pid();
    process.kill(before, "SIGKILL");
    // An orphan of the fallen server may answer once more, so the new server is waited for first.
    await expect.poll(() => pid().catch(() => before), { timeout: 20_000 }).not.toBe(before);
    const rows = () => pool.query("SELECT n FROM acknowledged").then((result) => result.rows, String);
    await expect.poll(rows, { timeout: 20_000 }).toEqual([{ n: 1 }]);
    await pool.end();
  });

  it("is present again after the server has reset its connections", async () => {
    const { dataDir, start, pid, isRunning } = await makeDataFolder();
    const here = await start();
    const server = await pid();
    const present = async () => {
      const name = `steward presence ${process.pid}`;
      const rows = await query<{ pid: number }>(
        here.superuserUrl,
        `SELECT pid FROM pg_stat_activity WHERE application_name = '${name}'`,
      );
      return rows[0]?.pid ?? 0;
    };
    const held = await present();
    process.kill(held, "SIGKILL");
    await expect.poll(() => present().catch(() => 0), { timeout: 20_000 }).not.toBeOneOf([0, held]);
    expect(await pid()).toBe(server);

    // Another that comes and goes must not take itself for the last.
    const other = startEmbeddedProcess(dataDir);
    await other.ready();
    other.order("leave");
    await other.ended;
    expect(await isRunning()).toBe(true);
    await here.leave();
    expect(await isRunning()).toBe(false);
  });
});

describe("the file of passwords", () => {
  it("is whole or not there, whoever makes it", async () => {
    const { dataDir, start } = await makeDataFolder();
    const [first, second] = await Promise.all([start(), start()]);
    expect(first.encryptionKey).toBe(second.encryptionKey);
    expect(JSON.parse(await readFile(join(dataDir, "secrets.json"), "utf8")).encryptionKey).toBe(first.encryptionKey);
  });
});
