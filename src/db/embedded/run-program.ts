import { spawn } from "node:child_process";
import { parse } from "node:path";

/** An ordinary user of this machine. */
export interface OsUser {
  name: string;
  uid: number;
  gid: number;
}

interface Outcome {
  /** null when a signal ended it */
  code: number | null;
  output: string;
}

/**
 * What every PostgreSQL program of ours is started with. Never our own environment: it holds Slack's tokens, and
 * variables such as PGDATA or LANG would change what the programs do.
 */
export function surroundings(user: OsUser | null) {
  const env: NodeJS.ProcessEnv = { LC_ALL: "C", TZ: "UTC" };
  // Windows programs do not load without these two.
  for (const name of ["SystemRoot", "PATH"]) {
    const value = process.platform === "win32" ? process.env[name] : undefined;
    if (value !== undefined) env[name] = value;
  }
  return {
    env,
    // The working folder of our own process may be closed to the user, and PostgreSQL asks where it is.
    cwd: parse(process.execPath).root,
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  };
}

/**
 * Runs a program to its end.
 * @returns its exit code and what it printed on either stream
 * @throws what spawn reports: EACCES (not reachable), ENOENT (no file or no linker), EPERM (may not change the user)
 */
export function runProgram(file: string, args: string[], user: OsUser | null, input = ""): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...surroundings(user), stdio: ["pipe", "pipe", "pipe"], windowsHide: true });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8") }));
    // A program that ends without reading breaks the pipe; its exit code tells the story.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** The line of a program's output that says what went wrong: the last that names a fault, else the last. */
export function lastComplaint(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const complaint = lines.findLast((line) => /\b(FATAL|PANIC|ERROR|error):/.test(line)) ?? lines.at(-1);
  return complaint?.replace(/^.*?\b(FATAL|PANIC|ERROR|error):\s+/, "") ?? "it said nothing";
}
