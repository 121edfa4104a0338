/**
 * A name that was typed in a hurry, as it is written: "budi santoso" is Budi Santoso. One with a capital of its own, or
 * what is no name at all (an address, a number), stays as it was typed.
 */
export function asName(typed: string): string {
  if (/\p{Lu}|@|\d/u.test(typed)) return typed;
  return typed.replace(
    /(^|[\s-])(\p{Ll})/gu,
    (_, before: string, first: string) => before + first.toLocaleUpperCase("en"),
  );
}
