import { bucketCount, type Features } from "./text-features.ts";

/** What was learned so far, in a shape that can be kept. */
export interface Learned {
  labels: string[];
  /** texts learned from */
  texts: number;
  /** in how many texts each bucket occurred */
  occurrences: Uint32Array;
  /** a row of a weight for each label, for the buckets that have one */
  weights: Map<number, Float32Array>;
}

export interface Guess {
  label: string;
  /** how far it is ahead of the next best: larger is surer; the scale is the model's own */
  margin: number;
}

/** No single text may change the weights by more than this, so that one wrong label does little harm. */
const boldest = 0.3;

export function learnedNothing(): Learned {
  return { labels: [], texts: 0, occurrences: new Uint32Array(bucketCount), weights: new Map() };
}

/**
 * A linear classifier of many labels that learns from one text at a time: the passive-aggressive rule PA-I with a margin
 * of one between the right label and the best wrong one (Crammer et al., "Online passive-aggressive algorithms", JMLR 7,
 * 2006), over features weighted by how rare they are.
 */
export class OnlineClassifier {
  readonly #learned: Learned;

  constructor(learned: Learned = learnedNothing()) {
    this.#learned = learned;
  }

  get learned(): Learned {
    return this.#learned;
  }

  /** Counts a text's features, once for each text; {@link learn} may then go over it several times. */
  meet({ buckets }: Features): void {
    this.#learned.texts += 1;
    for (const bucket of buckets) this.#learned.occurrences[bucket] = (this.#learned.occurrences[bucket] ?? 0) + 1;
  }

  learn(features: Features, label: string): void {
    const right = this.#indexOf(label);
    const values = this.#valuesOf(features);
    const scores = this.#scoresOf(features, values);
    let rival = -1;
    for (let index = 0; index < scores.length; index += 1)
      if (index !== right && (rival === -1 || (scores[index] ?? 0) > (scores[rival] ?? 0))) rival = index;
    if (rival === -1) return;
    const loss = 1 - ((scores[right] ?? 0) - (scores[rival] ?? 0));
    if (loss <= 0) return;
    // Each value's square sums to one, and two rows are changed.
    const step = Math.min(boldest, loss / 2);
    for (const [at, bucket] of features.buckets.entries()) {
      const row = this.#rowOf(bucket);
      const change = step * (values[at] ?? 0);
      row[right] = (row[right] ?? 0) + change;
      row[rival] = (row[rival] ?? 0) - change;
    }
  }

  /** @returns null while fewer than two labels are known */
  guess(features: Features): Guess | null {
    const { labels } = this.#learned;
    if (labels.length < 2) return null;
    const scores = this.#scoresOf(features, this.#valuesOf(features));
    let best = 0;
    let second = -1;
    for (let index = 1; index < scores.length; index += 1) {
      if ((scores[index] ?? 0) > (scores[best] ?? 0)) [best, second] = [index, best];
      else if (second === -1 || (scores[index] ?? 0) > (scores[second] ?? 0)) second = index;
    }
    return { label: labels[best] ?? "", margin: (scores[best] ?? 0) - (scores[second] ?? 0) };
  }

  #indexOf(label: string): number {
    const { labels } = this.#learned;
    const known = labels.indexOf(label);
    return known === -1 ? labels.push(label) - 1 : known;
  }

  /** Strength times rarity, at length one. */
  #valuesOf({ buckets, strengths }: Features): Float32Array {
    const { texts, occurrences } = this.#learned;
    const values = new Float32Array(buckets.length);
    let squares = 0;
    for (let at = 0; at < buckets.length; at += 1) {
      const occurred = occurrences[buckets[at] ?? 0] ?? 0;
      const value = (strengths[at] ?? 0) * Math.log(1 + (texts + 1) / (1 + occurred));
      values[at] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares) || 1;
    for (let at = 0; at < values.length; at += 1) (values[at] as number) /= length;
    return values;
  }

  // Plain loops: this is where learning spends its time.
  #scoresOf({ buckets }: Features, values: Float32Array): Float32Array {
    const { labels, weights } = this.#learned;
    const scores = new Float32Array(labels.length);
    for (let at = 0; at < buckets.length; at += 1) {
      const row = weights.get(buckets[at] ?? 0);
      if (!row) continue;
      const value = values[at] ?? 0;
      for (let index = 0; index < row.length; index += 1) (scores[index] as number) += value * (row[index] as number);
    }
    return scores;
  }

  /** A bucket's weights, with room for every label known by now. */
  #rowOf(bucket: number): Float32Array {
    const { labels, weights } = this.#learned;
    const row = weights.get(bucket);
    if (row && row.length >= labels.length) return row;
    const longer = new Float32Array(labels.length);
    if (row) longer.set(row);
    weights.set(bucket, longer);
    return longer;
  }
}
