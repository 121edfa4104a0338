import { createReadStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { SingleBar } from "cli-progress";
import { isSupportedCountry } from "libphonenumber-js/max";
import { type ImportResult, importCustomers } from "../crm/customers/import/import-customers.ts";
import type { ImportRemark } from "../crm/customers/import/import-field.ts";
import { type CsvRow, readCsv } from "../crm/customers/import/read-csv.ts";
import { recogniseColumns } from "../crm/customers/import/recognise-columns.ts";
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
  const csv = await readCsv(counted(file, (length) => (read += length)));
  if (!csv) throw new CliFault(importText.empty(file));
  const proposed = recogniseColumns(csv.header, csv.sample, region ?? workspace.region);
  const mapping = await confirmColumns(doors, file, proposed, { maps: options.map, yes: options.yes });

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
      },
    );
    progress.update(doors.interrupted() ? read : bytes, { rows: result.rows });
    progress.stop();
    await report(doors, file, workspace.name, result);
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

async function report({ say, interrupted }: CliDoors, file: string, name: string, result: ImportResult): Promise<void> {
  const { rejected, noticed } = result;
  const rejections = result.rejections.toSorted((a, b) => a.line - b.line);
  const notices = result.notices.toSorted((a, b) => a.line - b.line);
  say(importText.summary(name, result.rows, result));
  if (interrupted()) say(importText.interrupted());
  const show = (remarks: readonly ImportRemark[]) => {
    for (const { line, field, value, reason } of remarks) say(importText.remark(line, field, value, reason));
  };
  const room = Math.max(0, printed - rejections.length);
  if (rejections.length > 0) say(importText.rejected());
  show(rejections.slice(0, printed));
  if (notices.length > 0 && room > 0) say(importText.noticed());
  show(notices.slice(0, room));
  if (rejected + noticed <= printed) return;
  const beside = `${file.replace(/\.csv$/i, "")}.remarks.csv`;
  try {
    await writeFile(beside, remarksFile(rejections, notices));
    say(importText.more(rejections.length + notices.length, beside));
  } catch (error) {
    say(importText.notWritten(beside, (error as NodeJS.ErrnoException).code ?? "unknown reason"));
  }
}

function remarksFile(rejections: readonly ImportRemark[], notices: readonly ImportRemark[]): string {
  const lines = [["line", "row taken", "field", "value", "reason"]];
  for (const [taken, remarks] of [
    ["no", rejections],
    ["yes", notices],
  ] as const) {
    for (const { line, field, value, reason } of remarks) {
      lines.push([String(line), taken, field ? fieldWords[field] : "", value, reasonWords[reason]]);
    }
  }
  return `${lines.map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Quoted; a spreadsheet would take what begins with = + - @ for a formula, so those get an apostrophe (OWASP, CSV injection). */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
