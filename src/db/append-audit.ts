import { v7 as newId } from "uuid";
import { type ChainedEntry, genesis, hashEntry } from "./audit-chain.ts";
import { type AuditNote, type Surface, sql, type Transaction } from "./context.ts";
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
  let { seq, hash } = await lockHead(tx, workspaceId);
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
      before: before ?? null,
      after: after ?? null,
    };
    hash = hashEntry(previousHash, entry);
    return { ...entry, previousHash, hash };
  });
  await tx.$executeRaw(insertion(by, rows));
}

type Row = ChainedEntry & { previousHash: Uint8Array; hash: Uint8Array };

/** The entries as lists, so that any number of them, with the chain's new end, is one statement that stays prepared. */
function insertion({ workspaceId, actorId, surface, interactionId, now }: Acting, rows: readonly Row[]): sql.Sql {
  const json = (values: unknown) => (values === null ? null : JSON.stringify(values));
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  const list = <T>(of: (row: Row) => T) => rows.map(of);
  return sql.sql`
    WITH entry AS (
      SELECT * FROM unnest(${list(({ id }) => id)}::uuid[], ${list(({ seq }) => seq)}::bigint[], ${list(({ action }) => action)}::text[],
        ${list(({ subjectType }) => subjectType)}::text[], ${list(({ subjectId }) => subjectId)}::uuid[],
        ${list(({ before }) => json(before))}::text[], ${list(({ after }) => json(after))}::text[],
        ${list(({ previousHash }) => hex(previousHash))}::text[], ${list(({ hash }) => hex(hash))}::text[])
        AS entry (id, seq, action, "subjectType", "subjectId", before, after, "previousHash", hash)
    ), appended AS (
      INSERT INTO audit_entry (id, "workspaceId", seq, at, "actorId", action, surface, "interactionId", "subjectType", "subjectId",
        before, after, "previousHash", hash)
      SELECT id, ${workspaceId}::uuid, seq, ${now}::timestamptz, ${actorId}::uuid, action, ${surface}, ${interactionId}, "subjectType",
        "subjectId", before::jsonb, after::jsonb, decode("previousHash", 'hex'), decode(hash, 'hex') FROM entry
    )
    UPDATE audit_head SET seq = entry.seq, hash = decode(entry.hash, 'hex') FROM entry
    WHERE entry.seq = (SELECT max(seq) FROM entry)`;
}

/** The chain's end, its row locked; made with a workspace's first entry. */
async function lockHead(tx: Transaction, workspaceId: string): Promise<{ seq: bigint; hash: Uint8Array }> {
  const read = () => tx.$queryRaw<{ seq: bigint; hash: Uint8Array }[]>`SELECT seq, hash FROM audit_head FOR UPDATE`;
  const [head] = await read();
  if (head) return head;
  await tx.$executeRaw`INSERT INTO audit_head ("workspaceId", seq, hash) VALUES (${workspaceId}::uuid, 0, ${genesis}) ON CONFLICT DO NOTHING`;
  const [first] = await read();
  if (!first) throw new Error("The audit chain of this workspace has no head");
  return first;
}
