import { spawn } from "node:child_process";
import { chmod, open } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Binaries } from "./find-binaries.ts";
import { isAlive, readPostmasterFile } from "./postmaster-file.ts";
import { lastComplaint, type OsUser, runProgram, surroundings } from "./run-program.ts";
import { giveToOwnerOf } from "./secrets.ts";

/** How often the server's own file is looked at while it starts or stops, in milliseconds. */
export const glance = 25;

const startLogLimit = 1_000_000;

/** What must hold whatever postgresql.conf says. */
function serverArguments(cluster: string, port: number): string[] {
  const fixed = {
    listen_addresses: "127.0.0.1",
    // No socket in /tmp, where anybody may put one of the same name.
    unix_socket_directories: "",
    fsync: "on",
    // A week of logs. Failed statements and details of errors hold customers' data, so neither is written; the
    // process that asked gets them.
    logging_collector: "on",
    log_directory: "log",
    log_filename: "postgresql-%a.log",
    log_rotation_age: "1d",
    log_rotation_size: "0",
    log_truncate_on_rotation: "on",
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_line_prefix: "%m [%p] ",
  };
  return [
    "-D",
    cluster,
    "-p",
    String(port),
    ...Object.entries(fixed).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}

type Started = { started: true } | { started: false; reason: string; portTaken: boolean };

export function startLog(dataDir: string): string {
  return join(dataDir, "postgres-start.log");
}

/**
 * Starts a server on the folder and waits until it takes connections, which after a crash may need a while.
 * In a session of its own, so that Ctrl-C in the terminal reaches us alone and we stop the server when we have finished.
 */
export async function startServer(
  binaries: Binaries,
  dataDir: string,
  cluster: string,
  port: number,
  user: OsUser | null,
): Promise<Started> {
  // A file and no pipe: the server outlives us when we are killed, and must not then die of a closed pipe.
  const log = await open(startLog(dataDir), "a+", 0o600);
  try {
    await giveToOwnerOf(dataDir, startLog(dataDir));
    const { size } = await log.stat();
    if (size > startLogLimit) await log.truncate(0);
    const before = size > startLogLimit ? 0 : size;
    const child = spawn(binaries.postgres, serverArguments(cluster, port), {
      ...surroundings(user),
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
      windowsHide: true,
    });
    let ended = false;
    let failure = "";
    child.once("exit", () => {
      ended = true;
    });
    child.once("error", (error) => {
      failure = error.message;
      ended = true;
    });
    child.unref();

    while (!ended) {
      const file = await readPostmasterFile(cluster);
      if (file?.pid === child.pid && file?.status === "ready") return { started: true };
      await pause(glance);
    }
    if (failure === "") {
      const { size: after } = await log.stat();
      const said = Buffer.alloc(Math.max(0, after - before));
      await log.read(said, 0, said.length, before);
      failure = lastComplaint(said.toString("utf8"));
    }
    return { started: false, reason: failure, portTaken: !(await isFree(port)) };
  } finally {
    await log.close();
  }
}

/** Asks the server to end its sessions, write everything down and stop; comes back when it has. */
export async function stopServer(
  binaries: Binaries,
  cluster: string,
  pid: number,
  user: OsUser | null,
  patience: number,
): Promise<boolean> {
  if (process.platform === "win32") {
    // Windows has no signals; pg_ctl knows the named pipe that stands for them.
    await runProgram(binaries.pgCtl, ["kill", "INT", String(pid)], user);
  } else {
    try {
      process.kill(pid, "SIGINT");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
  const until = performance.now() + patience;
  while (performance.now() < until) {
    // The file goes last of all. A process that nobody buries counts as alive, so the file alone decides.
    const file = await readPostmasterFile(cluster);
    if (!file || file.pid !== pid || !isAlive(pid)) return true;
    await pause(glance);
  }
  return false;
}

export async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === "object") resolve(address.port);
        else reject(new Error("the system gave no port"));
      });
    });
  });
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** The folder lets its owner alone in, but an ordinary user on the way to the database must pass through. */
export async function openForPassage(dataDir: string): Promise<void> {
  await chmod(dataDir, 0o711);
}
