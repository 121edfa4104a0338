import { lettersOf, likeness, stemsOf } from "./ticket-words.ts";

/** As alike as what the search for similar tickets shows (find-similar-tickets.ts, with the figures in docs/retrieval.md). */
const least = { together: 0.75, looksAlike: 0.25 };
/** A word that stands in more of them than this share is no sign of one problem, unless they are few. */
const commonShare = 0.5;
const fewTickets = 10;

interface Said {
  stems: Set<string>;
  letters: Set<string>;
}

/**
 * Subjects that say the same, grouped: each joins the group whose first one it is most like, or begins one. So a group has one
 * thing that all of it is like, and does not wander from subject to subject.
 * @param subjects in the order in which they came
 * @returns their places in the list, group by group, in the order of the groups' first ones
 */
export function groupAlike(subjects: readonly string[]): number[][] {
  const said = subjects.map((subject): Said => ({ stems: new Set(stemsOf(subject)), letters: lettersOf(subject) }));
  const inside = new Map<string, number>();
  for (const { stems } of said) for (const stem of stems) inside.set(stem, (inside.get(stem) ?? 0) + 1);
  const rarity = (stem: string) => Math.log(1 + said.length / (inside.get(stem) ?? 1));
  const groups: number[][] = [];
  /** groups by the words of their first one: only what shares a word is looked at */
  const byWord = new Map<string, number[]>();
  for (const [place, one] of said.entries()) {
    const met = new Set(
      [...one.stems].flatMap((stem) => (tells(stem, inside, said.length) ? (byWord.get(stem) ?? []) : [])),
    );
    let best: { group: number; score: number } | null = null;
    for (const group of met) {
      const first = said[groups[group]?.[0] ?? -1];
      if (!first) continue;
      const looksAlike = likeness(one.letters, first.letters);
      const together = covers(one.stems, first.stems, rarity) + looksAlike;
      if (together < least.together || looksAlike < least.looksAlike) continue;
      if (!best || together > best.score) best = { group, score: together };
    }
    if (best) {
      groups[best.group]?.push(place);
      continue;
    }
    for (const stem of one.stems) byWord.set(stem, [...(byWord.get(stem) ?? []), groups.length]);
    groups.push([place]);
  }
  return groups;
}

function tells(stem: string, inside: ReadonlyMap<string, number>, all: number): boolean {
  return all <= fewTickets || (inside.get(stem) ?? 0) <= all * commonShare;
}

/** The share of what both say that they have in common, rare words counting more. */
function covers(one: ReadonlySet<string>, other: ReadonlySet<string>, rarity: (stem: string) => number): number {
  let common = 0;
  let all = 0;
  for (const stem of new Set([...one, ...other])) {
    const weight = rarity(stem);
    all += weight;
    if (one.has(stem) && other.has(stem)) common += weight;
  }
  return all === 0 ? 0 : common / all;
}
