import { createHmac, hkdfSync } from "node:crypto";
import { v7 as newId } from "uuid";
import type { Transaction } from "./context.ts";
import { type KeyRing, newDataKey } from "./key-ring.ts";
import { keyPlace } from "./person-keys.ts";

/** The key's row stands among those of people, so that it is wrapped anew when the operator's key is changed. */
const personType = "workspace";

/**
 * Keyed hashes of texts: HMAC-SHA-256 under a key of the workspace's own (HKDF over a random key that is wrapped by
 * `STEWARD_ENCRYPTION_KEY`). Whoever has the database alone cannot try names and addresses against them, and a change of
 * the operator's key leaves them comparable.
 */
export async function fingerprint(
  tx: Transaction,
  { ring, workspaceId, now }: { ring: KeyRing; workspaceId: string; now: Date },
  texts: readonly string[],
): Promise<Uint8Array<ArrayBuffer>[]> {
  const find = () =>
    tx.$queryRaw<{ id: string; wrapped: Uint8Array; masterKeyId: string }[]>`
      SELECT id, wrapped, "masterKeyId" FROM person_key
      WHERE "personType" = ${personType} AND "personId" = ${workspaceId}::uuid AND "destroyedAt" IS NULL`;
  let [row] = await find();
  if (!row) {
    const id = newId();
    const made = ring.wrap(newDataKey(), keyPlace(workspaceId, id));
    const wrapped = Buffer.from(made.wrapped).toString("hex");
    // Two may need it for the first time at once: the second takes the first one's.
    await tx.$executeRaw`
      INSERT INTO person_key (id, "workspaceId", "personType", "personId", wrapped, "masterKeyId", "createdAt")
      VALUES (${id}::uuid, ${workspaceId}::uuid, ${personType}, ${workspaceId}::uuid, decode(${wrapped}, 'hex'), ${made.masterKeyId}, ${now})
      ON CONFLICT DO NOTHING`;
    [row] = await find();
  }
  if (!row) throw new Error("The workspace has no key for fingerprints");
  const base = ring.unwrap(row.wrapped, row.masterKeyId, keyPlace(workspaceId, row.id));
  const key = Buffer.from(hkdfSync("sha256", base, workspaceId, "steward erased people", 32));
  return texts.map((text) => new Uint8Array(createHmac("sha256", key).update(text, "utf8").digest()));
}
