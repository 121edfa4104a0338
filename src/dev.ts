/**
 * `npm run dev`: Steward with logs for people, started again when one of its files changes. Node's own --watch does the same
 * but aborts with a trace when it is signalled twice (seen with 24.21), which is what Ctrl-C under npm does.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { watch } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = ["src", "commands", "jobs", "prisma"];
/** Milliseconds without a further change: an editor or git writes several files at once. */
const settle = 150;

let child = start();
let timer: NodeJS.Timeout | undefined;
let ending = false;

for (const folder of folders) {
  watch(`${root}${folder}`, { recursive: true }, (_event, file) => {
    if (!file || /generated|page/.test(file) || !/\.(tsx?|sql|json|yml)$/.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(restart, settle);
  });
}

// The terminal sends Ctrl-C to the child as well; the child tells two of one from two.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    ending = true;
    if (hasEnded(child)) process.exit(0);
    child.kill(signal);
  });
}

function start(): ChildProcess {
  const started = spawn(process.execPath, ["src/main.ts", "serve", "--pretty"], { cwd: root, stdio: "inherit" });
  started.on("exit", (code) => {
    if (ending) process.exit(code ?? 0);
  });
  return started;
}

function restart(): void {
  const old = child;
  const begin = () => {
    if (!ending) child = start();
  };
  if (hasEnded(old)) begin();
  else old.once("exit", begin).kill("SIGTERM");
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
