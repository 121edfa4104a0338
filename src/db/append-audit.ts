import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { v7 as newId } from "uuid";
import type { AuditNote, Surface, Transaction } from "./context.ts";

const genesis = new Uint8Array(32);

/** One entry as the chain covers it; the order of its keys does not matter, since it is hashed as canonical JSON (RFC 8785). */
interface ChainedEntry {
  id: string;
  workspaceId: string;
  seq: string;
  /** ISO 8601, milliseconds, UTC */
  at: string;
  actorId: string | null;
  action: string;
  surface: Surface;
  interactionId: string;
  subjectType: string;
  subjectId: string | null;
  before: unknown;
  after: unknown;
}

/** SHA-256 over the hash of the entry before and this entry's canonical JSON. */
export function hashEntry(previous: Uint8Array, entry: ChainedEntry): Uint8Array<ArrayBuffer> {
  const text = canonicalize(entry);
  if (text === undefined) throw new Error("An audit entry must be JSON");
  return new Uint8Array(createHash("sha256").update(previous).update(text, "utf8").digest());
}

/**
 * Appends the entries of one transaction to its workspace's chain. Called last: the head's row is locked from here to
 * the commit, and it is the one lock that every writer of a workspace wants.
 */
export async function appendAudit(
  tx: Transaction,
  by: { workspaceId: string; actorId: string | null; surface: Surface; interactionId: string; now: Date },
  notes: AuditNote[],
): Promise<void> {
  if (notes.length === 0) return;
  const { workspaceId, actorId, surface, interactionId } = by;
  await tx.$executeRaw`INSERT INTO audit_head ("workspaceId", seq, hash) VALUES (${workspaceId}::uuid, 0, ${genesis}) ON CONFLICT DO NOTHING`;
  const [head] = await tx.$queryRaw<{ seq: bigint; hash: Uint8Array }[]>`SELECT seq, hash FROM audit_head FOR UPDATE`;
  if (!head) throw new Error("The audit chain of this workspace has no head");
  let { seq, hash } = head;
  const rows = notes.map((note) => {
    seq += 1n;
    const previousHash = new Uint8Array(hash);
    const entry = {
      id: newId(),
      workspaceId,
      seq: String(seq),
      at: by.now.toISOString(),
      actorId,
      action: note.action,
      surface,
      interactionId,
      subjectType: note.subjectType,
      subjectId: note.subjectId,
      before: note.before ?? null,
      after: note.after ?? null,
    };
    const next = hashEntry(previousHash, entry);
    hash = next;
    const { before, after, ...rest } = entry;
    return {
      ...rest,
      seq,
      at: by.now,
      ...(note.before && { before: note.before }),
      ...(note.after && { after: note.after }),
      previousHash,
      hash: next,
    };
  });
  await tx.auditEntry.createMany({ data: rows });
  await tx.$executeRaw`UPDATE audit_head SET seq = ${seq}, hash = ${new Uint8Array(hash)}`;
}
