import type { Client } from "./client.ts";
import type { KeyRing } from "./key-ring.ts";

/** Ids of the operator's keys that wrap keys of people here and are not in the ring; whoever lacks one could not read all. */
export async function findMissingMasterKeys(client: Client, ring: KeyRing): Promise<string[]> {
  const rows = await client.asOps(
    (tx) => tx.$queryRaw<{ masterKeyId: string }[]>`SELECT "masterKeyId" FROM ops_master_keys()`,
  );
  return rows.map(({ masterKeyId }) => masterKeyId).filter((id) => !ring.has(id));
}
