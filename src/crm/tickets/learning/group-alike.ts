import { lettersOf, stemsOf } from "./ticket-words.ts";

/**
 * How alike two groups have to be to become one: the mean over all pairs of the share of words that both say (rare ones counting
 * more) and the share of letters (Dice's coefficient), 0 to 1. As alike as what the search for similar tickets shows, where the
 * two together are 0.75; docs/retrieval.md has the figures.
 */
const least = 0.375;

/**
 * Subjects that say the same, grouped: whatever is most alike is put together first, and two groups become one only while all of
 * one are like all of the other on the whole (average linkage). So a group does not wander from subject to subject.
 * @param subjects in the order in which they came; a few thousand at most, for every pair is looked at
 * @returns their places in the list, group by group, in the order of the groups' first ones
 */
export function groupAlike(subjects: readonly string[]): number[][] {
  const alike = likenesses(subjects);
  const groups = joinWhileAlike(alike, subjects.length);
  return groups.map((group) => group.toSorted((a, b) => a - b)).toSorted(([a = 0], [b = 0]) => a - b);
}

/** Row by row how alike each two of them are. */
function likenesses(subjects: readonly string[]): Float32Array {
  const count = subjects.length;
  const stems = subjects.map((subject) => [...new Set(stemsOf(subject))]);
  const letters = subjects.map((subject) => [...lettersOf(subject)]);
  const inside = countInside(stems);
  const rarity = (stem: string) => Math.log(1 + count / (inside.get(stem) ?? 1));
  const commonWords = sumCommon(stems, rarity);
  const commonLetters = sumCommon(letters, () => 1);
  const said = stems.map((all) => all.reduce((sum, stem) => sum + rarity(stem), 0));
  const alike = new Float32Array(count * count);
  for (let one = 0; one < count; one += 1) {
    for (let other = 0; other < one; other += 1) {
      const at = one * count + other;
      const words = commonWords[at] ?? 0;
      const either = (said[one] ?? 0) + (said[other] ?? 0) - words;
      const runs = (letters[one]?.length ?? 0) + (letters[other]?.length ?? 0);
      const mean = ((either > 0 ? words / either : 0) + (runs > 0 ? (2 * (commonLetters[at] ?? 0)) / runs : 0)) / 2;
      alike[at] = mean;
      alike[other * count + one] = mean;
    }
  }
  return alike;
}

function countInside(features: readonly (readonly string[])[]): Map<string, number> {
  const inside = new Map<string, number>();
  for (const all of features) for (const one of all) inside.set(one, (inside.get(one) ?? 0) + 1);
  return inside;
}

/** What each two have in common, as far as it is looked up: the later one's row, the earlier one's column. */
function sumCommon(features: readonly (readonly string[])[], weigh: (feature: string) => number): Float32Array {
  const count = features.length;
  const sums = new Float32Array(count * count);
  const earlier = new Map<string, number[]>();
  for (const [place, all] of features.entries()) {
    const row = place * count;
    for (const feature of all) {
      const weight = weigh(feature);
      const others = earlier.get(feature) ?? [];
      for (const other of others) sums[row + other] = (sums[row + other] ?? 0) + weight;
      others.push(place);
      earlier.set(feature, others);
    }
  }
  return sums;
}

/**
 * Average linkage by chains of nearest neighbours (Murtagh 1983): each group is followed to the one it is most like, until two are
 * each other's. What is like nothing enough stays as it is, since joining others makes nothing more alike.
 */
function joinWhileAlike(alike: Float32Array, count: number): number[][] {
  const members: (number[] | null)[] = Array.from({ length: count }, (_, place) => [place]);
  const done: number[][] = [];
  const chain: number[] = [];
  let next = 0;
  for (;;) {
    while (chain.length === 0 && next < count && !members[next]) next += 1;
    if (chain.length === 0 && next >= count) return done;
    const from = chain.at(-1) ?? next;
    if (chain.length === 0) chain.push(from);
    const before = chain.at(-2);
    const [nearest, likeness] = findNearest(alike, members, from, before);
    if (likeness < least) {
      done.push(members[from] ?? []);
      members[from] = null;
      chain.pop();
    } else if (nearest === before) {
      chain.length -= 2;
      join(alike, members, nearest, from);
    } else chain.push(nearest);
  }
}

/** The group most like this one; of equals the one before it in the chain, without which a chain might never end. */
function findNearest(
  alike: Float32Array,
  members: readonly (readonly number[] | null)[],
  from: number,
  before: number | undefined,
): [nearest: number, likeness: number] {
  const row = from * members.length;
  let nearest = before ?? -1;
  let best = before === undefined ? -1 : (alike[row + before] ?? 0);
  for (let other = 0; other < members.length; other += 1) {
    const likeness = alike[row + other] ?? 0;
    if (likeness > best && other !== from && members[other]) {
      best = likeness;
      nearest = other;
    }
  }
  return [nearest, best];
}

/** Puts one group into another; how alike they are to each of the rest becomes the mean over all their pairs. */
function join(alike: Float32Array, members: (number[] | null)[], into: number, from: number): void {
  const count = members.length;
  const [kept, gone] = [members[into] ?? [], members[from] ?? []];
  members[into] = [...kept, ...gone];
  members[from] = null;
  for (let other = 0; other < count; other += 1) {
    if (!members[other] || other === into) continue;
    const both = (alike[into * count + other] ?? 0) * kept.length + (alike[from * count + other] ?? 0) * gone.length;
    const mean = both / (kept.length + gone.length);
    alike[into * count + other] = mean;
    alike[other * count + into] = mean;
  }
}
