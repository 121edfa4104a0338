import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { chown, link, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { MasterKeys } from "../key-ring.ts";
import { EmbeddedPostgresFault } from "./embedded-postgres-fault.ts";

/** 32 bytes in base64 */
const keySchema = z.string().refine((text) => Buffer.from(text, "base64").length === 32, "must be 32 bytes in base64");

const secretsSchema = z.object({
  superuserPassword: z.string().min(1),
  ownerPassword: z.string().min(1),
  encryptionKey: keySchema,
  /** from before a rotation that is not done: what they wrapped is still read */
  previousEncryptionKeys: z.array(keySchema).optional(),
});

export type Secrets = z.infer<typeof secretsSchema>;

/** Where a data folder keeps its passwords and its key. */
export function secretsFile(dataDir: string): string {
  return join(dataDir, "secrets.json");
}

/**
 * Reads the folder's passwords and key, making them at first. Whoever of several processes comes first makes them for
 * all: the finished file is linked to its name, which only one can do, so that none ever reads half a file.
 * @param mayCreate false when a database is there already, whose passwords new ones would not be
 */
export async function openSecrets(dataDir: string, mayCreate: boolean): Promise<Secrets> {
  const file = secretsFile(dataDir);
  const found = await readSecrets(file);
  if (found) return found;
  if (!mayCreate) throw EmbeddedPostgresFault.of("secrets_missing", { file, cluster: join(dataDir, "pg") });

  const made: Secrets = {
    superuserPassword: randomBytes(24).toString("base64url"),
    ownerPassword: randomBytes(24).toString("base64url"),
    encryptionKey: randomBytes(32).toString("base64"),
  };
  const draft = await writeDraft(dataDir, made);
  try {
    await link(draft, file);
    await syncFolder(dirname(file));
  } catch (cause) {
    const { code = "unknown" } = cause as NodeJS.ErrnoException;
    if (code !== "EEXIST")
      throw EmbeddedPostgresFault.of("data_folder_unusable", { folder: dataDir, reason: code }, cause);
  } finally {
    await rm(draft, { force: true });
  }
  const kept = await readSecrets(file);
  if (!kept) throw EmbeddedPostgresFault.of("secrets_unreadable", { file, reason: "it vanished" });
  return kept;
}

/**
 * Begins a rotation: a new key becomes the current one, and those before it are kept to be read. A rotation that was begun
 * and not ended goes on with the key that it made.
 * @returns whether a key was made
 */
export async function addEncryptionKey(dataDir: string): Promise<boolean> {
  const secrets = await getSecrets(dataDir);
  const previous = secrets.previousEncryptionKeys ?? [];
  if (previous.length > 0) return false;
  const encryptionKey = randomBytes(32).toString("base64");
  await replaceSecrets(dataDir, { ...secrets, encryptionKey, previousEncryptionKeys: [secrets.encryptionKey] });
  return true;
}

/** Ends a rotation: only the current key is kept. */
export async function dropPreviousKeys(dataDir: string): Promise<void> {
  const { previousEncryptionKeys: _dropped, ...secrets } = await getSecrets(dataDir);
  await replaceSecrets(dataDir, secrets);
}

/**
 * Reads the folder's keys as they are now. While the file is the same one, that costs a look at its entry.
 * @throws EmbeddedPostgresFault secrets_unreadable
 */
export function followKeys(dataDir: string): () => MasterKeys {
  const file = secretsFile(dataDir);
  let seen = "";
  let keys: MasterKeys | null = null;
  return () => {
    try {
      // Each change is a new file under the old name.
      const { ino, mtimeNs, size } = statSync(file, { bigint: true });
      const now = `${ino} ${mtimeNs} ${size}`;
      if (keys && now === seen) return keys;
      const { encryptionKey, previousEncryptionKeys = [] } = parseSecrets(file, readFileSync(file, "utf8"));
      const [current, ...previous] = [encryptionKey, ...previousEncryptionKeys].map((key) =>
        Buffer.from(key, "base64"),
      );
      if (!current) throw new Error("Unreachable: the file has a key");
      keys = { current, previous };
      // Should the file have been changed in between, the next look reads it once more.
      seen = now;
      return keys;
    } catch (cause) {
      const { code, syscall } = cause as NodeJS.ErrnoException;
      if (syscall === undefined) throw cause;
      throw EmbeddedPostgresFault.of("secrets_unreadable", { file, reason: code ?? "unknown" }, cause);
    }
  };
}

/** The whole file, on the disk, under a name of its own beside its place. */
async function writeDraft(dataDir: string, secrets: Secrets): Promise<string> {
  const draft = `${secretsFile(dataDir)}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await giveToOwnerOf(dataDir, draft);
    return draft;
  } catch (cause) {
    await rm(draft, { force: true });
    const { code = "unknown" } = cause as NodeJS.ErrnoException;
    throw EmbeddedPostgresFault.of("data_folder_unusable", { folder: dataDir, reason: code }, cause);
  }
}

/** At every moment the name leads to the whole old file or to the whole new one; nothing is wrapped before the disk has it. */
async function replaceSecrets(dataDir: string, secrets: Secrets): Promise<void> {
  const draft = await writeDraft(dataDir, secrets);
  try {
    await rename(draft, secretsFile(dataDir));
    await syncFolder(dataDir);
  } catch (cause) {
    await rm(draft, { force: true });
    const { code = "unknown" } = cause as NodeJS.ErrnoException;
    throw EmbeddedPostgresFault.of("data_folder_unusable", { folder: dataDir, reason: code }, cause);
  }
}

async function getSecrets(dataDir: string): Promise<Secrets> {
  const file = secretsFile(dataDir);
  const secrets = await readSecrets(file);
  if (!secrets) throw EmbeddedPostgresFault.of("secrets_unreadable", { file, reason: "it vanished" });
  return secrets;
}

async function readSecrets(file: string): Promise<Secrets | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    const { code = "unknown" } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw EmbeddedPostgresFault.of("secrets_unreadable", { file, reason: code }, cause);
  }
  return parseSecrets(file, text);
}

function parseSecrets(file: string, text: string): Secrets {
  // The parser's own words would carry a piece of the file into the log, so only the fact is kept.
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch {
    throw EmbeddedPostgresFault.of("secrets_unreadable", { file, reason: "it is not the file that Steward wrote" });
  }
}

/** root may start Steward in a folder of somebody's, who must be able to start it there afterwards. */
export async function giveToOwnerOf(folder: string, file: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(folder);
  if (uid !== 0) await chown(file, uid, gid);
}

/** A new name in a folder survives a power cut only when the folder itself is written; Windows has no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
