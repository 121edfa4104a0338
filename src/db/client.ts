import { setTimeout as pause } from "node:timers/promises";
import { isDriverAdapterError } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { DatabaseUnavailable } from "./database-unavailable.ts";
import { Prisma, PrismaClient } from "./generated/client.ts";
import { keysTold } from "./running-processes.ts";
import { WorkspaceAdapter } from "./workspace-adapter.ts";

interface ClientOptions {
  /** Login of the role that may put on the application's. */
  url: string;
  /** The role that does the work; it owns nothing and row-level security binds it. */
  appRole?: string;
  /** Connections at most. */
  poolSize: number;
  /** false behind a transaction pooler */
  namedStatements: boolean;
  /** Ids of the operator's keys that this process has for good, the current one first: told to the server (`keysTold`). */
  masterKeyIds?: readonly string[];
  /** Told of an idle connection that was lost; the pool has replaced it already. */
  onConnectionLost?: (error: Error) => void;
}

interface TransactionOptions {
  /** Milliseconds that the transaction may take, 5,000 unless said otherwise. */
  timeout?: number;
  /** Milliseconds to wait for a connection, 2,000 unless said otherwise. */
  maxWait?: number;
  isolationLevel?: Prisma.TransactionIsolationLevel;
  /** `run` does nothing but query, so that it may run again after a deadlock or a write conflict. */
  repeatable?: boolean;
}

type InTransaction = <T>(run: (tx: Prisma.TransactionClient) => Promise<T>, options?: TransactionOptions) => Promise<T>;

export interface Client {
  /**
   * Runs in one transaction behind one workspace's wall.
   * @throws DatabaseUnavailable; whatever `run` throws, after rolling back
   */
  inWorkspace<T>(
    workspaceId: string,
    run: (tx: Prisma.TransactionClient) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;
  /** The same without a workspace, where the wall shows nothing: to call the functions that cross workspaces. */
  asOps: InTransaction;
  /** @throws DatabaseUnavailable when the database does not answer within two seconds */
  ping(): Promise<void>;
  /** Rolls back what is open and ends all connections. May be called more than once. */
  close(): Promise<void>;
}

const defaultTimeout = 5_000;
const defaultMaxWait = 2_000;
const pingTimeout = 2_000;
const connectTimeout = 5_000;
const repeats = 3;
const longestJitter = 50;

export function openClient({
  url,
  appRole = "steward_app",
  poolSize,
  namedStatements,
  masterKeyIds = [],
  onConnectionLost,
}: ClientOptions): Client {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeout,
    keepAlive: true,
    // One stays open, so that whoever rotates the keys sees this process also when it is idle.
    ...(masterKeyIds.length > 0
      ? { min: 1, application_name: keysTold(masterKeyIds) }
      : { application_name: "steward" }),
  });
  // Without a listener an idle connection that the server drops would end the process. While the pool closes, the
  // embedded server may be gone before the last of its sockets: nobody has lost anything then.
  pool.on("error", (error) => {
    if (!closing) onConnectionLost?.(error);
  });
  const adapter = new WorkspaceAdapter(pool, { appRole, namedStatements });
  // The other formats add colours and pieces of our source.
  const prisma = new PrismaClient({ adapter, errorFormat: "minimal" });

  const once = async <T>(
    workspaceId: string | null,
    run: (tx: Prisma.TransactionClient) => Promise<T>,
    options: TransactionOptions,
  ) => {
    const { timeout = defaultTimeout, maxWait = defaultMaxWait, isolationLevel } = options;
    let progress: Progress = "starting";
    try {
      return await adapter.within(workspaceId, timeout, () =>
        prisma.$transaction(
          async (tx) => {
            progress = "running";
            const result = await run(tx);
            progress = "saving";
            return result;
          },
          { timeout, maxWait, ...(isolationLevel ? { isolationLevel } : {}) },
        ),
      );
    } catch (error) {
      throw asUnavailable(error, progress) ?? withoutArguments(error);
    }
  };

  const inTransaction = async <T>(
    workspaceId: string | null,
    run: (tx: Prisma.TransactionClient) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await once(workspaceId, run, options);
      } catch (error) {
        if (!options.repeatable || attempt >= repeats || !isConflict(error)) throw error;
        await pause(Math.random() * longestJitter * 2 ** attempt);
      }
    }
  };

  let closing: Promise<void> | null = null;
  return {
    inWorkspace: inTransaction,
    asOps: (run, options) => inTransaction(null, run, options),
    ping: async () => {
      const query: pg.QueryConfig & { query_timeout: number } = { text: "SELECT 1", query_timeout: pingTimeout };
      await pool.query(query).catch((error: unknown) => {
        throw new DatabaseUnavailable("unreachable", "not_saved", error);
      });
    },
    close: () => {
      closing ??= prisma.$disconnect().then(() => pool.end());
      return closing;
    },
  };
}

/** Prisma prints the arguments of a query that it cannot understand, customers' data, above the line that says why. */
function withoutArguments(error: unknown): unknown {
  if (!(error instanceof Prisma.PrismaClientValidationError)) return error;
  const why = error.message.trimEnd().split("\n").at(-1) ?? "";
  return new Error(`Prisma does not understand a query: ${why}`);
}

type Progress = "starting" | "running" | "saving";

interface Said {
  /** Prisma's, "P2028" */
  code: string | undefined;
  /** the adapter's, "ConnectionClosed" */
  kind: string | undefined;
  sqlState: string | undefined;
  meta: Record<string, unknown>;
}

/** What the database said; null when the error is none of the database's. Errors of COMMIT come as the adapter threw them. */
function databaseError(error: unknown): Said | null {
  const known = error instanceof Prisma.PrismaClientKnownRequestError ? error : null;
  const meta = known?.meta ?? {};
  const thrown = known ? meta["driverAdapterError"] : error;
  const cause = thrown instanceof Error && isDriverAdapterError(thrown) ? thrown.cause : null;
  if (!known && !cause) return null;
  return { code: known?.code, kind: cause?.kind, sqlState: cause?.originalCode, meta };
}

/** Serialization failure and deadlock: the server has rolled back, and a second try may well succeed. */
function isConflict(error: unknown): boolean {
  const said = databaseError(error);
  return said?.kind === "TransactionWriteConflict" || said?.sqlState === "40001" || said?.sqlState === "40P01";
}

/** What is wrong with the connection and not with the query. */
const connectionKinds = new Set<string | undefined>([
  "AuthenticationFailed",
  "ConnectionClosed",
  "DatabaseAccessDenied",
  "DatabaseDoesNotExist",
  "DatabaseNotReachable",
  "SocketTimeout",
  "TlsConnectionError",
]);

function asUnavailable(error: unknown, progress: Progress): DatabaseUnavailable | null {
  const said = databaseError(error);
  if (!said) return null;
  const { code, kind, sqlState = "", meta } = said;
  // SQLSTATE class 53: out of connections, memory or disk.
  if (kind === "TooManyConnections" || sqlState.startsWith("53"))
    return new DatabaseUnavailable("busy", "not_saved", error);
  // Classes 08 (connection), 57P (the server stops, starts or ends the session), 58 (its disk fails).
  if (connectionKinds.has(kind) || /^(08|57P|58)/.test(sqlState)) {
    return new DatabaseUnavailable("unreachable", progress === "saving" ? "unknown" : "not_saved", error);
  }
  // Prisma's own clock: no connection in time, or the transaction took too long; the server's: one statement did.
  if (code === "P2028" && progress === "starting") return new DatabaseUnavailable("busy", "not_saved", error);
  if ((code === "P2028" && "timeTaken" in meta) || sqlState === "57014") {
    return new DatabaseUnavailable("slow", "not_saved", error);
  }
  return null;
}
