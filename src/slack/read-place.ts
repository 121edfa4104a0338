/** How many of a list stand before a page, as its button carries it; 0 for what is no such number. */
export function readPlace(typed: string): number {
  return /^\d{1,6}$/u.test(typed) ? Number(typed) : 0;
}
