/**
 * A cell of CSV (RFC 4180), quoted where it holds anything. A spreadsheet would take what begins with = + - @, a tab or a
 * carriage return for a formula (spaces before it and full-width signs included), so those get an apostrophe (OWASP, CSV injection), which the import takes off again.
 */
export function guardedCell(value: string | null): string {
  if (value === null || value === "") return "";
  const text = value.toWellFormed().replaceAll("\u0000", "");
  const safe = /^[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
