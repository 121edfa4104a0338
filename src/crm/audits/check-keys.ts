import type { Context } from "../../db/context.ts";

/** Where a key was first met in the log. */
export interface KeyUse {
  seq: bigint;
  /** whom that entry is about, where it names a customer */
  contactId: string | null;
}

/** What is wrong with a key of people's values; `seq`: the first entry that is sealed under it. */
export type KeyFault = {
  seq: bigint;
  kind: /** its row is gone, while a key that is destroyed leaves one */
    | "key-missing"
    /** destroyed although nobody asked for that person's erasure */
    | "key-destroyed"
    /** it does not open what was sealed with it: its row was exchanged */
    | "key-unfit"
    /** its row says that it is another person's */
    | "key-of-another";
};

interface KeyRow {
  id: string;
  personType: string;
  personId: string;
  destroyed: boolean;
  erased: boolean;
}

const keysAtOnce = 1_000;

/**
 * Compares the keys that a log was sealed with to their rows, which the chain does not cover: a key is destroyed by an
 * erasure, so that its row has to be one that changes. Each is tried on the first entry that was sealed with it.
 */
export async function findKeyFaults(ctx: Context, uses: ReadonlyMap<string, KeyUse>): Promise<KeyFault[]> {
  const faults: KeyFault[] = [];
  const all = [...uses];
  for (let from = 0; from < all.length; from += keysAtOnce) {
    const some = all.slice(from, from + keysAtOnce);
    const rows = new Map(
      (
        await readKeys(
          ctx,
          some.map(([id]) => id),
        )
      ).map((row) => [row.id, row]),
    );
    const living: bigint[] = [];
    for (const [id, { seq, contactId }] of some) {
      const row = rows.get(id);
      if (!row) faults.push({ kind: "key-missing", seq });
      else if (contactId !== null && (row.personType !== "contact" || row.personId !== contactId)) {
        faults.push({ kind: "key-of-another", seq });
      } else if (!row.destroyed) living.push(seq);
      else if (row.personType === "contact" && !row.erased) faults.push({ kind: "key-destroyed", seq });
    }
    for (const seq of await listUnopened(ctx, living)) faults.push({ kind: "key-unfit", seq });
  }
  return faults.toSorted((a, b) => (a.seq < b.seq ? -1 : 1));
}

function readKeys(ctx: Context, ids: readonly string[]): Promise<KeyRow[]> {
  return ctx.tx.$queryRaw<KeyRow[]>`
    SELECT k.id, k."personType", k."personId", k."destroyedAt" IS NOT NULL AS destroyed,
      EXISTS (SELECT FROM erasure e WHERE e."contactId" IN (k."personId", c."mergedIntoId")) AS erased
    FROM person_key k LEFT JOIN contact c ON c.id = k."personId" WHERE k.id = ANY(${ids}::uuid[])`;
}

async function listUnopened(ctx: Context, seqs: readonly bigint[]): Promise<bigint[]> {
  const entries = await ctx.tx.auditEntry.findMany({
    where: { seq: { in: [...seqs] } },
    select: { seq: true, id: true, before: true, after: true },
    orderBy: { seq: "asc" },
  });
  const opens = (some: typeof entries) =>
    ctx.unseal(some).then(
      () => true,
      () => false,
    );
  if (await opens(entries)) return [];
  const unopened: bigint[] = [];
  for (const entry of entries) if (!(await opens([entry]))) unopened.push(entry.seq);
  return unopened;
}
