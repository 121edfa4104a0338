import { mkdir, readFile, realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import type { Logger } from "pino";
import type { MasterKeys } from "../key-ring.ts";
import { chooseOsUser } from "./choose-os-user.ts";
import { createCluster, database, exists, owner, removeLeftDrafts, superuser } from "./create-cluster.ts";
import { EmbeddedPostgresFault } from "./embedded-postgres-fault.ts";
import { type Binaries, findBinaries } from "./find-binaries.ts";
import { hangUp, joinServer, leaveServer } from "./join-server.ts";
import { disownPostmasterFile, isAlive, isServerOn, readPostmasterFile } from "./postmaster-file.ts";
import { lastComplaint, type OsUser, runProgram } from "./run-program.ts";
import { findFreePort, glance, openForPassage, startLog, startServer, stopServer } from "./run-server.ts";
import { addEncryptionKey, dropPreviousKeys, followKeys, openSecrets, type Secrets, secretsFile } from "./secrets.ts";

/** A database server of Steward's own that this process uses. */
export interface EmbeddedPostgres {
  /** Login of the non-superuser that owns the database: for migrations and for the product. */
  ownerUrl: string;
  /** Login that passes every wall: for copies of the whole database by the operator's own tools, never for the product. */
  superuserUrl: string;
  /** 32 bytes in base64, made once and kept beside the database. */
  encryptionKey: string;
  /** The folder's keys as they are now: another process may change them. */
  readKeys(): MasterKeys;
  /** Begins a rotation with a new key, or goes on with the one that was begun. @returns whether a key was made */
  addKey(): Promise<boolean>;
  /** Ends a rotation: only the current key is kept. */
  dropPreviousKeys(): Promise<void>;
  /** Stops using it; whoever leaves last stops the server. May be called more than once. */
  leave(): Promise<void>;
}

interface Options {
  /** The folder that holds the database, its passwords and its key; made when it is missing. */
  dataDir: string;
  log: Pick<Logger, "info" | "warn" | "error">;
  /** For tests: other programs than those installed. */
  binaries?: Binaries;
}

/** Everything that finding or starting the server needs to know. */
interface Place {
  dataDir: string;
  cluster: string;
  binaries: Binaries;
  user: OsUser | null;
  secrets: Secrets;
  log: Options["log"];
}

interface Presence {
  client: pg.Client;
  port: number;
}

const attempts = 2;
/** With the pauses between them about eight seconds, more than the longest statement of ours may take. */
const attemptsAfterFall = 6;
const firstPause = 125;
/** How long a server that lives but does not answer is waited for, in milliseconds, before it counts as a stranger. */
const strangerPatience = 10_000;
/** A fast stop writes everything down first; on a slow disk with much to write this takes long. */
const stopPatience = 60_000;
const longestPause = 5_000;

/**
 * Starts PostgreSQL on the folder, or joins the one that runs there already: started by another process of ours, or
 * left behind by one that was killed.
 * @throws EmbeddedPostgresFault with a sentence for the person who starts Steward
 */
export async function startEmbedded(options: Options): Promise<EmbeddedPostgres> {
  try {
    const place = await prepare(options);
    const presence = await enter(place, null);
    return keepPresence(place, presence);
  } catch (error) {
    // Whatever else the file system refuses on the way: a full disk, a read-only one, files of another user.
    const { syscall, code = "unknown" } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw EmbeddedPostgresFault.of("data_folder_unusable", { folder: options.dataDir, reason: code }, error);
  }
}

async function prepare({ dataDir: wanted, log, binaries: given }: Options): Promise<Place> {
  const binaries = given ?? (await findBinaries());
  const dataDir = await makeDataFolder(resolve(wanted));
  const cluster = join(dataDir, "pg");
  const user = await chooseOsUser(dataDir, cluster, binaries.postgres);
  const version = await askVersion(binaries, user);
  const isThere = await exists(cluster);
  const secrets = await openSecrets(dataDir, !isThere);
  await removeLeftDrafts(dataDir);
  if (!isThere) {
    log.info({ dataDir, asUser: user?.name }, "making a new database");
    await createCluster(binaries, dataDir, cluster, secrets, user);
  }
  await checkVersion(cluster, version);
  return { dataDir, cluster, binaries, user, secrets, log };
}

async function makeDataFolder(folder: string): Promise<string> {
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (made !== undefined && process.getuid?.() === 0) await openForPassage(folder);
    return await realpath(folder);
  } catch (cause) {
    throw EmbeddedPostgresFault.of(
      "data_folder_unusable",
      { folder, reason: (cause as NodeJS.ErrnoException).code ?? String(cause) },
      cause,
    );
  }
}

/** Runs the program once, as the user it will run as: what keeps it from running shows here, with a reason. */
async function askVersion(binaries: Binaries, user: OsUser | null): Promise<string> {
  try {
    const { code, output } = await runProgram(binaries.postgres, ["--version"], user);
    const major = /\b(\d+)[.\w]*\s*$/.exec(output.trim())?.[1];
    if (code === 0 && major) return major;
    throw EmbeddedPostgresFault.of("binaries_do_not_run", { reason: lastComplaint(output) });
  } catch (error) {
    if (error instanceof EmbeddedPostgresFault) throw error;
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    if (user && code === "EACCES") {
      throw EmbeddedPostgresFault.of("binaries_closed_to_user", { folder: binaries.postgres, user: user.name }, error);
    }
    if (user && code === "EPERM")
      throw EmbeddedPostgresFault.of("root_without_user", { why: "root may not become another user here" }, error);
    if (code === "ENOENT" && (await exists(binaries.postgres))) throw EmbeddedPostgresFault.of("no_glibc", {}, error);
    throw EmbeddedPostgresFault.of("binaries_do_not_run", { reason: code }, error);
  }
}

async function checkVersion(cluster: string, expected: string): Promise<void> {
  const text = await readFile(join(cluster, "PG_VERSION"), "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") throw EmbeddedPostgresFault.of("cluster_incomplete", { cluster }, cause);
    throw EmbeddedPostgresFault.of("data_folder_unusable", { folder: cluster, reason: cause.code ?? "unknown" }, cause);
  });
  const found = text.trim();
  if (found !== expected) throw EmbeddedPostgresFault.of("cluster_of_other_version", { cluster, found, expected });
}

/**
 * Joins the server on the folder, starting it when there is none. Processes that do so at once need no lock of ours:
 * PostgreSQL itself lets only one server have a folder, and the others find that one at their next look.
 * @param wantedPort where our addresses point already, when the server is found again after a fall
 */
async function enter(place: Place, wantedPort: number | null): Promise<Presence> {
  const { cluster, secrets, log } = place;
  let failures = 0;
  let unansweredSince: number | null = null;
  let startedByUs = false;
  for (;;) {
    const file = await readPostmasterFile(cluster);
    if (!file || !isAlive(file.pid)) {
      unansweredSince = null;
      const port = wantedPort ?? (await findFreePort());
      const outcome = await startServer(place.binaries, place.dataDir, cluster, port, place.user);
      startedByUs = outcome.started;
      if (outcome.started) log.info({ port }, "database server started");
      else if (!(await isSomebodyThere(cluster)) && !(outcome.portTaken && wantedPort === null)) {
        // After a fall its orphans hold the shared memory until they notice; without a fall there is nothing to wait for.
        if (++failures >= (file ? attemptsAfterFall : attempts)) {
          throw EmbeddedPostgresFault.of("cannot_start", { reason: outcome.reason, log: startLog(place.dataDir) });
        }
        await pause(firstPause * 2 ** failures);
      }
      continue;
    }
    if (file.port !== null && (file.status === "ready" || file.status === "standby")) {
      const joining = await joinServer(cluster, file.port, secrets.superuserPassword);
      if (joining.joined) return { client: joining.joined, port: file.port };
      if (joining.why === "password_refused" && (await isServerOn(file.pid, cluster))) {
        if (startedByUs) await stopServer(place.binaries, cluster, file.pid, place.user, stopPatience);
        throw EmbeddedPostgresFault.of("password_refused", { file: secretsFile(place.dataDir) }, joining.cause);
      }
      if (joining.why === "not_now") unansweredSince = null;
    }
    // Alive, but not (yet) a server that answers. One of ours may take its time: after a crash it repairs first.
    unansweredSince ??= performance.now();
    const waited = performance.now() - unansweredSince;
    if ((file.status === "ready" || waited > strangerPatience) && !(await isServerOn(file.pid, cluster))) {
      log.warn({ pid: file.pid }, "the number of a crashed database server belongs to another process now");
      await disownPostmasterFile(cluster, file.pid);
    }
    await pause(glance);
  }
}

async function isSomebodyThere(cluster: string): Promise<boolean> {
  const file = await readPostmasterFile(cluster);
  return file !== null && isAlive(file.pid);
}

function address(user: string, password: string, port: number, name: string): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;
}

/**
 * Holds this process's presence until it leaves. When the server falls (killed for want of memory, say) everybody's
 * connections fall with it; whoever sees it first starts it again on the same port, where the pools look for it.
 */
function keepPresence(place: Place, first: Presence): EmbeddedPostgres {
  const { log, secrets } = place;
  const { port } = first;
  let client: pg.Client | null = null;
  let leaving: Promise<void> | null = null;
  let returning: Promise<void> = Promise.resolve();

  const hold = (held: pg.Client): void => {
    client = held;
    held.once("end", () => {
      if (leaving || client !== held) return;
      client = null;
      log.error("the database server is gone; starting it again");
      returning = comeBack();
    });
  };

  const comeBack = async (): Promise<void> => {
    for (let wait = 100; !leaving; wait = Math.min(wait * 2, longestPause)) {
      try {
        const again = await enter(place, port);
        if (again.port !== port)
          log.error({ port, now: again.port }, "the database server is back on another port; restart Steward");
        hold(again.client);
        return;
      } catch (error) {
        log.error({ err: error }, "the database server does not start");
        await pause(wait);
      }
    }
  };

  const leave = async (): Promise<void> => {
    await returning;
    if (!client) return;
    try {
      const last = await leaveServer(client);
      const file = last ? await readPostmasterFile(place.cluster) : null;
      if (file && !(await stopServer(place.binaries, place.cluster, file.pid, place.user, stopPatience))) {
        log.warn("the database server takes long to stop; it goes on stopping by itself");
      }
    } catch (error) {
      // Another process was the last, and its stop has ended our connection between two questions.
      log.info({ err: error }, "the database server was gone before it could be left");
    } finally {
      await hangUp(client);
    }
  };

  hold(first.client);
  return {
    ownerUrl: address(owner, secrets.ownerPassword, port, database),
    superuserUrl: address(superuser, secrets.superuserPassword, port, database),
    encryptionKey: secrets.encryptionKey,
    readKeys: followKeys(place.dataDir),
    addKey: () => addEncryptionKey(place.dataDir),
    dropPreviousKeys: () => dropPreviousKeys(place.dataDir),
    leave: () => {
      leaving ??= leave();
      return leaving;
    },
  };
}
