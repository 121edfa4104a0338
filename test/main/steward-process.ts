import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const main = join(import.meta.dirname, "..", "..", "src", "main.ts");

export interface StewardProcess {
  child: ChildProcess;
  /** the log so far, one entry a line */
  log(): { msg: string; level: number; [more: string]: unknown }[];
  stderr(): string;
  /** what it printed so far */
  stdout(): string;
  /** Resolves with the log's line that begins so; rejects when the process ends without it. */
  says(message: string): Promise<{ msg: string; [more: string]: unknown }>;
  /** the exit code, or the signal that ended it */
  ended: Promise<number | NodeJS.Signals>;
}

/** `node src/main.ts` as a process of its own, with these settings and no others. */
export function runSteward(words: readonly string[], settings: Record<string, string>): StewardProcess {
  const child = spawn(process.execPath, [main, ...words], {
    env: { PATH: process.env["PATH"], ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let complaints = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    complaints += chunk;
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on("close", (code, signal) => resolve(code ?? signal ?? "SIGKILL"));
  });
  const log = () =>
    out
      .split("\n")
      .filter((line) => line.startsWith("{") && line.endsWith("}"))
      .map((line) => JSON.parse(line));
  return {
    child,
    log,
    stderr: () => complaints,
    stdout: () => out,
    ended,
    says: (message) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = log().find(({ msg }) => msg.startsWith(message));
          if (line) resolve(line);
        };
        child.stdout.on("data", look);
        void ended.then((end) =>
          reject(new Error(`Steward ended (${end}) without saying "${message}": ${complaints}`)),
        );
        look();
      }),
  };
}
