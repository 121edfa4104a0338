import pg from "pg";
import { v7 as newId } from "uuid";
import { type ChainedEntry, genesis, hashEntry } from "../src/db/audit-chain.ts";
import type { AuditNote } from "../src/db/context.ts";
import { createKeyRing, newDataKey, seal } from "../src/db/key-ring.ts";
import { keyPlace } from "../src/db/person-keys.ts";

/** The operator's key of the bench's own databases. */
export const masterKey = Buffer.alloc(32, "a key of the bench");

/** Rows that are sent at once. */
const portion = 10_000;
/** People whom the entries are about, each with a key: so many entries about each. */
const entriesAPerson = 100;
const members = 20;
/** Of a hundred entries, so many say something about a person, and are sealed: most of what a team does is about customers. */
const sealedOfHundred = 85;
const secondsBetween = 30;

const sealedActions = ["interaction.logged", "interaction.changed", "task.added", "contact.changed", "point.confirmed"];
const openActions = ["access.granted", "import.finished", "retention.removed", "settings.triage_channel_changed"];
const notes = [
  "wants the renewal offer by May, with delivery to Surabaya included",
  "asked for the invoice copy",
  "“no” for now; call again after Lebaran 😀",
  "compares us with a supplier from Semarang, price matters most; would like a visit with the technician in week two",
];

/**
 * A workspace's log of so many entries, each hashed and sealed as the product does it; only the way into the table is
 * another, in portions instead of one interaction at a time.
 */
export async function buildAudit(url: string, workspace: { id: string; teamId: string }, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("BEGIN; SET LOCAL ROLE steward_app");
    await client.query("SELECT set_config('app.workspace_id', $1, true)", [workspace.id]);
    await client.query(
      `INSERT INTO workspace (id, "teamId", name, region, zone, locale, currency, "botUserId", "createdAt")
       VALUES ($1, $2, 'Contoh', 'ID', 'Asia/Jakarta', 'en-ID', 'IDR', 'UBOT', now())`,
      [workspace.id, workspace.teamId],
    );
    const end = await insertEntries(client, workspace.id, count);
    await client.query('INSERT INTO audit_head ("workspaceId", seq, hash) VALUES ($1, $2, $3)', [
      workspace.id,
      count,
      Buffer.from(end),
    ]);
    await client.query("COMMIT");
    await client.query("VACUUM (ANALYZE) audit_entry");
  } finally {
    await client.end();
  }
}

async function insertEntries(client: pg.Client, workspaceId: string, count: number): Promise<Uint8Array> {
  const begin = Date.now() - count * secondsBetween * 1000;
  const keys = Array.from({ length: Math.ceil(count / entriesAPerson) }, () => ({
    id: newId(),
    person: newId(),
    bytes: newDataKey(),
  }));
  await insertKeys(client, workspaceId, keys);
  const actors = Array.from({ length: members }, () => newId());
  const pick = <T>(list: readonly T[], index: number) => list[index % list.length] as T;
  let previous: Uint8Array = genesis;
  for (let from = 1; from <= count; from += portion) {
    const rows: (ChainedEntry & { previousHash: string; hash: string })[] = [];
    for (let number = from; number < Math.min(from + portion, count + 1); number += 1) {
      const isSealed = (number * 37) % 100 < sealedOfHundred;
      const key = pick(keys, number * 7);
      const id = newId({ msecs: begin + number * secondsBetween * 1000 });
      const action = isSealed ? pick(sealedActions, number) : pick(openActions, number);
      const values = valuesOf(action, number, pick(notes, number * 3));
      const kept = (value: AuditNote["before"]) =>
        isSealed && value ? sealed(key, `${id}:${workspaceId}`, value) : (value ?? null);
      const entry: ChainedEntry = {
        id,
        workspaceId,
        seq: String(number),
        at: new Date(begin + number * secondsBetween * 1000).toISOString(),
        actorId: number % 10 === 0 ? null : pick(actors, number),
        action,
        surface: pick(["slack-command", "slack-action", "slack-view", "job"], number),
        interactionId: `${1_795_000_000 + number}.${number % 1000}`,
        subjectType: isSealed ? "contact" : "member",
        subjectId: isSealed ? key.person : pick(actors, number),
        before: kept(values.before),
        after: kept(values.after),
      };
      const hash = hashEntry(previous, entry);
      rows.push({ ...entry, previousHash: hex(previous), hash: hex(hash) });
      previous = hash;
    }
    await insert(client, workspaceId, rows);
  }
  return previous;
}

async function insertKeys(
  client: pg.Client,
  workspaceId: string,
  keys: readonly { id: string; person: string; bytes: Buffer }[],
): Promise<void> {
  const ring = createKeyRing(masterKey);
  await client.query(
    `INSERT INTO person_key (id, "workspaceId", "personType", "personId", wrapped, "masterKeyId", "createdAt")
     SELECT id, $1, 'contact', person, decode(wrapped, 'hex'), $2, now() FROM unnest($3::uuid[], $4::uuid[], $5::text[]) AS key (id, person, wrapped)`,
    [
      workspaceId,
      ring.currentId,
      keys.map(({ id }) => id),
      keys.map(({ person }) => person),
      keys.map(({ id, bytes }) => hex(ring.wrap(bytes, keyPlace(workspaceId, id)).wrapped)),
    ],
  );
}

function valuesOf(action: string, number: number, note: string): Pick<AuditNote, "before" | "after"> {
  switch (action) {
    case "interaction.logged":
      return { after: { type: "call", outcome: "connected", note, happenedAt: "2026-11-22T07:05:00.000Z" } };
    case "interaction.changed":
      return { before: { note: "wants the offer" }, after: { note } };
    case "contact.changed":
      return { before: { stage: "lead", owner: null }, after: { stage: "customer", owner: `U${number}` } };
    case "access.granted":
      return { after: { role: "member", departments: ["sales", "support"], endsAt: null, reason: "joins the team" } };
    case "import.finished":
      return { after: { created: number % 900, updated: 12, rejected: 0, seconds: 4.25 } };
    default:
      return { after: { title: note } };
  }
}

function sealed(key: { id: string; bytes: Buffer }, place: string, values: object) {
  const { iv, data, tag } = seal(key.bytes, Buffer.from(JSON.stringify(values), "utf8"), place);
  return {
    v: 1,
    key: key.id,
    iv: iv.toString("base64"),
    data: data.toString("base64"),
    tag: tag.toString("base64"),
  };
}

async function insert(
  client: pg.Client,
  workspaceId: string,
  rows: readonly (ChainedEntry & { previousHash: string; hash: string })[],
): Promise<void> {
  const json = (values: unknown) => (values === null ? null : JSON.stringify(values));
  await client.query(
    `INSERT INTO audit_entry (id, "workspaceId", seq, at, "actorId", action, surface, "interactionId", "subjectType", "subjectId",
       before, after, "previousHash", hash)
     SELECT id, $1, seq, at, actor, action, surface, interaction, type, subject, before::jsonb, after::jsonb, decode(previous, 'hex'), decode(hash, 'hex')
     FROM unnest($2::uuid[], $3::bigint[], $4::timestamptz[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::uuid[],
       $11::text[], $12::text[], $13::text[], $14::text[])
       AS entry (id, seq, at, actor, action, surface, interaction, type, subject, before, after, previous, hash)`,
    [
      workspaceId,
      rows.map(({ id }) => id),
      rows.map(({ seq }) => seq),
      rows.map(({ at }) => at),
      rows.map(({ actorId }) => actorId),
      rows.map(({ action }) => action),
      rows.map(({ surface }) => surface),
      rows.map(({ interactionId }) => interactionId),
      rows.map(({ subjectType }) => subjectType),
      rows.map(({ subjectId }) => subjectId),
      rows.map(({ before }) => json(before)),
      rows.map(({ after }) => json(after)),
      rows.map(({ previousHash }) => previousHash),
      rows.map(({ hash }) => hash),
    ],
  );
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
