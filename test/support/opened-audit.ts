import type { Client } from "../../src/db/client.ts";
import type { Prisma } from "../../src/db/generated/client.ts";
import { openPersonKeys } from "../../src/db/person-keys.ts";
import { testKeyRing } from "./key-ring.ts";

/** A workspace's entries in order, as a steward reads them: what they say about people opened. */
export function openedAudit(db: Client, workspaceId: string, where: Prisma.AuditEntryWhereInput = {}) {
  return db.inWorkspace(workspaceId, async (tx) => {
    const entries = await tx.auditEntry.findMany({ where, orderBy: { seq: "asc" } });
    const { unseal } = openPersonKeys(tx, { ring: testKeyRing, workspaceId, now: new Date() });
    const values = await unseal(entries);
    return entries.map((entry, index) => ({ ...entry, ...values[index] }));
  });
}
