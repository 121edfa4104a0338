/**
 * Loaded into the product before its own first line (`node --import`): counts the statements that it sends, and writes
 * transactions down while the driver wants them. Changes nothing of what the product does.
 */
import pg from "pg";
import { isWrite, readsChainEnd, type Statement, type Transcript } from "../transcript.ts";
import { answer, usage } from "./ask.ts";

let statements = 0;
let recording = false;
let finished: Transcript[] = [];
const open = new WeakMap<object, Transcript>();

type Query = (this: object, query: unknown, values?: unknown, then?: unknown) => unknown;

const prototype = pg.Client.prototype as unknown as { query: Query };
const send = prototype.query;

prototype.query = function (query, values, then) {
  statements += 1;
  const result = send.call(this, query, values, then);
  if (recording) write(this, query, values, result);
  return result;
};

interface Config {
  text?: string;
  name?: string;
  values?: unknown[];
}

function write(connection: object, query: unknown, values: unknown, result: unknown): void {
  const { text = "", name = "", values: own } = (typeof query === "string" ? { text: query } : query) as Config;
  const statement: Statement = {
    text,
    name: name || null,
    values: own ?? (values as unknown[] | undefined) ?? [],
    rows: [],
    wrote: null,
  };
  if (/^BEGIN\b/u.test(text)) open.set(connection, { at: Date.now(), statements: [] });
  const transcript = open.get(connection);
  if (!transcript) return;
  transcript.statements.push(statement);
  if (readsChainEnd(statement) || isWrite(statement)) keepAnswer(statement, result);
  if (text === "COMMIT") {
    finished.push(transcript);
    open.delete(connection);
  }
}

function keepAnswer(statement: Statement, result: unknown): void {
  const answered = result as Promise<{ fields: { name: string }[]; rows: unknown[][]; rowCount: number | null }>;
  void answered.then(
    ({ fields, rows, rowCount }) => {
      if (isWrite(statement)) statement.wrote = rowCount;
      if (!readsChainEnd(statement)) return;
      statement.rows = rows.map((row) => Object.fromEntries(fields.map(({ name }, at) => [name, row[at]])));
    },
    () => {},
  );
}

answer({
  usage: () => usage(statements),
  record: (on) => {
    recording = on;
    return null;
  },
  transcripts: () => {
    const taken = finished;
    finished = [];
    return taken;
  },
});
