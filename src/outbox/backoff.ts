const first = 2_000;
const longest = 15 * 60_000;

/**
 * Milliseconds to wait after the nth failed attempt: 2 s, doubled each time up to 15 minutes, of which the latter half
 * is drawn by lot, so that what failed together does not come back together.
 * @param random between 0 and 1
 */
export function backoff(attempts: number, random: number): number {
  const full = Math.min(longest, first * 2 ** Math.max(0, attempts - 1));
  return Math.round(full / 2 + (full / 2) * random);
}
