import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { v7 as newId } from "uuid";
import { appendAudit } from "./append-audit.ts";
import type { Client } from "./client.ts";
import type { Transaction } from "./context.ts";
import { DamagedKey, type KeyRing, MissingMasterKey } from "./key-ring.ts";
import { keyPlace } from "./person-keys.ts";
import { isOpenSince, listKeysTold } from "./running-processes.ts";

interface RotateOptions {
  client: Client;
  ring: KeyRing;
  /** login that sees the other connections of the owner's */
  ownerUrl: string;
  /** behind a transaction pooler, which keeps no session's lock */
  pooled: boolean;
  /** where the current key is the data folder's own: how a new one is made there, and those before it are dropped */
  folder: { addKey(): Promise<boolean>; dropPreviousKeys(): Promise<void> } | null;
  now(): Date;
  /** told after each transaction: keys rewrapped so far, of so many that there were */
  tell(done: number, of: number): void;
  /** asked before each transaction: whether to stop here */
  interrupted(): boolean;
  /** keys in one transaction, 1,000 unless a test says otherwise */
  batch?: number;
}

interface UnreadableKey {
  id: string;
  workspaceId: string;
  masterKeyId: string;
}

export type Rotation =
  /** another one is under way */
  | { state: "busy" }
  /** processes that run were started without the current key, and could not read what it wraps; nothing was done */
  | { state: "unready"; currentId: string; processes: string[][] }
  | {
      state: "ended";
      currentId: string;
      /** the data folder's own, made now */
      made: boolean;
      rewrapped: number;
      workspaces: number;
      interrupted: boolean;
      /** how many keys are still under which other of the operator's keys */
      left: { masterKeyId: string; keys: number }[];
      /** those among them that do not open with the key that they name */
      unreadable: UnreadableKey[];
      /** current keys of processes that still wrap new ones with another key */
      makers: string[];
      /** of the keys before: removed from the data folder, not needed any more, or still needed */
      previous: "dropped" | "unneeded" | "needed";
    };

/** The figure is "stwk" in ASCII. */
const rotationLock = 0x73_74_77_6b;
const batchTimeout = 60_000;
/** While one pass runs, processes with other settings may make keys that only the next one sees. */
const mostPasses = 10;
/** Nearly all transactions are over within five seconds; an import may take longer, and is not waited for. */
const patience = 10_000;
const glance = 200;
const firstId = "00000000-0000-0000-0000-000000000000";

/**
 * Wraps every person's key, and the workspaces' own, with the current one of the operator's keys. Each batch is one
 * transaction with its audit entry: killed anywhere, it goes on where it stopped when it is called again. Whatever is
 * read, made or destroyed meanwhile stays as it is: a key's row is locked for the moment in which it is rewrapped.
 */
export async function rotateKeys(options: RotateOptions): Promise<Rotation> {
  const owner = new pg.Client({ connectionString: options.ownerUrl, application_name: "steward rotate-key" });
  // An error on an idle connection is told here and nowhere else; the next question on it fails as well.
  owner.on("error", () => {});
  await owner.connect();
  try {
    if (!options.pooled) {
      const { rows } = await owner.query<{ alone: boolean }>("SELECT pg_try_advisory_lock($1) AS alone", [
        rotationLock,
      ]);
      if (rows[0]?.alone !== true) return { state: "busy" };
    }
    return await rotate(owner, options);
  } finally {
    await owner.end();
  }
}

async function rotate(owner: pg.Client, { folder, ring, interrupted, ...options }: RotateOptions): Promise<Rotation> {
  if (!folder) {
    const unready = (await listKeysTold(owner)).filter((ids) => !ids.includes(ring.currentId));
    if (unready.length > 0) return { state: "unready", currentId: ring.currentId, processes: unready };
  }
  const made = (await folder?.addKey()) ?? false;
  const began = await readClock(owner);
  const { currentId } = ring;
  const { unreadable, ...done } = await rewrapAll({ ...options, ring, interrupted });

  const makers = (await listKeysTold(owner)).flatMap(([first]) => (first && first !== currentId ? [first] : []));
  const settled = folder ? await waitForEarlier(owner, began, interrupted) : makers.length === 0;
  const left = await listLeft(options.client, currentId);
  let previous: "dropped" | "unneeded" | "needed" = settled && left.length === 0 ? "unneeded" : "needed";
  if (folder && previous === "unneeded") {
    await folder.dropPreviousKeys();
    previous = "dropped";
  }
  return {
    state: "ended",
    ...{ currentId, made, ...done, interrupted: interrupted() && left.length > 0, left, makers, previous },
    unreadable: [...unreadable.values()],
  };
}

type RewrapOptions = Omit<RotateOptions, "folder" | "ownerUrl" | "pooled">;

interface Rewrapped {
  rewrapped: number;
  workspaces: number;
  unreadable: Map<string, UnreadableKey>;
}

async function rewrapAll({ client, ring, now, tell, interrupted, batch = 1_000 }: RewrapOptions): Promise<Rewrapped> {
  const unreadable = new Map<string, UnreadableKey>();
  const seen = new Set<string>();
  let rewrapped = 0;
  for (let pass = 0; pass < mostPasses && !interrupted(); pass += 1) {
    const todo = await listTodo(client, ring.currentId);
    const keys = todo.reduce((sum, one) => sum + one.keys, 0);
    if (keys <= unreadable.size) break;
    const all = rewrapped + keys;
    for (const { workspaceId } of todo) {
      let after = firstId;
      while (!interrupted()) {
        const from = after;
        const one = await client.inWorkspace(
          workspaceId,
          (tx) => rewrapBatch(tx, { ring, workspaceId, now: now(), from, batch }),
          { timeout: batchTimeout, repeatable: true },
        );
        for (const key of one.unreadable) unreadable.set(key.id, key);
        if (one.last === null) break;
        after = one.last;
        if (one.rewrapped === 0) continue;
        rewrapped += one.rewrapped;
        seen.add(workspaceId);
        tell(rewrapped, all);
      }
    }
  }
  return { rewrapped, workspaces: seen.size, unreadable };
}

interface Batch {
  ring: KeyRing;
  workspaceId: string;
  now: Date;
  from: string;
  batch: number;
}

async function rewrapBatch(tx: Transaction, { ring, workspaceId, now, from, batch }: Batch) {
  // Whoever destroys one of them comes before, and its row is left out, or waits, and destroys what was rewrapped.
  const rows = await tx.$queryRaw<{ id: string; wrapped: Uint8Array; masterKeyId: string }[]>`
    SELECT id, wrapped, "masterKeyId" FROM person_key
    WHERE "masterKeyId" <> ${ring.currentId} AND wrapped IS NOT NULL AND id > ${from}::uuid
    ORDER BY id LIMIT ${batch} FOR NO KEY UPDATE`;
  const unreadable: UnreadableKey[] = [];
  const ready = rows.flatMap(({ id, wrapped, masterKeyId }) => {
    try {
      const key = ring.unwrap(wrapped, masterKeyId, keyPlace(workspaceId, id));
      return [{ id, from: masterKeyId, ...ring.wrap(key, keyPlace(workspaceId, id)) }];
    } catch (error) {
      // One that somebody damaged, or that a key wraps which nobody has, stops none of the others.
      if (!(error instanceof MissingMasterKey || error instanceof DamagedKey)) throw error;
      unreadable.push({ id, workspaceId, masterKeyId });
      return [];
    }
  });
  if (ready.length > 0) {
    await tx.$executeRaw`
      UPDATE person_key k SET wrapped = decode(new.wrapped, 'hex'), "masterKeyId" = new."masterKeyId"
      FROM unnest(${ready.map(({ id }) => id)}::uuid[], ${ready.map(({ wrapped }) => Buffer.from(wrapped).toString("hex"))}::text[],
                  ${ready.map(({ masterKeyId }) => masterKeyId)}::text[]) AS new (id, wrapped, "masterKeyId")
      WHERE k.id = new.id AND k."destroyedAt" IS NULL`;
    const by = { workspaceId, actorId: null, surface: "cli", interactionId: newId(), now } as const;
    const after = {
      keys: ready.length,
      from: [...new Set(ready.map((key) => key.from))],
      to: ring.currentId,
    };
    await appendAudit(tx, by, [{ action: "keys.rotated", subjectType: "workspace", subjectId: workspaceId, after }]);
  }
  return { rewrapped: ready.length, unreadable, last: rows.at(-1)?.id ?? null };
}

async function listTodo(client: Client, currentId: string): Promise<{ workspaceId: string; keys: number }[]> {
  const rows = await client.asOps(
    (tx) => tx.$queryRaw<{ workspaceId: string; keys: bigint }[]>`
      SELECT "workspaceId", keys FROM ops_keys_to_rewrap(${currentId})`,
    { timeout: batchTimeout },
  );
  return rows.map(({ workspaceId, keys }) => ({ workspaceId, keys: Number(keys) }));
}

async function listLeft(client: Client, currentId: string): Promise<{ masterKeyId: string; keys: number }[]> {
  const rows = await client.asOps(
    (tx) => tx.$queryRaw<{ masterKeyId: string; keys: bigint }[]>`SELECT "masterKeyId", keys FROM ops_master_keys()`,
    { timeout: batchTimeout },
  );
  return rows
    .filter(({ masterKeyId }) => masterKeyId !== currentId)
    .map(({ masterKeyId, keys }) => ({ masterKeyId, keys: Number(keys) }));
}

async function readClock(owner: pg.Client): Promise<string> {
  const { rows } = await owner.query<{ now: string }>("SELECT clock_timestamp()::text AS now");
  return rows[0]?.now ?? "now";
}

/** Whatever began before the new key was there may have wrapped something with the one before, and not saved it yet. */
async function waitForEarlier(owner: pg.Client, began: string, interrupted: () => boolean): Promise<boolean> {
  for (const end = performance.now() + patience; ; await pause(glance)) {
    if (!(await isOpenSince(owner, began))) return true;
    if (interrupted() || performance.now() > end) return false;
  }
}
