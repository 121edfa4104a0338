/** One statement as it went to PostgreSQL. */
export interface Statement {
  text: string;
  /** of the prepared statement; null for one that is not kept */
  name: string | null;
  values: unknown[];
  /** rows as objects, kept only of statements whose answer a later statement is made from */
  rows: Record<string, unknown>[];
  /** how many rows it wrote; null for a statement that only reads */
  wrote: number | null;
}

/** One transaction of the product, from BEGIN to COMMIT. */
export interface Transcript {
  /** when it began, in milliseconds of the epoch */
  at: number;
  statements: Statement[];
}

/** The statement that reads the end of the audit chain: the numbers of the entries that follow are made from it. */
export function readsChainEnd({ text }: Pick<Statement, "text">): boolean {
  return /FROM audit_head FOR UPDATE/u.test(text);
}

export function isWrite({ text }: Pick<Statement, "text">): boolean {
  return /^\s*(?:INSERT|UPDATE|DELETE|WITH\b[\s\S]*\b(?:INSERT|UPDATE|DELETE))\b/u.test(text);
}
