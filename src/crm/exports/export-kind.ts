import { type Context, sql } from "../../db/context.ts";

/** Rows of one kind from one id to another: `after` is not in it, `upTo` is. */
export interface IdRange {
  after: string;
  upTo: string;
}

/** Before every id, and after every one. */
export const [firstId, lastId] = ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"];

export type CellValue = string | number | boolean | Date | null;

/** A column of the file for spreadsheets; in the one for machines a row stands as it is. */
export type ExportColumn<Row> = readonly [header: string, value: (row: Row) => CellValue | undefined];

/** One kind of thing that is exported, a file of its own. */
export interface ExportKind<Row extends { id: string } = { id: string }> {
  /** of its file, without the ending */
  name: ExportKindName;
  table:
    | "contact"
    | "company"
    | "contact_point"
    | "contact_fact"
    | "interaction"
    | "task"
    | "quote"
    | "ticket"
    | "ticket_note"
    | "ticket_attempt";
  /** how long a row takes to be read and written, beside the lightest kind's */
  weight: number;
  /** those of the rows in this range */
  columns(ctx: Context, range: IdRange): Promise<readonly ExportColumn<Row>[]>;
  /** The first `limit` rows of the range in the order of their ids. */
  readPage(ctx: Context, range: IdRange, limit: number): Promise<Row[]>;
}

export const exportKindNames = [
  ...(["customers", "companies", "addresses", "details", "conversations", "tasks", "quotes"] as const),
  ...(["tickets", "ticket-notes", "ticket-attempts"] as const),
] as const;
export type ExportKindName = (typeof exportKindNames)[number];

/** As the registry of kinds keeps it. */
export function defineExportKind<Row extends { id: string }>(kind: ExportKind<Row>): ExportKind {
  return kind as unknown as ExportKind;
}

/** "id in the range, in its order, so many" for a table's alias. */
export function within(alias: "c" | "x", { after, upTo }: IdRange, limit: number) {
  const id = alias === "c" ? sql.sql`c.id` : sql.sql`x.id`;
  return sql.sql`${id} > ${after}::uuid AND ${id} <= ${upTo}::uuid ORDER BY ${id} LIMIT ${limit}`;
}
