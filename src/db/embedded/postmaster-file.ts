import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * What a running PostgreSQL says of itself in `postmaster.pid`. Its lines, from PostgreSQL's
 * src/include/utils/pidfile.h: pid, data folder, start time, port, socket folder, address, shared memory key, status.
 */
export interface PostmasterFile {
  pid: number;
  port: number | null;
  status: "starting" | "stopping" | "ready" | "standby" | null;
}

/** No system gives so high a number, so PostgreSQL finds no process alive under it. */
const impossiblePid = 2_147_483_646;

function fileOf(cluster: string): string {
  return join(cluster, "postmaster.pid");
}

/** @returns null when there is no such file, or it is still being written */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | null> {
  const text = await readFile(fileOf(cluster), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  const lines = text?.split("\n") ?? [];
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  const port = Number(lines[3]);
  const status = lines[7]?.trim();
  return {
    pid,
    port: port > 0 ? port : null,
    status:
      status === "starting" || status === "stopping" || status === "ready" || status === "standby" ? status : null,
  };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Whether the process is a server that we started on this folder. After a machine's crash the number in the file may
 * belong to anything: in a container it usually does, since numbers start over.
 */
export async function isServerOn(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === "linux") {
    const words = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    return words.split("\0").includes(cluster);
  }
  // Windows' PostgreSQL asks the process itself by a named pipe, so that no stranger can answer.
  if (process.platform === "win32") return true;
  const { stdout } = await promisify(execFile)("ps", ["-o", "args=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
  return stdout.includes(` ${cluster} `);
}

/**
 * Frees a folder from a file whose number has gone to a stranger, with whom PostgreSQL would refuse to start for ever.
 * Only the number is changed: PostgreSQL itself still looks whether the shared memory named there is in use, which no
 * check from outside can tell as surely.
 */
export async function disownPostmasterFile(cluster: string, stranger: number): Promise<void> {
  const text = await readFile(fileOf(cluster), "utf8");
  // Another process of ours may have come to the same end and started a server meanwhile.
  if (Number(text.split("\n", 1)[0]) !== stranger) return;
  await writeFile(fileOf(cluster), text.replace(/^\d+/, String(impossiblePid)));
}
