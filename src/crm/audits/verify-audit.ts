import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { type ChainRow, hashRow, type PageStart, readChainPage, rowsAPage } from "./chain-row.ts";
import { findKeyFaults, type KeyFault, type KeyUse } from "./check-keys.ts";

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
  | { kind: "kept-beyond"; seq: bigint; day: string | null }
  | KeyFault;

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

const mostFaults = 200;
const genesisHash = "0".repeat(64);
const noUuid = "00000000-0000-0000-0000-000000000000";

/**
 * Reads the whole log in order and computes every hash again, then tries the keys that people's values were sealed with.
 * @param input.kept a head that somebody kept elsewhere: who can write every table can also write the heads kept here
 */
export async function verifyAudit(ctx: Context, input: { kept?: ChainHead } = {}): Promise<AuditVerdict> {
  await allow(ctx, "audit:read");
  const walk = new ChainWalk(ctx.workspace.id, await listKeptHeads(ctx, input.kept));
  let head: ChainHead | null = null;
  for (;;) {
    // Entries and head are committed together: what a page lacks that was read after the head is not there.
    head = await findHead(ctx);
    let rows = await readChainPage(ctx, walk.after(null));
    const empty = rows.length === 0;
    while (rows.length > 0) {
      // The server reads the next page while this one is hashed.
      const next = rows.length < rowsAPage ? null : readChainPage(ctx, walk.after(rows));
      try {
        for (const row of rows) walk.take(row);
      } finally {
        rows = (await next) ?? [];
      }
    }
    if (empty || (head && head.seq <= walk.seq)) break;
  }
  walk.end(head, await findHead(ctx));
  walk.blameAll(await findKeyFaults(ctx, walk.keys));
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
  /** each key's first use; of a customer's, the first that names the customer */
  readonly keys = new Map<string, KeyUse>();
  #last: { seq: bigint; id: string } | null = null;
  readonly #workspaceId: string;
  readonly #kept: Map<bigint, { hash: string; day: string | null }[]>;

  constructor(workspaceId: string, kept: readonly { seq: bigint; hash: string; day: string | null }[]) {
    this.#workspaceId = workspaceId;
    this.#kept = Map.groupBy(kept, ({ seq }) => seq);
  }

  blameAll(faults: readonly AuditFault[]): void {
    for (const fault of faults) this.#blame(fault);
  }

  #blame(fault: AuditFault): void {
    this.faultCount += 1;
    if (this.faults.length < mostFaults) this.faults.push(fault);
  }

  /** Where the page begins that follows these rows, or what was taken so far. */
  after(rows: readonly ChainRow[] | null): PageStart {
    const { seq, id } = rows?.at(-1) ?? this.#last ?? { seq: null, id: noUuid };
    return { workspaceId: this.#workspaceId, seq, id };
  }

  take(row: ChainRow): void {
    const { seq, id, previousHash, hash, key, contactId } = row;
    if (key !== null && (this.keys.get(key)?.contactId ?? null) === null) {
      if (contactId !== null || !this.keys.has(key)) this.keys.set(key, { seq, contactId });
    }
    this.#last = { seq, id };
    this.entries += 1;
    const action = () => String(JSON.parse(row.action));
    if (seq <= this.seq) {
      this.#blame({ kind: "inserted", seq, action: action() });
      return;
    }
    const follows = seq === this.seq + 1n;
    if (!follows) this.#blame({ kind: "missing", from: this.seq + 1n, to: seq - 1n });
    if (hashRow(row) !== hash) this.#blame({ kind: "changed", seq, action: action() });
    if (follows && previousHash !== this.hash) this.#blame({ kind: "unlinked", seq, action: action() });
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
