import type pg from "pg";
import { v7 as newId } from "uuid";
import { readsChainEnd } from "../transcript.ts";
import type { Score } from "./ask.ts";

/** What is new each time that a transaction is played. */
interface Fresh {
  token: string;
  triggerId: string;
  now: number;
  ids: Map<string, string>;
  /** how far the end of the audit chain has moved on since the recording */
  chain: bigint;
}

type Value = (fresh: Fresh) => unknown;

interface Step {
  query: { name?: string; text: string };
  values: Value[];
  /** the number at the chain's end in the recording, for the step that reads it */
  recordedEnd: bigint | null;
  /** rows it wrote in the recording; null: it only reads */
  wrote: number | null;
}

export type Play = (pool: pg.Pool, own: { token: string; triggerId: string }) => Promise<void>;

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/gu;
const time = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/u;
/** Times this near to the recording's beginning were made from its clock, not read from the base. */
const nearMs = 600_000;

/**
 * The same statements with the same parameters, but for what the product makes anew each time: ids, the typed note, the
 * delivery's key, times made from the clock, and the numbers of the audit chain.
 */
export function compile({ transcript, token, triggerId }: Score): Play {
  const { at, statements } = transcript;
  const audited = statements.find(readsChainEnd)?.rows[0]?.["seq"];
  const end = audited === undefined ? null : BigInt(String(audited));
  const steps = statements.map((statement): Step => {
    const numbered = /\baudit_(head|entry)\b/u.test(statement.text);
    return {
      query: statement.name === null ? { text: statement.text } : { name: statement.name, text: statement.text },
      values: statement.values.map((value) =>
        compileValue(value, { at, token, triggerId, end: numbered ? end : null }),
      ),
      recordedEnd: readsChainEnd(statement) ? end : null,
      wrote: statement.wrote,
    };
  });
  return async (pool, own) => {
    const fresh: Fresh = { ...own, now: Date.now(), ids: new Map(), chain: 0n };
    const connection = await pool.connect();
    try {
      for (const { query, values, recordedEnd, wrote } of steps) {
        const answered = await connection.query({ ...query, values: values.map((value) => value(fresh)) });
        if (wrote !== null && answered.rowCount !== wrote) {
          throw new Error(`It wrote ${answered.rowCount} rows, the product ${wrote}: ${query.text}`);
        }
        if (recordedEnd !== null) fresh.chain = BigInt(answered.rows[0].seq) - recordedEnd;
      }
    } catch (error) {
      connection.release(true);
      throw error;
    }
    connection.release();
  };
}

interface Recorded {
  at: number;
  token: string;
  triggerId: string;
  /** null where no number of the chain occurs */
  end: bigint | null;
}

function compileValue(value: unknown, recorded: Recorded): Value {
  if (Array.isArray(value)) {
    const items = value.map((item) => compileValue(item, recorded));
    return (fresh) => items.map((item) => item(fresh));
  }
  const number = chainNumber(value, recorded.end);
  if (number !== null) return (fresh) => String(number + fresh.chain);
  if (typeof value !== "string") return () => value;
  const madeAt = time.test(value)
    ? Date.parse(value.endsWith("Z") || value.includes("+") ? value : `${value}Z`)
    : Number.NaN;
  if (Math.abs(madeAt - recorded.at) < nearMs)
    return (fresh) => new Date(madeAt - recorded.at + fresh.now).toISOString();
  return compileText(value, recorded);
}

/** At most this many entries are appended in one answer. */
const mostEntries = 20n;

function chainNumber(value: unknown, end: bigint | null): bigint | null {
  if (end === null || !["bigint", "number", "string"].includes(typeof value)) return null;
  if (!/^\d{1,18}$/u.test(String(value))) return null;
  const number = BigInt(String(value));
  return number > end && number <= end + mostEntries ? number : null;
}

function compileText(text: string, { at, token, triggerId }: Recorded): Value {
  const made = [...new Set(text.match(uuid) ?? [])].filter((id) => madeSince(id, at - 1_000));
  const swaps: ((fresh: Fresh) => [string, string])[] = made.map((id) => (fresh) => [id, freshId(id, fresh)]);
  if (text.includes(token)) swaps.push((fresh) => [token, fresh.token]);
  if (text.includes(triggerId)) swaps.push((fresh) => [triggerId, fresh.triggerId]);
  if (swaps.length === 0) return () => text;
  return (fresh) => swaps.reduce((done, swap) => done.replaceAll(...swap(fresh)), text);
}

/** A UUIDv7 begins with its time, in milliseconds. */
function madeSince(id: string, since: number): boolean {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) >= since;
}

function freshId(id: string, { ids }: Fresh): string {
  const known = ids.get(id);
  if (known !== undefined) return known;
  const made = newId();
  ids.set(id, made);
  return made;
}
