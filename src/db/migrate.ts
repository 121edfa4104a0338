import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { Logger } from "pino";

interface Migration {
  name: string;
  script: string;
  checksum: string;
}

interface MigrationRow {
  migration_name: string;
  checksum: string;
  finished: boolean;
}

/** The lock that Prisma's own `migrate deploy` takes, so that the two never run side by side. */
const prismaLock = 72_707_369;

/** Prisma's table, column for column (prisma-engines, sql-schema-connector, flavour/postgres). */
const createTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

const oldestServer = 150_000;

/** The database cannot be brought to this version of Steward; `sentence` is for the person who starts Steward. */
export class MigrationFault extends Error {
  override readonly name = "MigrationFault";
  readonly sentence: string;

  constructor(sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? {} : { cause });
    this.sentence = sentence;
  }
}

/**
 * Brings the database to this version of Steward, keeping Prisma's own records, so that `prisma migrate status` and
 * `deploy` agree. Each migration is one transaction together with its record: what is interrupted leaves nothing.
 * @param ownerUrl login of the role that owns the tables, not through a transaction pooler (the lock is a session's)
 * @returns the names of the migrations applied now
 * @throws MigrationFault when the records and the files contradict each other, or a migration fails
 */
export async function migrate(
  ownerUrl: string,
  { folder, log }: { folder: string; log: Pick<Logger, "info" | "warn"> },
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  return withClient(ownerUrl, async (client) => {
    await checkServer(client, log);
    await client.query("SELECT pg_advisory_lock($1)", [prismaLock]);
    await client.query(createTable);
    const rows = await readRows(client);
    checkRows(rows, migrations);
    const applied = new Set(rows.map((row) => row.migration_name));
    const pending = migrations.filter((migration) => !applied.has(migration.name));
    for (const migration of pending) {
      await applyMigration(client, migration);
      log.info({ migration: migration.name }, "migration applied");
    }
    return pending.map((migration) => migration.name);
  });
}

/**
 * Whether every migration of the folder is applied, for the readiness probe.
 * @throws what `pg` reports when the database cannot be reached
 */
export async function isMigrated(url: string, { folder }: { folder: string }): Promise<boolean> {
  const migrations = await readMigrations(folder);
  return withClient(url, async (client) => {
    const { rows: found } = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there");
    if (!found[0]?.there) return false;
    const finished = new Set((await readRows(client)).filter((row) => row.finished).map((row) => row.migration_name));
    return migrations.every((migration) => finished.has(migration.name));
  });
}

async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "steward migrate",
    connectionTimeoutMillis: 10_000,
  });
  // A connection that is lost fails the query under way; the event repeats it and would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    return await run(client);
  } finally {
    // Ends the session, and with it the lock and whatever is open.
    await client.end().catch(() => {});
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new MigrationFault(
      `The migrations cannot be read from ${folder} (${cause.code}): install Steward again.`,
      cause,
    );
  });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name, "migration.sql")).catch((cause: NodeJS.ErrnoException) => {
        throw new MigrationFault(
          `The migration ${name} has no readable migration.sql (${cause.code}): install Steward again.`,
          cause,
        );
      });
      return { name, script: bytes.toString("utf8"), checksum: sha256(bytes) };
    }),
  );
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

async function checkServer(client: pg.Client, log: Pick<Logger, "warn">): Promise<void> {
  const { rows } = await client.query<{ version: number; version_name: string; encoding: string; superuser: boolean }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS version_name,
            current_setting('server_encoding') AS encoding, rolsuper AS superuser FROM pg_roles WHERE rolname = current_user`,
  );
  const [server] = rows;
  if (!server) return;
  if (server.version < oldestServer) {
    throw new MigrationFault(
      `Steward needs PostgreSQL 15 or newer and DATABASE_URL leads to ${server.version_name}: use a newer server.`,
    );
  }
  if (server.encoding !== "UTF8") {
    throw new MigrationFault(
      `The database keeps its text as ${server.encoding}, in which not every name can be written: create it again with ENCODING 'UTF8'.`,
    );
  }
  if (server.superuser) {
    log.warn("DATABASE_URL logs in as a superuser, whom no row-level security binds: use a login without that right");
  }
}

/** What was rolled back (by `prisma migrate resolve`) counts for nothing. */
async function readRows(client: pg.Client): Promise<MigrationRow[]> {
  const { rows } = await client.query<MigrationRow>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  return rows;
}

function checkRows(rows: MigrationRow[], migrations: Migration[]): void {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of rows) {
    if (!row.finished) {
      throw new MigrationFault(
        `The migration ${row.migration_name} was begun and not finished: put right what it left behind, then run "npx prisma migrate resolve --rolled-back ${row.migration_name}" and start again.`,
      );
    }
    const migration = byName.get(row.migration_name);
    if (!migration) {
      throw new MigrationFault(
        `The database is newer than this Steward (it has ${row.migration_name}): start the version that it was last used with, or a newer one.`,
      );
    }
    if (!isSameScript(migration, row.checksum)) {
      throw new MigrationFault(
        `The migration ${row.migration_name} was changed after it was applied: put its file back as it was and add a new migration instead.`,
      );
    }
  }
}

/** Like Prisma, blind to what git makes of line ends on Windows. */
function isSameScript({ script, checksum }: Migration, recorded: string): boolean {
  const unix = script.replaceAll("\r\n", "\n");
  return [checksum, sha256(unix), sha256(unix.replaceAll("\n", "\r\n"))].includes(recorded);
}

/**
 * The record goes in first and is finished last, as Prisma does it, but within the script's own transaction: a process
 * killed on the way leaves no unfinished record that somebody would have to resolve. A script that commits by itself
 * keeps Prisma's way: its record is committed unfinished, and stands as such if the rest fails.
 */
async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID();
  try {
    await client.query("BEGIN");
    await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)", [
      id,
      migration.checksum,
      migration.name,
    ]);
    await client.query(migration.script);
    // A role that the script has put on for its transaction would still be on.
    await client.query("RESET ROLE");
    await client.query(
      "UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1",
      [id],
    );
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK").catch(() => {});
    const { message = String(cause), code } = cause as { message?: string; code?: string };
    throw new MigrationFault(
      `The migration ${migration.name} failed (${code ? `${code}: ` : ""}${message}): put that right and start again.`,
      cause,
    );
  }
}
