import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import type { WorkspaceState } from "./workspace-state.ts";

/** Changes are written this long after the first of them. */
const WRITE_AFTER_MS = 250;

/** Enough to know that the file is ours and whole; what we wrote ourselves is not checked field by field. */
const stateSchema = z.looseObject({
  version: z.literal(1),
  team: z.looseObject({ id: z.string() }),
  app: z.looseObject({ id: z.string(), botToken: z.string(), appToken: z.string(), signingSecret: z.string() }),
  people: z.record(z.string(), z.looseObject({ id: z.string() })),
  channels: z.record(z.string(), z.looseObject({ id: z.string(), members: z.array(z.string()) })),
  messages: z.record(z.string(), z.array(z.looseObject({ ts: z.string() }))),
  views: z.record(z.string(), z.looseObject({ id: z.string() })),
  stacks: z.record(z.string(), z.array(z.string())),
  homes: z.record(z.string(), z.string()),
  files: z.record(z.string(), z.looseObject({ id: z.string() })),
  responseUrls: z.record(z.string(), z.looseObject({ token: z.string() })),
  scheduled: z.record(z.string(), z.looseObject({ id: z.string() })),
  read: z.record(z.string(), z.string()),
  lastTs: z.string(),
});

/** Reads the workspace that an earlier start left; null when there is none. @throws Error that names a file it cannot read */
export async function readStateFile(path: string): Promise<WorkspaceState | null> {
  if (!existsSync(path)) return null;
  const refusal = (cause?: unknown) =>
    new Error(`The local workspace's file ${path} cannot be read: move it away or delete it to begin afresh.`, {
      cause,
    });
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw refusal(cause);
  }
  const checked = stateSchema.safeParse(parsed);
  if (!checked.success) throw refusal(checked.error);
  return parsed as WorkspaceState;
}

export interface StateWriter {
  /** notes that something changed */
  touch(): void;
  /** writes what is not written yet and waits for it */
  flush(): Promise<void>;
}

/** Keeps the state file up to date: each write goes to a temporary file first, so that no crash leaves half a file. */
export function stateWriter(
  path: string | null,
  state: () => WorkspaceState,
  failed: (error: unknown) => void,
): StateWriter {
  if (path === null) return { touch() {}, flush: async () => {} };
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  function write(): Promise<void> {
    const text = JSON.stringify(state());
    // A write that failed must not keep later ones from happening.
    const before = writing.catch(() => {});
    writing = before.then(async () => {
      await mkdir(dirname(path as string), { recursive: true });
      // It holds the tokens of this workspace.
      await writeFile(`${path}.part`, text, { mode: 0o600 });
      await rename(`${path}.part`, path as string);
    });
    return writing;
  }

  return {
    touch() {
      timer ??= setTimeout(() => {
        timer = null;
        write().catch(failed);
      }, WRITE_AFTER_MS).unref();
    },
    async flush() {
      if (timer) clearTimeout(timer);
      timer = null;
      await write();
    },
  };
}
