import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import type { DatabaseConfig } from "./config.ts";
import { type Client, openClient } from "./db/client.ts";
import { type EmbeddedPostgres, startEmbedded } from "./db/embedded/start-embedded.ts";
import { type KeyRing, openKeyRing } from "./db/key-ring.ts";
import { findMissingMasterKeys } from "./db/master-keys.ts";
import { isMigrated, migrate } from "./db/migrate.ts";
import { createOpenTransaction, type OpenTransaction } from "./db/open-transaction.ts";
import { type Rotation, rotateKeys } from "./db/rotate-keys.ts";

const migrations = fileURLToPath(new URL("../prisma/migrations", import.meta.url));

/** Connections of one process; PostgreSQL grants 100 to all of them together unless it is told otherwise. */
const poolSize = 10;

export interface Database {
  client: Client;
  openTransaction: OpenTransaction;
  /** Wraps all keys with the current one of the operator's; where that is kept in the data folder, a new one is made there. */
  rotateKeys(run: Pick<Parameters<typeof rotateKeys>[0], "now" | "tell" | "interrupted">): Promise<Rotation>;
  /** login of the owner of the tables, for those who need a connection of their own */
  ownerUrl: string;
  /** names of the migrations that were applied now */
  applied: string[];
  /** whether every migration is applied; true once found so, since nobody takes one back */
  isMigrated(): Promise<boolean>;
  /** Ends the connections and leaves the embedded server, which stops when nobody uses it any more. */
  close(): Promise<void>;
}

/** The database cannot be used as it is; `sentence` is for the person who starts Steward. */
export class DatabaseFault extends Error {
  readonly sentence: string;

  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = "DatabaseFault";
    this.sentence = sentence;
  }
}

/**
 * Opens the database of the settings, brought to this version.
 * @throws DatabaseFault, or a fault of src/db, each with a `sentence`
 */
export async function openDatabase(config: DatabaseConfig, log: Logger): Promise<Database> {
  const embedded = config.kind === "embedded" ? await startEmbedded({ dataDir: config.dataDir, log }) : null;
  try {
    const url = config.kind === "url" ? config.url : (embedded as EmbeddedPostgres).ownerUrl;
    return await open(url, { config, embedded, keyRing: keyRingOf(config, embedded), log });
  } catch (error) {
    await embedded?.leave();
    throw config.kind === "url" ? explain(error, config.url) : error;
  }
}

/** The key that the data folder keeps stays readable when another one is set, so that setting one locks nobody out. */
function keyRingOf({ encryptionKey, previousKey }: DatabaseConfig, embedded: EmbeddedPostgres | null): KeyRing {
  return openKeyRing(() => {
    const kept = embedded?.readKeys();
    const all = [encryptionKey, previousKey, ...(kept ? [kept.current, ...kept.previous] : [])];
    const [current, ...previous] = all.filter((key) => key !== null);
    if (!current) throw new Error("Unreachable: without DATABASE_URL the data folder has a key");
    return { current, previous };
  });
}

interface Opening {
  config: DatabaseConfig;
  embedded: EmbeddedPostgres | null;
  keyRing: KeyRing;
  log: Logger;
}

async function open(url: string, { config, embedded, keyRing, log }: Opening): Promise<Database> {
  const pooled = isPooled(url);
  const applied = pooled ? await expectMigrated(url) : await migrate(url, { folder: migrations, log });
  const client = openClient({
    url,
    poolSize,
    namedStatements: !pooled,
    // The folder's own key is looked up each time; one that was set lasts as long as the process.
    ...(config.encryptionKey && { masterKeyIds: keyRing.ids() }),
    onConnectionLost: (error) => log.warn({ err: error }, "A connection to the database was lost"),
  });
  const missing = await findMissingMasterKeys(client, keyRing);
  if (missing.length > 0) {
    await client.close();
    throw new DatabaseFault(missingKeySentence(missing, keyRing));
  }
  let migrated = false;
  return {
    client,
    openTransaction: createOpenTransaction(client.inWorkspace, keyRing),
    rotateKeys: (run) =>
      rotateKeys({
        ...run,
        client,
        ring: keyRing,
        ownerUrl: url,
        pooled,
        folder: config.encryptionKey ? null : embedded,
      }),
    ownerUrl: url,
    applied,
    async isMigrated() {
      migrated ||= await isMigrated(url, { folder: migrations });
      return migrated;
    },
    async close() {
      await client.close();
      await embedded?.leave();
    },
  };
}

function missingKeySentence(missing: readonly string[], { currentId }: KeyRing): string {
  return `What the audit log says about people is kept under the encryption key ${missing.join(" and ")}, which is not set; the one that is set is ${currentId}. Put it back as STEWARD_ENCRYPTION_KEY, or as STEWARD_ENCRYPTION_KEY_PREVIOUS where the key is being changed.`;
}

/** `?pgbouncer=true`, as Prisma's own addresses say it: a pooler that gives each transaction another session. */
function isPooled(url: string): boolean {
  return new URL(url).searchParams.get("pgbouncer") === "true";
}

/** Migrations take a session's lock, which a transaction pooler cannot keep. */
async function expectMigrated(url: string): Promise<string[]> {
  if (await isMigrated(url, { folder: migrations })) return [];
  throw new DatabaseFault(
    'The database has to be brought to this version first, which cannot be done through a pooler: run "npm run steward -- migrate" once with DATABASE_URL leading to the server itself.',
  );
}

/** Node's and PostgreSQL's codes for an address or a login that leads nowhere. */
const reasons: Record<string, string> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "no such host",
  EAI_AGAIN: "the host's name cannot be looked up",
  ETIMEDOUT: "it does not answer",
  ECONNRESET: "it hung up",
  "28P01": "it refuses the password",
  "28000": "it refuses the login",
  "3D000": "it has no database of that name",
  "42501": "the login lacks a right",
  "57P03": "it is starting or stopping",
  "53300": "it has no connection to spare",
};

function explain(error: unknown, url: string): unknown {
  const code = codeOf(error);
  if (!(error instanceof Error) || "sentence" in error) return error;
  const timedOut = /timeout/i.test(error.message);
  if (!timedOut && (code === undefined || !(code in reasons))) return error;
  const { hostname, port } = new URL(url);
  const reason = code === undefined ? "it does not answer" : (reasons[code] ?? "it does not answer");
  return new DatabaseFault(
    `The database at ${hostname}:${port || "5432"} cannot be used: ${reason}. Check DATABASE_URL, or leave it out to use Steward's own database.`,
    error,
  );
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : undefined;
}
