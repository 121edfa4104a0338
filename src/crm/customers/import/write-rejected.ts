import { guardedCell } from "../guarded-cell.ts";
import type { RejectedRow } from "./import-customers.ts";
import type { ImportField, ImportReason } from "./import-field.ts";

interface Words {
  field(field: ImportField): string;
  reason(reason: ImportReason): string;
}

/** What is said beside each row, in columns whose names no other file has and the import leaves out. */
const remarkColumns = ["Steward: line", "Steward: field", "Steward: reason"];

/** The first line of a file of rows that were not taken: the columns of the file they come from, and why. */
export function rejectedHeader(header: readonly string[]): string {
  return `\ufeff${line([...header, ...remarkColumns])}`;
}

/**
 * These rows as lines of CSV under that header, to be mended and uploaded again. Whoever asked to be erased is left out:
 * nothing can be mended there.
 */
export function rejectedLines(rows: readonly RejectedRow[], columns: number, words: Words): string {
  return rows
    .filter(({ remark }) => remark.reason !== "erased_person")
    .map(({ row, remark }) => {
      // A line that cannot be told apart stands whole in the first column.
      const all = "cells" in row ? row.cells : [row.text];
      const own = Array.from({ length: columns }, (_, index) => all[index] ?? "");
      const beyond = remark.reason === "too_many_cells" ? ` (${all.slice(columns).join(" ")})` : "";
      const field = remark.field && remark.reason !== "no_name" ? words.field(remark.field) : "";
      return line([...own, String(remark.line), field, `${words.reason(remark.reason)}${beyond}`]);
    })
    .join("");
}

function line(cells: readonly string[]): string {
  return `${cells.map(guardedCell).join(",")}\r\n`;
}
