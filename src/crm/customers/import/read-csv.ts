import { CsvError, parse } from "csv-parse/sync";
import { decodeText } from "./decode-text.ts";
import { type Delimiter, detectDelimiter } from "./detect-delimiter.ts";

/** One record of the file: its cells, or why it cannot be told apart. */
export type CsvRow = { line: number; cells: string[] } | { line: number; text: string; fault: "unclosed_quote" };

export interface CsvFile {
  delimiter: Delimiter;
  header: string[];
  /** the first rows, to recognise the columns by; they come again in `rows` */
  sample: string[][];
  /** every row after the header, to be read once */
  rows: AsyncGenerator<CsvRow>;
}

const sampleRows = 100;
/** Characters read before the separator is decided. */
const headLength = 64 * 1024;
/** No record of a customer list is longer: beyond it, a quotation mark was never closed. */
const longestRecord = 128 * 1024;

/**
 * Reads a list of customers in CSV as it comes, at any length: UTF-8, UTF-16 or Windows-1252, separated by comma,
 * semicolon, tab or bar, quotation marks within cells allowed. A quotation mark that is never closed costs its own line only.
 * @throws whatever `bytes` throws; null when there is no header
 */
export async function readCsv(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<CsvFile | null> {
  const text = decodeText(bytes);
  let head = "";
  while (head.length < headLength) {
    const next = await text.next();
    if (next.done) break;
    head += next.value;
  }
  const delimiter = detectDelimiter(head.replace(/^\ufeff/, ""));
  const records = readRecords(delimiter, head.replace(/^\ufeff/, ""), text);
  let header: string[] | null = null;
  while (!header) {
    const first = await records.next();
    if (first.done) return null;
    if ("cells" in first.value && first.value.cells.some((cell) => cell.trim() !== "")) header = first.value.cells;
  }
  const ahead: CsvRow[] = [];
  while (ahead.length < sampleRows) {
    const next = await records.next();
    if (next.done) break;
    ahead.push(next.value);
  }
  return {
    delimiter,
    header: header.map((name) => name.trim()),
    sample: ahead.flatMap((row) => ("cells" in row ? [row.cells] : [])),
    rows: (async function* () {
      yield* ahead;
      yield* records;
    })(),
  };
}

async function* readRecords(delimiter: Delimiter, head: string, rest: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  let held = Buffer.from(head);
  let line = 1;

  /** Gives the records that are certainly whole; the last one may go on in what has not been read yet. */
  function* drain(last: boolean): Generator<CsvRow> {
    for (;;) {
      const { records, unclosed } = parseBlock(held, delimiter);
      let used = 0;
      for (const { cells, end } of last || unclosed ? records : records.slice(0, -1)) {
        const text = held.subarray(used, end).toString();
        const blank = /^[\r\n]*/.exec(text)?.[0] ?? "";
        if (cells.some((cell) => cell !== "")) yield { line: line + countLines(blank), cells };
        line += countLines(text);
        used = end;
      }
      held = held.subarray(used);
      if (!unclosed || (!last && held.length < longestRecord)) return;
      // The line where the quotation begins is given up, and reading begins anew after it.
      const text = held.toString();
      const [whole = "", blank = "", given = ""] = /^([\r\n]*)([^\r\n]*)(?:\r\n|\n|\r)?/.exec(text) ?? [];
      yield { line: line + countLines(blank), text: given, fault: "unclosed_quote" };
      line += countLines(whole);
      held = held.subarray(Buffer.byteLength(whole));
    }
  }

  yield* drain(false);
  for await (const chunk of rest) {
    held = Buffer.concat([held, Buffer.from(chunk)]);
    yield* drain(false);
  }
  yield* drain(true);
}

interface ParsedBlock {
  /** each with the byte after it */
  records: { cells: string[]; end: number }[];
  /** after the last of them a quotation begins that does not end in the block */
  unclosed: boolean;
}

function parseBlock(block: Buffer, delimiter: Delimiter): ParsedBlock {
  const records: ParsedBlock["records"] = [];
  try {
    parse(block, {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { bytes }) => {
        records.push({ cells, end: bytes });
        return null;
      },
    });
    return { records, unclosed: false };
  } catch (error) {
    if (error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED") return { records, unclosed: true };
    throw error;
  }
}

function countLines(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
