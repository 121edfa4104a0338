/** The value below which this share of them lies (nearest rank). @param share 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error("There is no quantile of nothing");
  return value;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** A ratio with the range in which it lay during the run: how far it can be trusted. */
export interface Ratio {
  ratio: number;
  lowest: number;
  highest: number;
}

/** Parts of a run whose ratios are told as a range. */
const parts = 5;

/** The ratio of the medians of two series that were taken in turn. */
export function ratioOf(ours: readonly number[], floor: readonly number[]): Ratio {
  const length = Math.floor(Math.min(ours.length, floor.length) / parts);
  const ratios = Array.from({ length: parts }, (_, part) => {
    const slice = (values: readonly number[]) => median(values.slice(part * length, (part + 1) * length));
    return slice(ours) / slice(floor);
  });
  return { ratio: median(ours) / median(floor), lowest: Math.min(...ratios), highest: Math.max(...ratios) };
}
