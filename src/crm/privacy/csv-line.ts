import { guardedCell } from "../customers/guarded-cell.ts";

/** One line of a file that spreadsheets read (RFC 4180). */
export function csvLine(values: readonly (string | null)[]): string {
  return `${values.map(guardedCell).join(",")}\r\n`;
}

/** What makes spreadsheets read a file as UTF-8; stands before its first line. */
export const csvMark = "\ufeff";
