import { type ChainedEntry, type Context, hashEntry } from "../../db/context.ts";
import { allow } from "../access/permission.ts";

/** The end of the chain at some moment: the number of the last entry and its hash in hexadecimal. */
export interface ChainHead {
  seq: bigint;
  hash: string;
}

/** What is wrong with the log, and where; numbers are those of entries. */
export type AuditFault =
  /** what the entry says is not what its hash was made of */
  | { kind: "changed"; seq: bigint; action: string }
  /** numbers that are not there */
  | { kind: "missing"; from: bigint; to: bigint }
  /** a second entry of a number that was taken, or one before the first */
  | { kind: "inserted"; seq: bigint; action: string }
  /** does not follow from the entry before it: one of the two was replaced, or they changed places */
  | { kind: "unlinked"; seq: bigint; action: string }
  /** the log ends before the head that is kept for it, or goes on behind it */
  | { kind: "cut-off"; from: bigint; to: bigint }
  | { kind: "behind-head"; from: bigint; to: bigint }
  | { kind: "head-missing" }
  /** the last entry is not the one that the head was made of */
  | { kind: "head-differs"; seq: bigint }
  /** what was written down at the end of a day, or kept elsewhere (day: null), is not in the log any more */
  | { kind: "kept-differs"; seq: bigint; day: string | null }
  | { kind: "kept-beyond"; seq: bigint; day: string | null };

export interface AuditVerdict {
  entries: number;
  /** the first of them */
  faults: AuditFault[];
  faultCount: number;
  headSeq: bigint;
  /** hexadecimal */
  headHash: string;
  /** days whose end was compared */
  days: number;
}

/** The row as PostgreSQL writes it in JSON: one text a page is read several times faster than rows of fifteen values. */
interface ChainRow extends Omit<ChainedEntry, "workspaceId"> {
  previousHash: string;
  hash: string;
}

const rowsAPage = 5_000;
const mostFaults = 200;
const genesisHash = "0".repeat(64);
const noUuid = "00000000-0000-0000-0000-000000000000";

/**
 * Reads the whole log in order and computes every hash again.
 * @param input.kept a head that somebody kept elsewhere: who can write every table can also write the heads kept here
 */
export async function verifyAudit(ctx: Context, input: { kept?: ChainHead } = {}): Promise<AuditVerdict> {
  await allow(ctx, "audit:read");
  const walk = new ChainWalk(ctx.workspace.id, await listKeptHeads(ctx, input.kept));
  let head: ChainHead | null = null;
  for (;;) {
    // Entries and head are committed together: what a page lacks that was read after the head is not there.
    head = await findHead(ctx);
    let rows = await readPage(ctx, walk);
    const empty = rows.length === 0;
    while (rows.length > 0) {
      for (const row of rows) walk.take(row);
      rows = rows.length < rowsAPage ? [] : await readPage(ctx, walk);
    }
    if (empty || (head && head.seq <= walk.seq)) break;
  }
  walk.end(head, await findHead(ctx));
  const { entries, faults, faultCount, days } = walk;
  return { entries, faults, faultCount, days, headSeq: walk.seq, headHash: walk.hash };
}

class ChainWalk {
  entries = 0;
  faults: AuditFault[] = [];
  faultCount = 0;
  seq = 0n;
  hash = genesisHash;
  days = 0;
  lastSeq: string | null = null;
  lastId = noUuid;
  readonly #workspaceId: string;
  readonly #kept: Map<bigint, { hash: string; day: string | null }[]>;

  constructor(workspaceId: string, kept: readonly { seq: bigint; hash: string; day: string | null }[]) {
    this.#workspaceId = workspaceId;
    this.#kept = Map.groupBy(kept, ({ seq }) => seq);
  }

  #blame(fault: AuditFault): void {
    this.faultCount += 1;
    if (this.faults.length < mostFaults) this.faults.push(fault);
  }

  take(row: ChainRow): void {
    this.lastSeq = row.seq;
    this.lastId = row.id;
    this.entries += 1;
    const seq = BigInt(row.seq);
    const { action, previousHash, hash, ...rest } = row;
    if (seq <= this.seq) {
      this.#blame({ kind: "inserted", seq, action });
      return;
    }
    const follows = seq === this.seq + 1n;
    if (!follows) this.#blame({ kind: "missing", from: this.seq + 1n, to: seq - 1n });
    const made = hashEntry(Buffer.from(previousHash, "hex"), { ...rest, action, workspaceId: this.#workspaceId });
    if (Buffer.from(made).toString("hex") !== hash) this.#blame({ kind: "changed", seq, action });
    if (follows && previousHash !== this.hash) this.#blame({ kind: "unlinked", seq, action });
    this.seq = seq;
    this.hash = hash;
    for (const kept of this.#kept.get(seq) ?? []) {
      if (kept.day !== null) this.days += 1;
      if (kept.hash !== hash) this.#blame({ kind: "kept-differs", seq, day: kept.day });
    }
    this.#kept.delete(seq);
  }

  /** @param before the head as it was before the last page was read */
  end(before: ChainHead | null, now: ChainHead | null): void {
    const head = now && before && now.seq > this.seq ? before : now;
    if (!head) {
      if (this.entries > 0) this.#blame({ kind: "head-missing" });
    } else if (head.seq > this.seq) this.#blame({ kind: "cut-off", from: this.seq + 1n, to: head.seq });
    else if (head.seq < this.seq) this.#blame({ kind: "behind-head", from: head.seq + 1n, to: this.seq });
    else if (head.hash !== this.hash) this.#blame({ kind: "head-differs", seq: head.seq });
    for (const [seq, kept] of this.#kept) {
      for (const { day } of kept) {
        if (seq > this.seq) this.#blame({ kind: "kept-beyond", seq, day });
        else this.#blame({ kind: "kept-differs", seq, day });
      }
    }
  }
}

async function findHead(ctx: Context): Promise<ChainHead | null> {
  const [head] = await ctx.tx.$queryRaw<ChainHead[]>`SELECT seq, encode(hash, 'hex') AS hash FROM audit_head`;
  return head ?? null;
}

async function listKeptHeads(ctx: Context, kept: ChainHead | undefined) {
  const days = await ctx.tx.$queryRaw<{ seq: bigint; hash: string; day: string }[]>`
    SELECT seq, encode(hash, 'hex') AS hash, to_char(day, 'YYYY-MM-DD') AS day FROM audit_day_head ORDER BY day`;
  return kept ? [...days, { ...kept, hash: kept.hash.toLowerCase(), day: null }] : days;
}

async function readPage(ctx: Context, { lastSeq, lastId }: ChainWalk): Promise<ChainRow[]> {
  const [page] = await ctx.tx.$queryRaw<{ rows: string }[]>`
    SELECT coalesce(json_agg(row_to_json(e) ORDER BY e.number, e.id), '[]')::text AS rows FROM (
      SELECT id, seq AS number, seq::text AS seq, to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "at", "actorId", action, surface,
             "interactionId", "subjectType", "subjectId", before, after, encode("previousHash", 'hex') AS "previousHash", encode(hash, 'hex') AS hash
      FROM audit_entry
      WHERE ${lastSeq}::bigint IS NULL OR (seq, id) > (${lastSeq}::bigint, ${lastId}::uuid)
      ORDER BY audit_entry.seq, audit_entry.id LIMIT ${rowsAPage}
    ) e`;
  const rows = JSON.parse(page?.rows ?? "[]") as (ChainRow & { number?: number })[];
  for (const row of rows) delete row.number;
  return rows;
}
