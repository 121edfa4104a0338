/**
 * Characters that a single line of text cannot hold: controls (PostgreSQL refuses NUL), line ends, and the marks that
 * make a line read in another order than it is stored (Unicode's bidirectional embeddings, overrides and isolates).
 */
const unwanted = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** What was typed as one line: composed (NFC), whole characters only, spaces collapsed. Never longer than it was. */
export function cleanLine(typed: string): string {
  return typed.toWellFormed().normalize("NFC").replace(unwanted, " ").replace(/\s+/gu, " ").trim();
}
