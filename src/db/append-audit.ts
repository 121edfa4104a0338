import { v7 as newId } from "uuid";
import { genesis, hashEntry } from "./audit-chain.ts";
import type { AuditNote, Surface, Transaction } from "./context.ts";
import type { PersonKeys } from "./person-keys.ts";

interface Acting {
  workspaceId: string;
  actorId: string | null;
  surface: Surface;
  interactionId: string;
  now: Date;
}

/**
 * Appends the entries of one transaction to its workspace's chain, what they say about people under those people's keys:
 * the chain covers the ciphertext, so that a key destroyed later leaves it whole. Called last: the head's row is locked
 * from here to the commit, and it is the one lock that every writer of a workspace wants.
 * @param keys needed where a note is about a person
 */
export async function appendAudit(tx: Transaction, by: Acting, notes: AuditNote[], keys?: PersonKeys): Promise<void> {
  if (notes.length === 0) return;
  const { workspaceId, actorId, surface, interactionId } = by;
  const people = notes.flatMap(({ about }) => about ?? []);
  if (people.length > 0) await keys?.prepare(people);
  await tx.$executeRaw`INSERT INTO audit_head ("workspaceId", seq, hash) VALUES (${workspaceId}::uuid, 0, ${genesis}) ON CONFLICT DO NOTHING`;
  const [head] = await tx.$queryRaw<{ seq: bigint; hash: Uint8Array }[]>`SELECT seq, hash FROM audit_head FOR UPDATE`;
  if (!head) throw new Error("The audit chain of this workspace has no head");
  let { seq, hash } = head;
  const rows = notes.map((note) => {
    seq += 1n;
    const previousHash = new Uint8Array(hash);
    const id = newId();
    const kept = (values: AuditNote["before"]) => {
      if (!values || !note.about) return values;
      if (!keys) throw new Error("Values about a person need that person's key");
      return keys.seal(note.about, id, values);
    };
    const [before, after] = [kept(note.before), kept(note.after)];
    const entry = {
      id,
      workspaceId,
      seq: String(seq),
      at: by.now.toISOString(),
      actorId,
      action: note.action,
      surface,
      interactionId,
      subjectType: note.subjectType,
      subjectId: note.subjectId,
    };
    const next = hashEntry(previousHash, { ...entry, before: before ?? null, after: after ?? null });
    hash = next;
    return {
      ...entry,
      seq,
      at: by.now,
      ...(before && { before }),
      ...(after && { after }),
      previousHash,
      hash: next,
    };
  });
  await tx.auditEntry.createMany({ data: rows });
  await tx.$executeRaw`UPDATE audit_head SET seq = ${seq}, hash = ${new Uint8Array(hash)}`;
}
