import { realpath } from "node:fs/promises";
import pg from "pg";
import { superuser } from "./create-cluster.ts";

/**
 * Each process that uses the server holds this lock, shared, in the database "postgres", where nothing else is locked;
 * who gets it alone is the last and stops the server. The figure is "stwd" in ASCII.
 */
const presence = 0x73_74_77_64;

type Joining =
  | { joined: pg.Client }
  /** The server starts, stops or cannot take one more: it will be seen soon. */
  | { joined: null; why: "not_now"; cause?: unknown }
  /** Nobody there, or somebody else's server. */
  | { joined: null; why: "not_ours"; cause?: unknown }
  | { joined: null; why: "password_refused"; cause: unknown };

/** SQLSTATEs of a server that starts or stops (class 57), or that has no free connection (53300). */
const passing = new Set(["57P01", "57P02", "57P03", "53300"]);

/**
 * Connects to a server, makes sure that it is the one on this folder, and registers this process as present in it.
 * The connection is the registration: when the process dies, however it dies, so does its lock.
 */
export async function joinServer(cluster: string, port: number, password: string): Promise<Joining> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port,
    user: superuser,
    password,
    database: "postgres",
    application_name: `steward presence ${process.pid}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // An error on an idle connection is told here and nowhere else; whoever keeps the connection listens as well.
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; present: boolean }>(
      "SELECT current_setting('data_directory') AS folder, pg_try_advisory_lock_shared($1) AS present",
      [presence],
    );
    const [row] = rows;
    if (row?.present && (await realpath(row.folder).catch(() => "")) === cluster) return { joined: client };
    await hangUp(client);
    // Not present: the last one out has just taken the lock for itself and stops the server.
    return { joined: null, why: row?.present ? "not_ours" : "not_now" };
  } catch (cause) {
    await hangUp(client);
    const code = (cause as { code?: string }).code ?? "";
    if (code === "28P01") return { joined: null, why: "password_refused", cause };
    if (passing.has(code)) return { joined: null, why: "not_now", cause };
    return { joined: null, why: "not_ours", cause };
  }
}

/** Gives up this process's presence. @returns whether it was the last, and so holds the lock against newcomers */
export async function leaveServer(client: pg.Client): Promise<boolean> {
  await client.query("SELECT pg_advisory_unlock_shared($1)", [presence]);
  const { rows } = await client.query<{ last: boolean }>("SELECT pg_try_advisory_lock($1) AS last", [presence]);
  return rows[0]?.last === true;
}

export async function hangUp(client: pg.Client): Promise<void> {
  await client.end().catch(() => {});
}
