import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import { DriverAdapterError, type IsolationLevel, type SqlQuery, type Transaction } from "@prisma/driver-adapter-utils";
import type pg from "pg";
import { createStatementNames } from "./statement-names.ts";

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;
/** Prisma's own transaction, whose errors go through one (protected) method. */
type OpenTransaction = Transaction & { onError(error: unknown): never };

/** What one transaction is opened with. */
interface Scope {
  /** null for functions that cross workspaces: the wall then shows nothing */
  workspaceId: string | null;
  /** milliseconds after which the server itself ends a statement */
  statementTimeout: number;
  /** Set by the transaction that was opened with it: a scope is for one. */
  taken: boolean;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const roleName = /^[a-z_][a-z0-9_$]{0,62}$/i;
const sqlState = /^[0-9A-Z]{5}$/;

/**
 * Prisma's adapter with the wall built in. A transaction begins, puts on the application's role and names its workspace
 * in one round trip; a query outside a transaction, or a transaction without a workspace, throws.
 */
export class WorkspaceAdapter extends PrismaPg {
  readonly #pool: pg.Pool;
  readonly #appRole: string;
  readonly #scopes = new AsyncLocalStorage<Scope>();

  /** @param namedStatements false behind a transaction pooler, which hands each transaction another connection */
  constructor(pool: pg.Pool, { appRole, namedStatements }: { appRole: string; namedStatements: boolean }) {
    if (!roleName.test(appRole))
      throw new Error("The name of the application's role may hold letters, digits and _ only");
    super(pool, namedStatements ? { statementNameGenerator: createStatementNames() } : {});
    this.#pool = pool;
    this.#appRole = appRole;
  }

  /** Runs what opens one transaction, which gets this workspace and no other, whatever else runs meanwhile. */
  within<T>(workspaceId: string | null, statementTimeout: number, open: () => Promise<T>): Promise<T> {
    if (workspaceId !== null && !uuid.test(workspaceId)) throw new Error("A workspace's id is a UUID");
    if (!Number.isSafeInteger(statementTimeout) || statementTimeout <= 0)
      throw new Error("A timeout is a whole number of milliseconds");
    return this.#scopes.run({ workspaceId, statementTimeout, taken: false }, open);
  }

  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const begin = adapter.startTransaction;
    adapter.startTransaction = (isolationLevel) => this.#startTransaction(adapter, begin, isolationLevel);
    adapter.queryRaw = refuse;
    adapter.executeRaw = refuse;
    adapter.executeScript = refuse;
    return adapter;
  }

  async #startTransaction(
    adapter: Adapter,
    begin: Adapter["startTransaction"],
    isolationLevel?: IsolationLevel,
  ): Promise<Transaction> {
    // Read before anything is awaited: the caller's own, and nobody else's.
    const scope = this.#scopes.getStore();
    if (!scope) throw new Error("No transaction without a workspace: open it with inWorkspace");
    if (scope.taken) throw new Error("One inWorkspace opens one transaction: use the one that it was given");
    scope.taken = true;

    let connection: pg.PoolClient | undefined;
    let lost = false;
    // Prisma's method asks its pool for a connection and sends BEGIN on it. It gets both through this stand-in, so that
    // the transaction it returns is its own, with its conversions of values and errors.
    const standIn: Adapter = Object.create(adapter, {
      client: {
        value: {
          connect: async () => {
            connection = await this.#pool.connect();
            const onLoss = () => {
              lost = true;
            };
            connection.on("error", onLoss);
            watchRelease(connection, onLoss);
            replaceBegin(connection, openingStatements(scope, this.#appRole, isolationLevel));
            return connection;
          },
        },
      },
      onError: { value: (error: unknown) => throwStartError(error) },
    });
    const transaction = (await begin.call(standIn)) as OpenTransaction;
    if (!connection) throw new Error("Prisma's adapter no longer takes its connection from the pool");
    return guard(transaction, connection, () => lost);
  }
}

async function refuse(): Promise<never> {
  throw new Error("No query outside a transaction: open one with inWorkspace");
}

/**
 * All that a transaction needs to begin, as one text: the server runs it in one round trip and answers once.
 * The id and the role were checked when they came in, since this form takes no parameters. Times go over the wire
 * without their zone (Prisma's adapter drops it), so the session's must be UTC whatever the server's is.
 */
function openingStatements(
  { workspaceId, statementTimeout }: Scope,
  appRole: string,
  isolationLevel?: IsolationLevel,
): string {
  return [
    isolationLevel ? `BEGIN ISOLATION LEVEL ${isolationLevel}` : "BEGIN",
    `SET LOCAL ROLE "${appRole}"`,
    `SELECT set_config('app.workspace_id', '${workspaceId ?? ""}', true), set_config('statement_timeout', '${statementTimeout}', true), set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true)`,
  ].join("; ");
}

/** The next query on the connection must be Prisma's BEGIN, and is sent as these statements. */
function replaceBegin(connection: pg.PoolClient, opening: string): void {
  const replaced = (query: { text?: string }) => {
    Reflect.deleteProperty(connection, "query");
    if (query.text !== "BEGIN") throw new Error("Prisma's adapter no longer begins a transaction with BEGIN");
    return connection.query(opening);
  };
  Object.defineProperty(connection, "query", { value: replaced, configurable: true, writable: true });
}

/** A connection goes back to the pool only outside a transaction; the pool sets `release` anew each time it hands it out. */
function watchRelease(connection: pg.PoolClient, onLoss: () => void): void {
  const release = connection.release;
  connection.release = (error) => {
    connection.removeListener("error", onLoss);
    Reflect.deleteProperty(connection, "query");
    release(error ?? !isOutsideTransaction(connection));
  };
}

function isOutsideTransaction(connection: pg.PoolClient): boolean {
  return connection.getTransactionStatus() === "I";
}

function guard(transaction: OpenTransaction, connection: pg.PoolClient, isLost: () => boolean): Transaction {
  const onError = transaction.onError.bind(transaction);
  transaction.onError = (error) => {
    if (isLost() && !hasSqlState(error)) throw closed(error);
    return onError(error);
  };
  const executeRaw = transaction.executeRaw.bind(transaction);
  transaction.executeRaw = async (query: SqlQuery) => {
    if (query.sql !== "COMMIT") return executeRaw(query);
    const result = await connection.query("COMMIT").catch((error: unknown) => transaction.onError(error));
    // After an error that somebody caught, PostgreSQL answers COMMIT with a rollback and no error at all.
    if (result.command !== "COMMIT") throw deadTransaction();
    return 0;
  };
  return transaction;
}

function throwStartError(error: unknown): never {
  if (error instanceof DriverAdapterError) throw error;
  const { code, message } = error as { code?: string; message?: string };
  throw new DriverAdapterError({
    kind: "DatabaseNotReachable",
    ...(code === undefined ? {} : { originalCode: code }),
    originalMessage: message ?? String(error),
  });
}

function hasSqlState(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && sqlState.test(code) && "severity" in (error as object);
}

function closed(error: unknown): DriverAdapterError {
  return new DriverAdapterError({ kind: "ConnectionClosed", originalMessage: (error as Error).message });
}

function deadTransaction(): DriverAdapterError {
  const message = "Nothing was saved: an earlier query of this transaction failed";
  return new DriverAdapterError({
    kind: "postgres",
    code: "25P02",
    severity: "ERROR",
    message,
    detail: undefined,
    column: undefined,
    hint: undefined,
    originalCode: "25P02",
    originalMessage: message,
  });
}
