export interface Labelled {
  text: string;
  /** which texts belong together */
  label: string;
}

const pairsOf = (count: number) => (count * (count - 1)) / 2;

/**
 * How groups agree with labels: of the pairs put together the share that belongs together, of those that belong together the share
 * put together, the adjusted Rand index (Hubert and Arabie 1985), the V-measure (Rosenberg and Hirschberg 2007), and of the three
 * largest groups the share that is of their commonest label.
 */
export function scoreGroups(items: readonly Labelled[], groups: readonly (readonly number[])[]): string[] {
  const all = items.length;
  const counts = groups.map((group) => tally(group.map((place) => items[place]?.label ?? "")));
  const labels = tally(items.map(({ label }) => label));
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
  const together = sum(groups.map((group) => pairsOf(group.length)));
  const belong = sum([...labels.values()].map(pairsOf));
  const right = sum(counts.flatMap((count) => [...count.values()].map(pairsOf)));
  const byChance = (together * belong) / pairsOf(all);
  const entropy = (parts: readonly number[]) => -sum(parts.map((part) => (part / all) * Math.log(part / all)));
  const labelEntropy = entropy([...labels.values()]);
  const groupEntropy = entropy(groups.map((group) => group.length));
  const joint = entropy(counts.flatMap((count) => [...count.values()]));
  const homogeneity = labelEntropy === 0 ? 1 : 1 - (joint - groupEntropy) / labelEntropy;
  const completeness = groupEntropy === 0 ? 1 : 1 - (joint - labelEntropy) / groupEntropy;
  const largest = groups
    .map((group, at) => ({ size: group.length, top: Math.max(...(counts[at]?.values() ?? [])) }))
    .toSorted((a, b) => b.size - a.size)
    .slice(0, 3);
  const share = (part: number, whole: number) => (whole === 0 ? "–" : (part / whole).toFixed(3));
  return [
    share(right, together),
    share(right, belong),
    share(right - byChance, (together + belong) / 2 - byChance),
    share(2 * homogeneity * completeness, homogeneity + completeness),
    share(sum(largest.map(({ top }) => top)), sum(largest.map(({ size }) => size))),
  ];
}

function tally(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
