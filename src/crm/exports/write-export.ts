import type { Context } from "../../db/context.ts";
import { csvLine, csvMark } from "../privacy/csv-line.ts";
import type { CellValue, ExportKind, ExportKindName } from "./export-kind.ts";
import { exportKinds } from "./export-kinds.ts";
import type { ExportSlice } from "./plan-parts.ts";
import type { ExportFormat, ExportPart } from "./request-customers-export.ts";

type InTransaction = <T>(run: (ctx: Context) => Promise<T>) => Promise<T>;

/** One file of an export, to be written once. */
export interface ExportFile {
  kind: ExportKindName;
  name: string;
  contents: AsyncGenerator<string>;
}

/** Rows a transaction: enough to be quick, few enough to be held. */
const pageSize = 1000;

/**
 * The files of one part, one a kind: CSV (RFC 4180, UTF-8 with a mark for spreadsheets, formulas disarmed), or a JSON
 * document a line. A page at a time, each a transaction, so that the memory it takes does not depend on how much there is;
 * what is ended or erased meanwhile is not in the pages that follow.
 */
export function writeExport(transaction: InTransaction, order: ExportPart): ExportFile[] {
  const { exportId, format, part, parts, slices } = order;
  const beside = parts > 1 ? ` part ${part}` : "";
  return slices.map((slice, nth) => {
    const last = part === parts && nth === slices.length - 1;
    const finish = () =>
      transaction((ctx) => ctx.tx.dataExport.update({ where: { id: exportId }, data: { finishedAt: ctx.now } }));
    return {
      kind: slice.kind,
      name: `${slice.kind}${beside}.${{ csv: "csv", json: "jsonl" }[format]}`,
      contents: writeSlice(transaction, slice, { format, finish: last ? finish : null }),
    };
  });
}

async function* writeSlice(
  transaction: InTransaction,
  slice: ExportSlice,
  { format, finish }: { format: ExportFormat; finish: (() => Promise<unknown>) | null },
): AsyncGenerator<string> {
  const kind = getKind(slice.kind);
  const columns = format === "csv" ? await transaction((ctx) => kind.columns(ctx, slice)) : [];
  if (format === "csv") yield `${csvMark}${csvLine(columns.map(([header]) => header))}`;
  const write = {
    csv: (row: { id: string }) => csvLine(columns.map(([, value]) => cellText(value(row)))),
    json: (row: { id: string }) => `${JSON.stringify(row)}\n`,
  }[format];
  for (let { after } = slice; ; ) {
    const range = { after, upTo: slice.upTo };
    const page = await transaction((ctx) => kind.readPage(ctx, range, pageSize));
    if (page.length > 0) yield page.map(write).join("");
    const last = page.at(-1);
    if (!last || page.length < pageSize) break;
    after = last.id;
  }
  await finish?.();
}

function getKind(name: ExportKindName): ExportKind {
  const kind = exportKinds.find((each) => each.name === name);
  if (!kind) throw new Error(`There is no kind ${name}`);
  return kind;
}

/** Times as spreadsheets know them, in UTC. */
function cellText(value: CellValue | undefined): string | null {
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace("T", " ");
  return value === null || value === undefined ? null : String(value);
}
