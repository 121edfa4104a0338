import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { isMigrated, MigrationFault, migrate } from "../../src/db/migrate.ts";
import { newDatabase } from "../support/database.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";

const productMigrations = join(import.meta.dirname, "..", "..", "prisma", "migrations");

const warnings: string[] = [];
const log = { info: () => {}, warn: (text: unknown) => void warnings.push(String(text)) };

/** A folder of migrations as Prisma lays it out. */
async function folderOf(scripts: Record<string, string>): Promise<string> {
  const folder = await makeTemporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "migration_lock.toml"), 'provider = "postgresql"\n');
  await put(folder, scripts);
  return folder;
}

async function put(folder: string, scripts: Record<string, string>): Promise<void> {
  for (const [name, script] of Object.entries(scripts)) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, "migration.sql"), script);
  }
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const names = (url: string) =>
  query<{ name: string }>(url, "SELECT migration_name AS name FROM _prisma_migrations ORDER BY started_at");

async function sentenceOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(MigrationFault);
  return (error as MigrationFault).sentence;
}

const two = {
  "2_second": "ALTER TABLE a ADD COLUMN b int;",
  "1_first": "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);",
};

describe("migrate", () => {
  it("applies what is pending in the order of its names, once", async () => {
    const { ownerUrl } = await newDatabase();
    const folder = await folderOf(two);
    expect(await migrate(ownerUrl, { folder, log })).toEqual(["1_first", "2_second"]);
    expect(await query(ownerUrl, "SELECT * FROM a")).toEqual([{ id: 1, b: null }]);
    expect(await migrate(ownerUrl, { folder, log })).toEqual([]);
    await put(folder, { "3_third": "CREATE TABLE c ();" });
    expect(await migrate(ownerUrl, { folder, log })).toEqual(["3_third"]);
  });

  // What `prisma migrate deploy` 7.10 leaves behind, read from a database that it had migrated.
  it("keeps Prisma's table as Prisma makes it", async () => {
    const { ownerUrl } = await newDatabase();
    await migrate(ownerUrl, { folder: await folderOf(two), log });
    const columns = await query(
      ownerUrl,
      `SELECT column_name AS name, data_type AS type, character_maximum_length AS length, is_nullable AS nullable, column_default AS "default"
       FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`,
    );
    const time = "timestamp with time zone";
    expect(columns).toEqual([
      { name: "id", type: "character varying", length: 36, nullable: "NO", default: null },
      { name: "checksum", type: "character varying", length: 64, nullable: "NO", default: null },
      { name: "finished_at", type: time, length: null, nullable: "YES", default: null },
      { name: "migration_name", type: "character varying", length: 255, nullable: "NO", default: null },
      { name: "logs", type: "text", length: null, nullable: "YES", default: null },
      { name: "rolled_back_at", type: time, length: null, nullable: "YES", default: null },
      { name: "started_at", type: time, length: null, nullable: "NO", default: "now()" },
      { name: "applied_steps_count", type: "integer", length: null, nullable: "NO", default: "0" },
    ]);
    const [row] = await query(
      ownerUrl,
      "SELECT *, finished_at >= started_at AS in_order FROM _prisma_migrations WHERE migration_name = '1_first'",
    );
    expect(row).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      checksum: createHash("sha256").update(two["1_first"]).digest("hex"),
      logs: null,
      rolled_back_at: null,
      applied_steps_count: 1,
      in_order: true,
    });
  });

  it("applies each once when several processes start at the same moment", async () => {
    const { ownerUrl } = await newDatabase();
    const folder = await folderOf(two);
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(ownerUrl, { folder, log })));
    expect(applied.flat().toSorted()).toEqual(["1_first", "2_second"]);
    expect(await names(ownerUrl)).toHaveLength(2);
  });

  it("refuses after a migration that was begun and not finished, and names it", async () => {
    const { ownerUrl } = await newDatabase();
    const folder = await folderOf(two);
    await migrate(ownerUrl, { folder, log });
    await query(
      ownerUrl,
      "UPDATE _prisma_migrations SET finished_at = NULL, logs = 'it broke' WHERE migration_name = '2_second'",
    );
    expect(await sentenceOf(migrate(ownerUrl, { folder, log }))).toBe(
      'The migration 2_second was begun and not finished: put right what it left behind, then run "npx prisma migrate resolve --rolled-back 2_second" and start again.',
    );
    expect(await isMigrated(ownerUrl, { folder })).toBe(false);

    // what that command does
    await query(
      ownerUrl,
      "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '2_second'; ALTER TABLE a DROP COLUMN b",
    );
    expect(await migrate(ownerUrl, { folder, log })).toEqual(["2_second"]);
    expect(await names(ownerUrl)).toHaveLength(3);
  });

  it("refuses when an applied file was changed, but not for its line ends", async () => {
    const { ownerUrl } = await newDatabase();
    const folder = await folderOf(two);
    await migrate(ownerUrl, { folder, log });
    await put(folder, { "1_first": two["1_first"].replaceAll("\n", "\r\n") });
    expect(await migrate(ownerUrl, { folder, log })).toEqual([]);
    await put(folder, { "1_first": `${two["1_first"]}\n-- an afterthought`, "3_third": "CREATE TABLE c ();" });
    expect(await sentenceOf(migrate(ownerUrl, { folder, log }))).toMatch(
      /^The migration 1_first was changed after it was applied: /,
    );
    expect(await names(ownerUrl)).toHaveLength(2);
  });

  it("refuses a database that is newer than the code", async () => {
    const { ownerUrl } = await newDatabase();
    const folder = await folderOf(two);
    await migrate(ownerUrl, { folder, log });
    await rm(join(folder, "2_second"), { recursive: true });
    expect(await sentenceOf(migrate(ownerUrl, { folder, log }))).toMatch(
      /^The database is newer than this Steward \(it has 2_second\): /,
    );
  });

  it("leaves nothing of a migration that fails, and applies it when it was put right", async () => {
    const { ownerUrl } = await newDatabase();
    const folder = await folderOf({ "1_first": "CREATE TABLE a ();", "2_second": "CREATE TABLE b (); SELECT 1/0;" });
    expect(await sentenceOf(migrate(ownerUrl, { folder, log }))).toMatch(
      /^The migration 2_second failed \(22012: division by zero\)/,
    );
    expect(await names(ownerUrl)).toEqual([{ name: "1_first" }]);
    await put(folder, { "2_second": "CREATE TABLE b ();" });
    expect(await migrate(ownerUrl, { folder, log })).toEqual(["2_second"]);
  });

  it("leaves nothing of a migration during which the connection was lost", async () => {
    const { ownerUrl } = await newDatabase();
    const folder = await folderOf({ "1_first": "CREATE TABLE a (); SELECT pg_sleep(60);" });
    const cut = sentenceOf(migrate(ownerUrl, { folder, log }));
    await expect
      .poll(() =>
        query(
          ownerUrl,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()",
        ),
      )
      .toHaveLength(1);
    expect(await cut).toMatch(/^The migration 1_first failed/);
    await put(folder, { "1_first": "CREATE TABLE a ();" });
    expect(await migrate(ownerUrl, { folder, log })).toEqual(["1_first"]);
  });

  it("leaves the record unfinished when a script has committed by itself and then failed", async () => {
    const { ownerUrl } = await newDatabase();
    const folder = await folderOf({ "1_first": "CREATE TABLE a (); COMMIT; SELECT 1/0;" });
    expect(await sentenceOf(migrate(ownerUrl, { folder, log }))).toMatch(/^The migration 1_first failed/);
    expect(await sentenceOf(migrate(ownerUrl, { folder, log }))).toMatch(
      /^The migration 1_first was begun and not finished/,
    );
  });

  it("is bound by row-level security as the owner, and backfills under a role made for it", async () => {
    const { ownerUrl } = await newDatabase();
    const role = `test_backfill_${process.pid}`;
    const folder = await folderOf({
      "1_table": `CREATE TABLE note ("workspaceId" int, text text);
        INSERT INTO note VALUES (1, 'old'), (2, 'old');
        ALTER TABLE note ENABLE ROW LEVEL SECURITY; ALTER TABLE note FORCE ROW LEVEL SECURITY;
        CREATE POLICY wall ON note USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::int);`,
      "2_silent": "UPDATE note SET text = 'by the owner';",
      "3_backfill": `CREATE ROLE ${role} NOLOGIN; GRANT ${role} TO current_user;
        GRANT SELECT, UPDATE ON note TO ${role}; CREATE POLICY backfill ON note TO ${role} USING (true);
        SET LOCAL ROLE ${role};
        UPDATE note SET text = 'by its role' WHERE "workspaceId" = 2;`,
      "4_clean": `DROP POLICY backfill ON note; DROP OWNED BY ${role}; DROP ROLE ${role};`,
      "5_open": "ALTER TABLE note NO FORCE ROW LEVEL SECURITY;",
    });
    expect(await migrate(ownerUrl, { folder, log })).toHaveLength(5);
    expect(await query(ownerUrl, "SELECT text FROM note ORDER BY 1")).toEqual([
      { text: "by its role" },
      { text: "old" },
    ]);
  });

  it("applies the product's own migrations as a login without special rights", async () => {
    const { ownerUrl } = await newDatabase();
    await migrate(ownerUrl, { folder: productMigrations, log });
    expect(await isMigrated(ownerUrl, { folder: productMigrations })).toBe(true);
    expect(await migrate(ownerUrl, { folder: productMigrations, log })).toEqual([]);
    const [login] = await query(ownerUrl, "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user");
    expect(login).toEqual({ rolsuper: false, rolbypassrls: false });
  });

  it("refuses a database that cannot hold every name", async () => {
    const { ownerUrl } = await newDatabase("TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'");
    expect(await sentenceOf(migrate(ownerUrl, { folder: await folderOf(two), log }))).toMatch(
      /^The database keeps its text as LATIN1/,
    );
  });

  it("warns of a login that no row-level security binds", async () => {
    const { ownerUrl, adminUrl } = await newDatabase();
    warnings.length = 0;
    await migrate(ownerUrl, { folder: await folderOf({}), log });
    expect(warnings).toEqual([]);
    await migrate(adminUrl, { folder: await folderOf({}), log });
    expect(warnings).toEqual([expect.stringContaining("superuser")]);
  });

  it("says so when its files are not there", async () => {
    const { ownerUrl } = await newDatabase();
    expect(await sentenceOf(migrate(ownerUrl, { folder: "/nowhere", log }))).toMatch(
      /^The migrations cannot be read from \/nowhere \(ENOENT\)/,
    );
    const folder = await folderOf(two);
    await rm(join(folder, "2_second", "migration.sql"));
    expect(await sentenceOf(migrate(ownerUrl, { folder, log }))).toMatch(
      /^The migration 2_second has no readable migration.sql/,
    );
  });
});

describe("isMigrated", () => {
  it("is false before, true after, and false again when the code is newer", async () => {
    const { ownerUrl } = await newDatabase();
    const folder = await folderOf(two);
    expect(await isMigrated(ownerUrl, { folder })).toBe(false);
    await migrate(ownerUrl, { folder, log });
    expect(await isMigrated(ownerUrl, { folder })).toBe(true);
    await put(folder, { "3_third": "CREATE TABLE c ();" });
    expect(await isMigrated(ownerUrl, { folder })).toBe(false);
  });
});
