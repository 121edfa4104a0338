import { v7 as newId } from "uuid";
import type { Context, Prisma } from "../../../db/context.ts";
import { allow } from "../../access/permission.ts";
import { findErased } from "../../privacy/erased-people.ts";
import { Refusal } from "../../refusal.ts";
import { cleanLine } from "../clean-line.ts";
import { longest } from "../contact.ts";
import { lockIdentities } from "../ensure-company.ts";
import type { ImportField, ImportRemark } from "./import-field.ts";
import { ImportWrites } from "./import-writes.ts";
import { readKnownCustomers } from "./known-contacts.ts";
import { mergeCompanyRow } from "./merge-company-row.ts";
import { mergeRow, type RowOutcome } from "./merge-row.ts";
import type { CsvRow } from "./read-csv.ts";
import { readRow } from "./read-row.ts";
import type { ColumnMapping } from "./recognise-columns.ts";
import { type ImportSystem, recogniseSource } from "./recognise-source.ts";

/** Opens one transaction of the workspace, as the person who imports; told apart from the others by its own clock. */
export type OpenBatch = <T>(run: (ctx: Context) => Promise<T>) => Promise<T>;

export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

export interface ImportOptions {
  fileName: string;
  header: readonly string[];
  mapping: ColumnMapping;
  /** the uploaded file that this is a run of */
  uploadId?: string;
  /** told after each batch that is saved */
  onProgress?: (progress: ImportCounts & { rows: number }) => void;
  /** given the rows that were not taken, after the batch that says so is saved */
  onRejected?: (rows: readonly RejectedRow[]) => void | Promise<void>;
  /** done when every row is saved, before the import counts as finished */
  beforeFinish?: () => Promise<void>;
}

/** A row that was not taken, as it stands in the file, and why. */
export interface RejectedRow {
  row: CsvRow;
  remark: ImportRemark;
}

export interface ImportResult extends ImportCounts {
  importId: string;
  rows: number;
  /** what a row of the file is about */
  about: "contacts" | "companies";
  system: ImportSystem;
  /** rows that were not taken; the first thousand of them */
  rejections: ImportRemark[];
  /** values left out, and whatever else a person should know of rows that were taken; the first thousand */
  notices: ImportRemark[];
  /** how many there were in all */
  noticed: number;
  /** columns that became nothing */
  leftOut: string[];
}

/** Rows without a name that wait for the end of the file. */
const mostWaiting = 10_000;
/** Rows a transaction: large enough to write each table in one go, small enough to keep its locks for half a second. */
const batchSize = 500;
/** A file needs one of these: without any, no row says whom it is about. */
const tellsWhose: ReadonlySet<ImportField> = new Set(["name", "firstName", "lastName", "email", "phone", "externalId"]);
/** What says that a row is a person: without any of it, a file that names companies is a list of companies. */
const tellsPerson: readonly ImportField[] = ["name", "firstName", "lastName", "email"];
/** The server is told to look at the tables when so many customers were added or changed, and whenever there are so many times as many. */
const firstLook = 500;
const lookAgain = 4;
/** Remarks kept with the run, so that a file of nothing but faults does not fill the memory. */
const mostRemarks = 1000;

/**
 * Imports customers from the rows of a file, in batches, each of which is saved with its count or not at all: an import
 * that is cut off can simply be run again, since a row that is there already changes nothing. Rows are matched to
 * contacts and to each other (`matchRow`); a bad row is reported and the rest go on.
 * @throws Refusal not_permitted, no_customer_column when the mapping has neither a name nor an address, import_undone
 */
export async function importCustomers(
  openBatch: OpenBatch,
  rows: AsyncIterable<CsvRow> | Iterable<CsvRow>,
  options: ImportOptions,
): Promise<ImportResult> {
  const { header, mapping, onProgress, onRejected } = options;
  const fileName = cleanLine(options.fileName).slice(0, longest.source) || "file";
  const fields = new Set(mapping.values());
  const about = whomRowsAreAbout([...fields]);
  if (!about) {
    throw new Refusal("no_customer_column", { fileName, columns: [...header] });
  }
  const leftOut = header.filter((_, index) => !mapping.has(index)).map(cleanLine);
  const importId = newId();
  const system = recogniseSource(header)?.system ?? "import";
  const { uploadId = null } = options;
  await openBatch((ctx) => startRun(ctx, { importId, fileName, leftOut, system, uploadId }));
  const result: ImportResult = {
    importId,
    rows: 0,
    about,
    system,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    rejections: [],
    notices: [],
    noticed: 0,
    leftOut,
  };
  const told = new Set<string>();
  let nextLook = firstLook;
  const take = async (batch: readonly CsvRow[], late: CsvRow[] | null): Promise<void> => {
    const done = await openBatch((ctx) =>
      importBatch(ctx, batch, { header, mapping, fileName, told, mayWait: late !== null }, result),
    );
    result.rows += batch.length - done.waiting.length;
    late?.push(...done.waiting);
    for (const outcome of ["created", "updated", "unchanged", "rejected"] as const)
      result[outcome] += done.counts[outcome];
    const written = result.created + result.updated;
    if (written >= nextLook) {
      await openBatch((ctx) => ctx.tx.$executeRaw`SELECT import_statistics()`);
      nextLook = written * lookAgain;
    }
    const remarks = done.rejected.map(({ remark }) => remark);
    result.rejections.push(...remarks.slice(0, mostRemarks - result.rejections.length));
    result.notices.push(...done.notices.slice(0, mostRemarks - result.notices.length));
    result.noticed += done.notices.length;
    const { rows: rowsDone, created, updated, unchanged, rejected } = result;
    if (done.rejected.length > 0) await onRejected?.(done.rejected);
    onProgress?.({ rows: rowsDone, created, updated, unchanged, rejected });
  };
  // Rows without a name wait for the end of the file: the row that tells whose address it is may come after them.
  const late: CsvRow[] = [];
  for await (const batch of inBatches(rows)) await take(batch, late.length < mostWaiting ? late : null);
  for await (const batch of inBatches(late)) await take(batch, null);
  await options.beforeFinish?.();
  // In the order of the file, which rows that waited have left.
  result.rejections.sort((a, b) => a.line - b.line);
  result.notices.sort((a, b) => a.line - b.line);
  await openBatch((ctx) => finishRun(ctx, result));
  return result;
}

/** What the rows of a file with these fields are about; null when none says whom. */
export function whomRowsAreAbout(fields: readonly ImportField[]): ImportResult["about"] | null {
  if (fields.some((field) => tellsPerson.includes(field))) return "contacts";
  if (fields.includes("company")) return "companies";
  return fields.some((field) => tellsWhose.has(field)) ? "contacts" : null;
}

async function* inBatches(rows: AsyncIterable<CsvRow> | Iterable<CsvRow>): AsyncGenerator<CsvRow[]> {
  let batch: CsvRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

interface BatchResult {
  counts: ImportCounts;
  rejected: RejectedRow[];
  notices: ImportRemark[];
  /** not taken yet */
  waiting: CsvRow[];
}

async function importBatch(
  ctx: Context,
  batch: readonly CsvRow[],
  {
    header,
    mapping,
    fileName,
    told,
    mayWait,
  }: Pick<ImportOptions, "header" | "mapping" | "fileName"> & { told: Set<string>; mayWait: boolean },
  before: ImportResult,
): Promise<BatchResult> {
  const { importId, about, system } = before;
  await allow(ctx, "customers:import");
  // Two imports at once would each make what both bring: one batch at a time in a workspace.
  await lockIdentities(ctx, ["import"]);
  const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  const rejected: RejectedRow[] = [];
  const notices: ImportRemark[] = [];
  const waiting: CsvRow[] = [];
  const reads = batch.flatMap((row) => {
    const fault = findFault(row, header.length);
    if (fault || !("cells" in row)) {
      if (fault) rejected.push({ row, remark: fault });
      return [];
    }
    return [{ ...readRow(row.line, row.cells, mapping, ctx.workspace), source: row }];
  });
  const known = await readKnownCustomers(
    ctx,
    reads.map(({ row }) => row),
    system,
  );
  const writes = new ImportWrites(ctx, { importId, source: `import of ${fileName}` });
  const erased = await findErased(
    ctx,
    reads.map(({ row }) => ({
      names: row.name ? [row.name.name] : [],
      companies: row.company ? [row.company.name] : [],
      points: row.points,
    })),
  );
  for (const [index, { row, remarks, source }] of reads.entries()) {
    const match = erased[index];
    if (match) {
      // Without the value: the run keeps its remarks, and the person is to be gone.
      rejected.push({ row: source, remark: { line: row.line, field: match.by, value: "", reason: "erased_person" } });
      continue;
    }
    const merge = { known, writes, system, told };
    const merged = about === "companies" ? mergeCompanyRow(row, merge) : mergeRow(row, merge);
    count(counts, merged.outcome);
    if (merged.outcome === "rejected" && mayWait && row.points.length > 0) waiting.push(source);
    else if (merged.outcome === "rejected") {
      // A name or an address that could not be read says more than that there is none.
      const unread = remarks.find(({ field }) => field !== null && tellsWhose.has(field));
      rejected.push(...(unread ? [unread] : merged.remarks).map((remark) => ({ row: source, remark })));
    } else notices.push(...remarks, ...merged.remarks);
  }
  counts.rejected = rejected.length;
  rejected.sort((a, b) => a.row.line - b.row.line);
  await writes.save();
  const rejections = rejected.map(({ remark }) => remark);
  const { undoState } = await ctx.tx.importRun.update({
    where: { id: importId },
    data: {
      created: { increment: counts.created },
      updated: { increment: counts.updated },
      unchanged: { increment: counts.unchanged },
      rejected: { increment: counts.rejected },
      ...(rejections.length > 0 && { rejections: asJson([...before.rejections, ...rejections]) }),
      ...(notices.length > 0 && { notices: asJson([...before.notices, ...notices]) }),
    },
    select: { undoState: true },
  });
  // Somebody takes it back already: nothing more is added behind their back.
  if (undoState !== null) throw new Refusal("import_undone", { fileName });
  return { counts, rejected, notices, waiting };
}

function count(counts: ImportCounts, outcome: RowOutcome): void {
  if (outcome !== "rejected") counts[outcome] += 1;
}

/** What makes a row unreadable as a whole. Empty cells beyond the header are what spreadsheets leave. */
function findFault(row: CsvRow, columns: number): ImportRemark | null {
  if (!("cells" in row)) return { line: row.line, field: null, value: row.text.slice(0, 200), reason: row.fault };
  const beyond = row.cells.slice(columns).filter((cell) => cell.trim() !== "");
  if (beyond.length === 0) return null;
  return { line: row.line, field: null, value: beyond.join(" ").slice(0, 200), reason: "too_many_cells" };
}

function asJson(remarks: ImportRemark[]): Prisma.InputJsonArray {
  return remarks
    .slice(0, mostRemarks)
    .map((remark) => ({ ...remark, value: remark.value.toWellFormed().replaceAll("\u0000", " ").slice(0, 500) }));
}

async function startRun(
  ctx: Context,
  run: { importId: string; fileName: string; leftOut: string[]; system: ImportSystem; uploadId: string | null },
): Promise<void> {
  await allow(ctx, "customers:import");
  const { importId, fileName, leftOut, system, uploadId } = run;
  await ctx.tx.importRun.create({
    data: {
      id: importId,
      workspaceId: ctx.workspace.id,
      fileName,
      memberId: ctx.member?.id ?? null,
      startedAt: ctx.now,
      ...{ leftOut, system, uploadId },
    },
  });
  ctx.audit({
    action: "import.started",
    subjectType: "import",
    subjectId: importId,
    after: { fileName, leftOut, system },
  });
}

async function finishRun(ctx: Context, result: ImportResult): Promise<void> {
  await allow(ctx, "customers:import");
  const { importId, rows, created, updated, unchanged, rejected } = result;
  await ctx.tx.importRun.update({
    where: { id: importId },
    data: { finishedAt: ctx.now, rejections: asJson(result.rejections), notices: asJson(result.notices) },
  });
  ctx.audit({
    action: "import.finished",
    subjectType: "import",
    subjectId: importId,
    after: { rows, created, updated, unchanged, rejected },
  });
}
