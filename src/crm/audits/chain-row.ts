import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import type { Context } from "../../db/context.ts";

/** An entry as the chain covers it, its texts as JSON has them, so that its canonical text is made by putting them together. */
export interface ChainRow {
  seq: bigint;
  id: string;
  /** hexadecimal */
  previousHash: string;
  hash: string;
  /** as a JSON text, with its quotation marks */
  action: string;
  /** the entry's canonical JSON (RFC 8785) */
  canonical: string;
  /** the key that its values are sealed with, and the customer whom it names */
  key: string | null;
  contactId: string | null;
}

/** Where a page begins: behind this entry. */
export interface PageStart {
  workspaceId: string;
  seq: bigint | null;
  id: string;
}

export const rowsAPage = 5_000;

/** No field holds them: JSON writes control characters in another way, and the rest are numbers and ids. */
const [betweenRows, betweenFields] = ["\u0001", "\u0002"];

/**
 * The next entries in order. A page comes as one text: rows of fifteen values each, or JSON made by the server, take
 * several times as long. What it holds is told from it field by field, and each field is written in one way only, so that
 * another row cannot give the same text.
 */
export async function readChainPage(ctx: Context, { workspaceId, seq, id }: PageStart): Promise<ChainRow[]> {
  const [page] = await ctx.tx.$queryRaw<{ rows: string | null }[]>`
    SELECT string_agg(line, ${betweenRows} ORDER BY seq, id) AS rows FROM (
      SELECT seq, id, concat(
        seq, ${betweenFields}::text, id, ${betweenFields}::text, encode("previousHash", 'hex'), ${betweenFields}::text, encode(hash, 'hex'),
        ${betweenFields}::text, to_json(action), ${betweenFields}::text, "actorId", ${betweenFields}::text, after, ${betweenFields}::text,
        (extract(epoch FROM "at") * 1000)::bigint, ${betweenFields}::text, before, ${betweenFields}::text, to_json("interactionId"),
        ${betweenFields}::text, "subjectId", ${betweenFields}::text, to_json("subjectType"), ${betweenFields}::text, to_json(surface)) AS line
      FROM audit_entry
      WHERE ${seq}::bigint IS NULL OR (seq, id) > (${seq}::bigint, ${id}::uuid)
      ORDER BY audit_entry.seq, audit_entry.id LIMIT ${rowsAPage}
    ) e`;
  if (!page?.rows) return [];
  return page.rows.split(betweenRows).map((line) => readLine(line, workspaceId));
}

function readLine(line: string, workspaceId: string): ChainRow {
  const [seq = "", id = "", previousHash = "", made = "", action = "", ...rest] = line.split(betweenFields);
  const [actorId = "", after = "", at = "", before = "", interactionId, subjectId = "", subjectType, surface] = rest;
  // The order of RFC 8785: that of the names' UTF-16 code units.
  const canonical = `{"action":${action},"actorId":${idText(actorId)},"after":${canonicalValues(after)},"at":"${new Date(
    Number(at),
  ).toISOString()}","before":${canonicalValues(before)},"id":"${id}","interactionId":${interactionId},"seq":"${seq}","subjectId":${idText(
    subjectId,
  )},"subjectType":${subjectType},"surface":${surface},"workspaceId":"${workspaceId}"}`;
  const key = keyOf(after) ?? keyOf(before);
  const contactId = subjectType === '"contact"' && subjectId !== "" ? subjectId : null;
  return { seq: BigInt(seq), id, previousHash, hash: made, action, canonical, key, contactId };
}

function idText(id: string): string {
  return id === "" ? "null" : `"${id}"`;
}

/** Sealed values as the server writes them, which are most of a log; whatever else there is goes the long way. */
const sealedText =
  /^\{"v": 1, "iv": ("[\w+/=-]*"), "key": ("[0-9a-f-]{36}"), "tag": ("[\w+/=-]*"), "data": ("[\w+/=-]*")\}$/u;

function keyOf(text: string): string | null {
  return (text === "" ? null : sealedText.exec(text)?.[2]?.slice(1, -1)) ?? null;
}

function canonicalValues(text: string): string {
  if (text === "") return "null";
  const sealed = sealedText.exec(text);
  if (sealed) return `{"data":${sealed[4]},"iv":${sealed[1]},"key":${sealed[2]},"tag":${sealed[3]},"v":1}`;
  return canonicalize(JSON.parse(text)) ?? "";
}

const hashBytes = 32;
let scratch = Buffer.allocUnsafe(16 * 1024);

/** The hash that the row must have: the same as `hashEntry` gives for its entry. @returns hexadecimal */
export function hashRow({ previousHash, canonical }: ChainRow): string {
  // A character of UTF-16 takes three bytes at the most.
  const most = hashBytes + canonical.length * 3;
  if (scratch.length < most) scratch = Buffer.allocUnsafe(most);
  const head = scratch.write(previousHash, 0, "hex");
  const length = head + scratch.write(canonical, head, "utf8");
  return hash("sha256", scratch.subarray(0, length), "hex");
}
