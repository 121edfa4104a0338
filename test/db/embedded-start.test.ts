import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { makeDataFolder } from "../support/embedded-folder.ts";
import { startEmbeddedProcess } from "../support/embedded-process.ts";

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe("startEmbedded on an empty folder", () => {
  it("makes a database whose login is bound by row-level security and may make what the migrations need", async () => {
    const { start } = await makeDataFolder();
    const { ownerUrl, superuserUrl } = await start();
    const [login] = await ask(
      ownerUrl,
      `SELECT rolname AS name, rolsuper AS super, rolbypassrls AS bypass, rolcreaterole AS roles,
         pg_get_userbyid(datdba) AS owner, pg_encoding_to_char(encoding) AS encoding, datctype AS ctype, datlocprovider AS provider
       FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
    );
    expect(login).toEqual({
      name: "steward",
      super: false,
      bypass: false,
      roles: true,
      owner: "steward",
      encoding: "UTF8",
      ctype: expect.stringMatching(/UTF-?8/i),
      provider: "b",
    });
    await ask(
      ownerUrl,
      "CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin; CREATE EXTENSION unaccent; CREATE ROLE made NOLOGIN; DROP ROLE made",
    );
    const words = await ask<{ n: number }>(ownerUrl, "SELECT cardinality(show_trgm('Дмитрий')) AS n");
    expect(words[0]?.n).toBeGreaterThan(3);
    expect(await ask(superuserUrl, "SELECT rolsuper AS super FROM pg_roles WHERE rolname = current_user")).toEqual([
      { super: true },
    ]);
  });

  it("keeps passwords and key to itself, and the key for good", async () => {
    const { dataDir, cluster, start } = await makeDataFolder();
    const first = await start();
    expect(Buffer.from(first.encryptionKey, "base64")).toHaveLength(32);
    expect(await mode(join(dataDir, "secrets.json"))).toBe("600");
    expect(await mode(join(dataDir, "postgres-start.log"))).toBe("600");
    expect(await mode(cluster)).toBe("700");
    expect((await readdir(dataDir)).toSorted()).toEqual(["pg", "postgres-start.log", "secrets.json"]);
    await first.leave();
    const second = await start();
    expect(second.encryptionKey).toBe(first.encryptionKey);
    expect(new URL(second.ownerUrl).password).toBe(new URL(first.ownerUrl).password);
  });

  it("lets nobody in without a password, and listens on this machine alone", async () => {
    const { start } = await makeDataFolder();
    const { ownerUrl, superuserUrl } = await start();
    const without = new URL(ownerUrl);
    without.password = "guess";
    await expect(ask(without.href, "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
    const settings = await ask<{ name: string; setting: string }>(
      superuserUrl,
      `SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'unix_socket_directories', 'fsync', 'full_page_writes', 'data_checksums',
         'max_connections', 'log_min_error_statement', 'log_error_verbosity', 'TimeZone')`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      fsync: "on",
      full_page_writes: "on",
      data_checksums: "on",
      max_connections: "100",
      log_min_error_statement: "panic",
      log_error_verbosity: "terse",
      TimeZone: "UTC",
    });
  });

  it.runIf(process.platform === "linux")("hands the server nothing of ours, and a session of its own", async () => {
    const { start, pid } = await makeDataFolder();
    process.env["STEWARD_TEST_TOKEN"] = "xoxb-not-for-the-server";
    const { ownerUrl, superuserUrl } = await start().finally(() => delete process.env["STEWARD_TEST_TOKEN"]);
    const server = await pid();
    const environment = await readFile(`/proc/${server}/environ`, "utf8");
    expect(environment).not.toContain("xoxb");
    expect(environment).not.toContain("PATH=");
    const words = await readFile(`/proc/${server}/cmdline`, "utf8");
    for (const url of [ownerUrl, superuserUrl]) expect(words).not.toContain(new URL(url).password);
    // pid (name) state parent group session: so that Ctrl-C in our terminal is not the server's
    const session = (await readFile(`/proc/${server}/stat`, "utf8")).split(") ")[1]?.split(" ")[3];
    expect(Number(session)).toBe(server);
  });

  it("writes no customer's data into its log", async () => {
    const { cluster, start } = await makeDataFolder();
    const { ownerUrl, leave } = await start();
    await ask(
      ownerUrl,
      "CREATE TABLE person (email text PRIMARY KEY); INSERT INTO person VALUES ('budi@contoh.example')",
    );
    await expect(ask(ownerUrl, "INSERT INTO person VALUES ('budi@contoh.example')")).rejects.toMatchObject({
      code: "23505",
    });
    await leave();
    for (const file of await readdir(join(cluster, "log"))) {
      expect(await readFile(join(cluster, "log", file), "utf8")).not.toContain("budi");
    }
  });

  it("is one database for processes that start at the same moment", async () => {
    const { dataDir, isRunning } = await makeDataFolder();
    const processes = Array.from({ length: 4 }, () => startEmbeddedProcess(dataDir));
    const ready = await Promise.all(processes.map((one) => one.ready()));
    expect(new Set(ready.map(({ ownerUrl }) => ownerUrl)).size).toBe(1);
    expect(new Set(ready.map(({ encryptionKey }) => encryptionKey)).size).toBe(1);
    expect((await readdir(dataDir)).toSorted()).toEqual(["pg", "postgres-start.log", "secrets.json"]);
    for (const one of processes) one.order("leave");
    await Promise.all(processes.map((one) => one.ended));
    expect(await isRunning()).toBe(false);
  });
});

describe("startEmbedded on a running server", () => {
  it("joins it, and the last one out stops it", async () => {
    const { dataDir, start, pid, isRunning } = await makeDataFolder();
    const here = await start();
    const server = await pid();
    const other = startEmbeddedProcess(dataDir);
    expect((await other.ready()).ownerUrl).toBe(here.ownerUrl);
    await here.leave();
    expect(await pid()).toBe(server);
    expect(await ask(here.ownerUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    other.order("leave");
    await other.said((message) => message.left === true);
    expect(await isRunning()).toBe(false);
  });

  it("keeps what was saved over a stop", async () => {
    const { start } = await makeDataFolder();
    const first = await start();
    await ask(first.ownerUrl, "CREATE TABLE kept AS SELECT 42 AS n");
    await first.leave();
    await first.leave();
    expect(await ask((await start()).ownerUrl, "SELECT n FROM kept")).toEqual([{ n: 42 }]);
  });

  it("gets a working database while the last one leaves", async () => {
    const { start, isRunning } = await makeDataFolder();
    let current = await start();
    for (let round = 0; round < 10; round++) {
      const [, next] = await Promise.all([current.leave(), start()]);
      expect(await ask(next.ownerUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
      current = next;
    }
    await current.leave();
    expect(await isRunning()).toBe(false);
  });

  it("stops it when all leave at the same moment", async () => {
    const { start, isRunning } = await makeDataFolder();
    const all = [await start(), await start(), await start()];
    await Promise.all(all.map((one) => one.leave()));
    expect(await isRunning()).toBe(false);
  });
});
