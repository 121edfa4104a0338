/**
 * The smallest of the values that at least this share of them do not exceed (nearest rank), so that what is told did happen.
 * @param share 0.5: the median; 0.9: the 90th percentile
 * @returns null: there are no values
 */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
