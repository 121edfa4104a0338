import { createReadStream } from "node:fs";
import { appendFile, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { SingleBar } from "cli-progress";
import { isSupportedCountry } from "libphonenumber-js/max";
import { guardedCell } from "../crm/customers/guarded-cell.ts";
import { type ImportResult, importCustomers, type RejectedRow } from "../crm/customers/import/import-customers.ts";
import type { ImportField, ImportReason, ImportRemark } from "../crm/customers/import/import-field.ts";
import { type CsvRow, readCsv } from "../crm/customers/import/read-csv.ts";
import { recogniseColumns } from "../crm/customers/import/recognise-columns.ts";
import { rejectedHeader, rejectedLines } from "../crm/customers/import/write-rejected.ts";
import { chooseWorkspace } from "./choose-workspace.ts";
import { type CliDoors, CliFault } from "./cli-doors.ts";
import { confirmColumns } from "./confirm-columns.ts";
import { fieldWords, importText, reasonWords } from "./import.text.ts";

interface Options {
  workspace?: string;
  region?: string;
  map: readonly string[];
  yes: boolean;
}

/** Remarks that are printed; all of them go into a file when there are more. */
const printed = 20;
/** Milliseconds for one batch, which also waits for other imports' batches. */
const batchTimeout = 120_000;

/** Imports customers from a CSV file, after its columns were confirmed. */
export async function importFile(doors: CliDoors, typed: string, options: Options): Promise<void> {
  const file = doors.pathOf(typed);
  const region = options.region?.toUpperCase();
  if (region !== undefined && !isSupportedCountry(region))
    throw new CliFault(importText.badRegion(options.region ?? ""));
  const bytes = await sizeOf(file);
  const database = await doors.openDatabase();
  const workspace = await chooseWorkspace(database, options.workspace);
  const progress = new SingleBar({
    format: "  {bar} {percentage}% · {rows} rows",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    hideCursor: true,
  });
  let read = 0;
  const csv = await readCsv(
    counted(file, (length) => (read += length)),
    basename(file),
  );
  const proposed = recogniseColumns(csv.header, csv.sample, region ?? workspace.region);
  const mapping = await confirmColumns(doors, file, proposed, { maps: options.map, yes: options.yes });

  const mending = new MendFile(mendPath(file), csv.header);
  progress.start(bytes, 0, { rows: 0 });
  try {
    const result = await importCustomers(
      (run) =>
        database.inWorkspace(
          workspace.teamId,
          (ctx) => run(region === undefined ? ctx : { ...ctx, workspace: { ...ctx.workspace, region } }),
          { timeout: batchTimeout },
        ),
      untilInterrupted(csv.rows, doors),
      {
        fileName: basename(file),
        header: csv.header,
        mapping,
        onProgress: ({ rows }) => progress.update(read, { rows }),
        onRejected: (rows) => mending.add(rows),
      },
    );
    progress.update(doors.interrupted() ? read : bytes, { rows: result.rows });
    progress.stop();
    await report(doors, { file, mending }, workspace.name, result);
  } finally {
    progress.stop();
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new CliFault(importText.unreadable(file, "it is not a file"));
    return found.size;
  } catch (error) {
    if (error instanceof CliFault) throw error;
    const { code = "unknown reason" } = error as NodeJS.ErrnoException;
    throw new CliFault(code === "ENOENT" ? importText.notFound(file) : importText.unreadable(file, code));
  }
}

async function* counted(file: string, onRead: (length: number) => void): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file)) {
      onRead(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw new CliFault(importText.unreadable(file, (error as NodeJS.ErrnoException).code ?? "unknown reason"));
  }
}

/** A batch that is under way is still saved whole. */
async function* untilInterrupted(rows: AsyncIterable<CsvRow>, { interrupted }: CliDoors): AsyncGenerator<CsvRow> {
  for await (const row of rows) {
    if (interrupted()) return;
    yield row;
  }
}

async function report(
  { say, interrupted }: CliDoors,
  { file, mending }: { file: string; mending: MendFile },
  name: string,
  result: ImportResult,
): Promise<void> {
  const { rejected, noticed, notices, rejections } = result;
  say(importText.summary(name, result.rows, result));
  if (interrupted()) say(importText.interrupted());
  const show = (remarks: readonly ImportRemark[]) => {
    for (const { line, field, value, reason } of remarks) say(importText.remark(line, field, value, reason));
  };
  const room = Math.max(0, printed - rejections.length);
  if (rejections.length > 0) say(importText.rejected());
  show(rejections.slice(0, printed));
  if (rejected > printed) say(importText.moreRemarks(rejected - printed));
  if (notices.length > 0 && room > 0) say(importText.noticed());
  show(notices.slice(0, room));
  if (noticed > room) await writeNotices(say, file, notices, noticed);
  if (mending.fault) say(importText.notWritten(mending.path, mending.fault));
  else if (mending.rows > 0) say(importText.toMend(mending.rows, mending.path));
  if (result.created + result.updated > 0) say(importText.howToUndo(result.importId.slice(-8)));
}

async function writeNotices(
  say: CliDoors["say"],
  file: string,
  notices: readonly ImportRemark[],
  noticed: number,
): Promise<void> {
  const beside = `${withoutEnding(file)}.remarks.csv`;
  const lines = notices.map(({ line, field, value, reason }) => [
    ...[String(line), field ? fieldWords[field] : "", value, reasonWords[reason]],
  ]);
  const text = [["line", "field", "value", "reason"], ...lines].map(
    (cells) => `${cells.map(guardedCell).join(",")}\r\n`,
  );
  try {
    await writeFile(beside, text.join(""), { mode: 0o600 });
    say(importText.more(notices.length, noticed, beside));
  } catch (error) {
    say(importText.notWritten(beside, (error as NodeJS.ErrnoException).code ?? "unknown reason"));
  }
}

const withoutEnding = (file: string) => file.replace(/\.(?:csv|tsv|txt)$/i, "");
const mendPath = (file: string) => `${withoutEnding(file)}.to-mend.csv`;

/** The rows that were not taken, beside the file they come from; made with the first of them. */
class MendFile {
  rows = 0;
  /** why it could not be written; what was imported stays */
  fault: string | null = null;
  readonly path: string;
  readonly #header: readonly string[];

  constructor(path: string, header: readonly string[]) {
    this.path = path;
    this.#header = header;
  }

  async add(rows: readonly RejectedRow[]): Promise<void> {
    const words = {
      field: (field: ImportField) => fieldWords[field],
      reason: (reason: ImportReason) => reasonWords[reason],
    };
    const lines = rejectedLines(rows, this.#header.length, words);
    if (lines === "" || this.fault) return;
    try {
      if (this.rows === 0) await writeFile(this.path, rejectedHeader(this.#header), { mode: 0o600 });
      await appendFile(this.path, lines);
      this.rows += rows.filter(({ remark }) => remark.reason !== "erased_person").length;
    } catch (error) {
      this.fault = (error as NodeJS.ErrnoException).code ?? "unknown reason";
    }
  }
}
