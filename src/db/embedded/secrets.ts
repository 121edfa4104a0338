import { randomBytes } from "node:crypto";
import { chown, link, open, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { EmbeddedPostgresFault } from "./embedded-postgres-fault.ts";

const secretsSchema = z.object({
  superuserPassword: z.string().min(1),
  ownerPassword: z.string().min(1),
  /** 32 bytes in base64 */
  encryptionKey: z.string().refine((text) => Buffer.from(text, "base64").length === 32, "must be 32 bytes in base64"),
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
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(made, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await giveToOwnerOf(dataDir, draft);
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

async function readSecrets(file: string): Promise<Secrets | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    const { code = "unknown" } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw EmbeddedPostgresFault.of("secrets_unreadable", { file, reason: code }, cause);
  }
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
