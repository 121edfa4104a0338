import { v7 as newId } from "uuid";
import { hashEntry } from "../../src/db/context.ts";

/** A connection of the login that owns the tables: whoever forges the log has to be nobody less. */
export interface Owner {
  query<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
}

// In the order in which writers take them, so that suites beside this one are not brought to a deadlock.
const tables = ["person_key", "audit_day_head", "audit_head", "audit_entry"] as const;
/**
 * Taking the wall down wants whole tables, which suites beside this one read. The forger waits less long than the server
 * does before it looks for a deadlock (one second), so that it is never one of them that has to give way.
 */
const patience = "300ms";
const mostTries = 60;
const gaveWay = new Set(["40P01", "55P03"]);
const columns = `id, "workspaceId", seq, "at", "actorId", action, surface, "interactionId", "subjectType", "subjectId", before, after, "previousHash", hash`;

/** In one transaction with the wall down, as whoever owns the tables would do it. */
export async function asOwner(owner: Owner, work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await owner.query("BEGIN");
    try {
      await owner.query(`SET LOCAL lock_timeout = '${patience}'`);
      for (const table of tables) await owner.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
      await work();
      for (const table of tables) await owner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await owner.query("COMMIT");
      return;
    } catch (error) {
      await owner.query("ROLLBACK");
      if (tries === mostTries || !gaveWay.has((error as { code?: string }).code ?? "")) throw error;
    }
  }
}

export interface Place {
  id: string;
  /** of the log */
  end: bigint;
  /** an entry that is about a customer, with others behind it */
  at: bigint;
}

/** A forgery, and the sentence that names it; `action` is that of the entry at `place.at`. */
export interface Forgery {
  forge(owner: Owner, place: Place): Promise<unknown>;
  found(place: Place, action: string): string;
}

/** Each kind of forgery that the database itself shows. */
export const forgeries: Record<string, Forgery> = {
  "a value that was changed": {
    forge: (owner, { id, at }) =>
      owner.query(`UPDATE audit_entry SET after = '{"name": "Other"}' WHERE "workspaceId" = $1 AND seq = $2`, [id, at]),
    found: ({ at }, action) => `Entry ${at} (${action}) was changed after it was written.`,
  },
  "a time that was changed": {
    forge: (owner, { id, at }) =>
      owner.query(`UPDATE audit_entry SET "at" = "at" - interval '1 hour' WHERE "workspaceId" = $1 AND seq = $2`, [
        id,
        at,
      ]),
    found: ({ at }, action) => `Entry ${at} (${action}) was changed after it was written.`,
  },
  "an entry taken out in the middle": {
    forge: (owner, { id, at }) =>
      owner.query(`DELETE FROM audit_entry WHERE "workspaceId" = $1 AND seq = $2`, [id, at]),
    found: ({ at }) => `Entry ${at} is missing.`,
  },
  "the end cut off": {
    forge: (owner, { id, end }) =>
      owner.query(`DELETE FROM audit_entry WHERE "workspaceId" = $1 AND seq = $2`, [id, end]),
    found: ({ end }) => `Entry ${end} is missing at the end.`,
  },
  "two entries that changed places": {
    async forge(owner, { id, at }) {
      for (const [from, to] of [
        [at, -1n],
        [at + 1n, at],
        [-1n, at + 1n],
      ])
        await owner.query(`UPDATE audit_entry SET seq = $3 WHERE "workspaceId" = $1 AND seq = $2`, [id, from, to]);
    },
    found: ({ at }, action) =>
      `Entry ${at} (${action}) does not follow from entry ${at - 1n}: one of them was replaced, or they changed places.`,
  },
  "a person's key that was exchanged": {
    forge: (owner, { id, at }) =>
      owner.query(
        `UPDATE person_key k SET wrapped = other.wrapped FROM person_key other
         WHERE k.id::text = (SELECT "aboutKey" FROM audit_entry WHERE "workspaceId" = $1 AND seq = $2)
           AND other.id::text = (SELECT "aboutKey" FROM audit_entry WHERE "workspaceId" = $1 AND seq = $3)`,
        [id, at, at + 1n],
      ),
    found: ({ at }) =>
      `The key to what entry ${at} says about a person does not open it: the key or the entry was exchanged.`,
  },
};

type Row = Parameters<typeof hashEntry>[1] & { seq: string; at: Date | string; previousHash: Buffer; hash: Buffer };

/** Puts an entry in and writes every hash behind it anew, the kept end as well: a chain that holds in itself. */
export async function putIn(owner: Owner, { id, at }: Place): Promise<void> {
  const rows = await owner.query<Row>(
    `SELECT ${columns} FROM audit_entry WHERE "workspaceId" = $1 AND seq >= $2 ORDER BY seq`,
    [id, at],
  );
  const [first] = rows;
  if (!first) throw new Error("There is nothing behind it");
  const forged: Row = { ...first, id: newId(), action: "access.granted", before: null, after: { role: "steward" } };
  await owner.query(`DELETE FROM audit_entry WHERE "workspaceId" = $1 AND seq >= $2`, [id, at]);
  let previous: Uint8Array = first.previousHash;
  let seq = at;
  for (const { previousHash: _previous, hash: _hash, ...row } of [forged, ...rows]) {
    const time = new Date(row.at).toISOString();
    const hash = hashEntry(previous, { ...row, seq: String(seq), at: time });
    const json = (values: unknown) => (values === null ? null : JSON.stringify(values));
    await owner.query(`INSERT INTO audit_entry (${columns}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)`, [
      ...[row.id, row.workspaceId, seq, time, row.actorId, row.action, row.surface, row.interactionId],
      ...[row.subjectType, row.subjectId, json(row.before), json(row.after), Buffer.from(previous), Buffer.from(hash)],
    ]);
    previous = hash;
    seq += 1n;
  }
  await owner.query(`UPDATE audit_head SET seq = $2, hash = $3 WHERE "workspaceId" = $1`, [
    ...[id, seq - 1n, Buffer.from(previous)],
  ]);
}

/** Forges, lets one look, and puts everything back as it was. */
export async function whileForged(
  owner: Owner,
  workspaceId: string,
  forge: () => Promise<unknown>,
  look: () => Promise<void>,
): Promise<void> {
  await asOwner(owner, async () => {
    for (const table of tables) {
      await owner.query(`CREATE TEMPORARY TABLE kept_${table} AS SELECT * FROM ${table} WHERE "workspaceId" = $1`, [
        workspaceId,
      ]);
    }
    await forge();
  });
  try {
    await look();
  } finally {
    await asOwner(owner, async () => {
      for (const table of tables) await owner.query(`DELETE FROM ${table} WHERE "workspaceId" = $1`, [workspaceId]);
      await owner.query("INSERT INTO person_key SELECT * FROM kept_person_key");
      await owner.query("INSERT INTO audit_head SELECT * FROM kept_audit_head");
      await owner.query(`INSERT INTO audit_entry (${columns}) SELECT ${columns} FROM kept_audit_entry`);
      for (const table of tables) await owner.query(`DROP TABLE kept_${table}`);
    });
  }
}
