import { CsvError, parse } from "csv-parse/sync";
import { Refusal } from "../../refusal.ts";
import { decodeText } from "./decode-text.ts";
import { type Delimiter, detectDelimiter } from "./detect-delimiter.ts";
import { findFileFault, mostColumns } from "./file-fault.ts";

/** One record of the file: its cells, or why it cannot be told apart. */
export type CsvRow =
  | { line: number; cells: string[] }
  | { line: number; text: string; fault: "unclosed_quote" | "line_too_long" };

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
/** No quoted record of a customer list is longer: beyond it, a quotation mark was never closed. */
const longestQuoted = 128 * 1024;
/** Nor any other: a longer one is given up, without being held. */
const longestRecord = 1024 * 1024;
/** Of a record that was given up, so much is told. */
const toldOf = 500;

/**
 * Reads a list of customers in CSV as it comes, at any length: UTF-8, UTF-16 or Windows-1252, separated by comma,
 * semicolon, tab or bar, quotation marks within cells allowed. A quotation mark that is never closed costs its own line only.
 * What is longer than any record is passed over without being held, so that no file takes more memory than another.
 * @throws Refusal file_unreadable when it is no list of rows and columns; whatever `bytes` throws
 */
export async function readCsv(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  fileName = "the file",
): Promise<CsvFile> {
  const refuse = (fault: Parameters<typeof refuseFile>[1]) => refuseFile(fileName, fault);
  const text = decodeText(checked(bytes, fileName));
  let head = "";
  while (head.length < headLength) {
    const next = await text.next();
    if (next.done) break;
    head += next.value;
  }
  head = head.replace(/^\ufeff/, "");
  // Excel's own first line, which names the separator.
  const named = /^sep=([,;\t|])\r?\n/i.exec(head)?.[1] as Delimiter | undefined;
  const blank = named ? head.slice(0, head.indexOf("\n") + 1) : "";
  const delimiter = named ?? detectDelimiter(head);
  const records = readRecords(delimiter, head.slice(blank.length), text, named ? 2 : 1);
  let header: string[] | null = null;
  while (!header) {
    const first = await records.next();
    if (first.done) throw refuse("empty");
    if ("fault" in first.value && first.value.fault === "line_too_long") throw refuse("header_too_long");
    if ("cells" in first.value && first.value.cells.some((cell) => cell.trim() !== "")) header = first.value.cells;
  }
  while (header.at(-1)?.trim() === "") header.pop();
  if (header.length > mostColumns) throw refuse("too_many_columns");
  const ahead: CsvRow[] = [];
  while (ahead.length < sampleRows) {
    const next = await records.next();
    if (next.done) break;
    ahead.push(next.value);
  }
  if (ahead.length === 0) throw refuse("header_only");
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

function refuseFile(fileName: string, fault: NonNullable<ReturnType<typeof findFileFault>>): Refusal {
  return new Refusal("file_unreadable", { fileName, fault });
}

/** The same bytes, once their beginning does not say that they are something else. */
async function* checked(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  fileName: string,
): AsyncGenerator<Uint8Array> {
  let held: Buffer | null = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (held === null) {
      yield chunk;
      continue;
    }
    held = Buffer.concat([held, chunk]);
    // Enough to meet the names inside a workbook's first parts.
    if (held.length < 4096) continue;
    const fault = findFileFault(held);
    if (fault) throw refuseFile(fileName, fault);
    yield held;
    held = null;
  }
  if (held === null || held.length === 0) return;
  const fault = findFileFault(held);
  if (fault) throw refuseFile(fileName, fault);
  yield held;
}

async function* readRecords(
  delimiter: Delimiter,
  head: string,
  rest: AsyncIterable<string>,
  firstLine: number,
): AsyncGenerator<CsvRow> {
  let held = Buffer.from(head);
  let line = firstLine;
  /** looked through in vain so far: with every try it has to double, or a long record would be read again and again */
  let tried = 0;
  /** within a record that was given up: what is left of it is passed over */
  let passing = false;

  /** Gives the records that are certainly whole; the last one may go on in what has not been read yet. */
  function* drain(last: boolean): Generator<CsvRow> {
    for (;;) {
      if (!last && held.length < tried * 2) return;
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
      tried = used > 0 ? 0 : held.length;
      if (!unclosed && !last && held.length > longestRecord) {
        const text = held.toString();
        const blank = /^[\r\n]*/.exec(text)?.[0] ?? "";
        yield {
          line: line + countLines(blank),
          text: text.slice(blank.length, blank.length + toldOf),
          fault: "line_too_long",
        };
        line += countLines(text);
        held = Buffer.alloc(0);
        [tried, passing] = [0, true];
        return;
      }
      if (!unclosed || (!last && held.length < longestQuoted)) return;
      // The line where the quotation begins is given up, and reading begins anew after it.
      const text = held.toString();
      const [whole = "", blank = "", given = ""] = /^([\r\n]*)([^\r\n]*)(?:\r\n|\n|\r)?/.exec(text) ?? [];
      yield { line: line + countLines(blank), text: given.slice(0, longestQuoted), fault: "unclosed_quote" };
      line += countLines(whole);
      held = held.subarray(Buffer.byteLength(whole));
      tried = 0;
    }
  }

  yield* drain(false);
  for await (const chunk of rest) {
    let text = chunk;
    if (passing) {
      const end = /\r\n|\n|\r/.exec(text);
      if (!end) continue;
      text = text.slice(end.index + end[0].length);
      line += 1;
      passing = false;
    }
    held = Buffer.concat([held, Buffer.from(text)]);
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
      // All of them at once: files that were put together have more than one kind.
      record_delimiter: ["\r\n", "\n", "\r"],
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
