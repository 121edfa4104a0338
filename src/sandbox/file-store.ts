import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Where the bytes of files are kept: beside the state file, or in memory when there is none. */
export interface FileStore {
  has(id: string): boolean;
  read(id: string): Promise<Buffer | null>;
  write(id: string, bytes: Buffer): Promise<void>;
  remove(id: string): Promise<void>;
}

export function memoryFileStore(): FileStore {
  const files = new Map<string, Buffer>();
  return {
    has: (id) => files.has(id),
    read: async (id) => files.get(id) ?? null,
    write: async (id, bytes) => {
      files.set(id, bytes);
    },
    remove: async (id) => {
      files.delete(id);
    },
  };
}

export function folderFileStore(folder: string): FileStore {
  // Ids come from us, but a path is never built from anything that does not look like one.
  const place = (id: string) => join(folder, id.replace(/[^A-Z0-9]/g, ""));
  return {
    has: (id) => existsSync(place(id)),
    async read(id) {
      return existsSync(place(id)) ? readFile(place(id)) : null;
    },
    async write(id, bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(`${place(id)}.part`, bytes, { mode: 0o600 });
      await rename(`${place(id)}.part`, place(id));
    },
    async remove(id) {
      await rm(place(id), { force: true });
    },
  };
}
