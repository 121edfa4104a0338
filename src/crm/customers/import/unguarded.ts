/** A cell without the apostrophe that exports put before what a spreadsheet would take for a formula (`guardedCell`). */
export function unguarded(cell: string): string {
  return cell.replace(/^'(?=[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/u, "");
}
