const and = new Intl.ListFormat("en-GB", { type: "conjunction" });
const or = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** "calls, e-mails and visits"; nothing for no words */
export function andList(words: readonly string[]): string {
  return and.format(words);
}

/** "Maya, Rizky or Dewi" */
export function orList(words: readonly string[]): string {
  return or.format(words);
}
