/** One line of a file that spreadsheets read (RFC 4180). */
export function csvLine(values: readonly (string | null)[]): string {
  return `${values.map(cell).join(",")}\r\n`;
}

/** What makes spreadsheets read a file as UTF-8; stands before its first line. */
export const csvMark = "\ufeff";

/**
 * Quoted; a spreadsheet would take what begins with = + - @, a tab or a carriage return for a formula, so those get an
 * apostrophe (OWASP, CSV injection), which the import takes off again.
 */
function cell(value: string | null): string {
  if (value === null || value === "") return "";
  const safe = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
