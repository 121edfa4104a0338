import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

interface Message {
  ready?: string;
  key?: string;
  n?: number;
  left?: boolean;
  fault?: string;
  sentence?: string;
}

/** Another process that uses the database in the folder; it ends with the test. */
export function startEmbeddedProcess(folder: string, user: { uid: number; gid: number } | null = null) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "embedded-child.ts"), folder], {
    stdio: ["pipe", "pipe", "inherit"],
    cwd: "/",
    ...(user ?? {}),
  });
  const ended = once(child, "close");
  const messages: Message[] = [];
  const waiting: { fits: (message: Message) => boolean; tell: (message: Message) => void }[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    const message: Message = JSON.parse(line);
    messages.push(message);
    for (const one of waiting.splice(0)) {
      if (one.fits(message)) one.tell(message);
      else waiting.push(one);
    }
  });
  child.stdin.on("error", () => {});

  const said = (fits: (message: Message) => boolean): Promise<Message> => {
    const already = messages.find(fits);
    if (already) return Promise.resolve(already);
    const heard = new Promise<Message>((tell) => waiting.push({ fits, tell }));
    const silence = ended.then(() => {
      throw new Error(`The process ended after saying ${JSON.stringify(messages.at(-1))}`);
    });
    return Promise.race([heard, silence]);
  };
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(kill);
  return {
    said,
    /** The address and the key, once it has joined. */
    ready: async () => {
      const { ready = "", key = "" } = await said((message) => message.ready !== undefined);
      return { ownerUrl: ready, encryptionKey: key };
    },
    order: (order: "write" | "leave") => void child.stdin.write(`${order}\n`),
    /** The highest number it was told is saved. */
    lastAcknowledged: () => messages.findLast((message) => message.n !== undefined)?.n ?? 0,
    kill,
    ended,
  };
}
