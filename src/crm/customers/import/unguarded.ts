/** A cell without the apostrophe that exports put before what a spreadsheet would take for a formula. */
export function unguarded(cell: string): string {
  return cell.replace(/^'(?=[=+\-@])/u, "");
}
