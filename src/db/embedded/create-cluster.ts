import { randomBytes } from "node:crypto";
import { access, chown, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedPostgresFault } from "./embedded-postgres-fault.ts";
import type { Binaries } from "./find-binaries.ts";
import { isAlive } from "./postmaster-file.ts";
import { lastComplaint, type OsUser, runProgram } from "./run-program.ts";
import { type Secrets, syncFolder } from "./secrets.ts";

export const superuser = "postgres";
export const owner = "steward";
export const database = "steward";

const draftPrefix = "pg.new-";

/** For a small team on a shared machine; an operator may change them in postgresql.conf. */
const settings: Record<string, string> = {
  max_connections: "100",
  shared_buffers: "128MB",
  // A compiled plan costs more than the short queries of a CRM take.
  jit: "off",
  // The folder is on a disk without moving parts nearly everywhere.
  random_page_cost: "1.1",
  max_wal_size: "512MB",
  timezone: "UTC",
  log_timezone: "UTC",
};

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Makes the database folder, whole or not at all: it is prepared under a name of its own (the cluster, the roles, the
 * database, who may connect) and renamed when complete. Of several processes that do so at once one wins; the others
 * throw theirs away. A process killed on the way leaves only a draft, which the next start removes.
 */
export async function createCluster(
  binaries: Binaries,
  dataDir: string,
  cluster: string,
  secrets: Secrets,
  user: OsUser | null,
): Promise<void> {
  const draft = join(dataDir, `${draftPrefix}${process.pid}-${randomBytes(4).toString("hex")}`);
  try {
    await mkdir(draft, { mode: 0o700 });
    if (user) await chown(draft, user.uid, user.gid);
    await step(binaries.initdb, initdbArguments(draft), user, "");
    await step(
      binaries.postgres,
      ["--single", "-D", draft, "-c", "exit_on_error=on", "postgres"],
      user,
      firstStatements(secrets),
    );
    await writeAccessRules(join(draft, "pg_hba.conf"));
    await rename(draft, cluster);
    await syncFolder(dataDir);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (await exists(join(cluster, "PG_VERSION"))) return;
    if (error instanceof EmbeddedPostgresFault) throw error;
    throw EmbeddedPostgresFault.of(
      "cannot_create",
      { reason: (error as NodeJS.ErrnoException).code ?? String(error) },
      error,
    );
  }
}

/** Removes what processes that no longer live have left half made; what cannot go now is tried again at the next start. */
export async function removeLeftDrafts(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const pid = Number(/^pg\.new-(\d+)-/.exec(name)?.[1] ?? /^secrets\.json\.(\d+)\./.exec(name)?.[1]);
    if (!(pid > 0) || pid === process.pid || isAlive(pid)) continue;
    // An initdb that outlived its parent may still be writing there.
    await rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
  }
}

async function step(program: string, args: string[], user: OsUser | null, input: string): Promise<void> {
  const { code, output } = await runProgram(program, args, user, input);
  if (code !== 0) throw EmbeddedPostgresFault.of("cannot_create", { reason: lastComplaint(output) });
}

function initdbArguments(folder: string): string[] {
  // The built-in locale sorts and folds alike on every system; word characters of trigrams still come from the
  // system's own, which is called C.UTF-8 on Linux only and has no UTF-8 name on Windows.
  const systemLocale =
    process.platform === "linux"
      ? ["--locale=C.UTF-8"]
      : process.platform === "darwin"
        ? ["--locale=C", "--lc-ctype=en_US.UTF-8"]
        : ["--locale=C"];
  return [
    `--pgdata=${folder}`,
    `--username=${superuser}`,
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    ...systemLocale,
    // Nobody gets in until writeAccessRules; asking for passwords here would need them in a file that another user reads.
    "--auth=reject",
    "--no-instructions",
    ...Object.entries(settings).map(([name, value]) => `--set=${name}=${value}`),
  ];
}

/** One statement a line, as the single-user mode reads them; the passwords (base64url) go in through its input. */
function firstStatements(secrets: Secrets): string {
  return [
    `ALTER ROLE ${superuser} PASSWORD '${secrets.superuserPassword}'`,
    // Not a superuser: row-level security binds it, and the migrations run as on a hosted server.
    `CREATE ROLE ${owner} LOGIN CREATEROLE PASSWORD '${secrets.ownerPassword}'`,
    `CREATE DATABASE ${database} OWNER ${owner}`,
    "REVOKE CONNECT, TEMPORARY ON DATABASE postgres FROM PUBLIC",
    "",
  ].join("\n");
}

async function writeAccessRules(file: string): Promise<void> {
  const handle = await open(file, "w");
  try {
    await handle.writeFile(
      "# type  database  user  address       method\nhost    all       all   127.0.0.1/32  scram-sha-256\n",
    );
    await handle.sync();
  } finally {
    await handle.close();
  }
}
