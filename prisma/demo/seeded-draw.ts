/** Chance that comes out the same each time: what it draws depends on the seed and on the order of the draws alone. */
export interface Draw {
  /** a whole number from `least` to `most`, both included */
  int(least: number, most: number): number;
  one<T>(list: readonly [T, ...T[]] | readonly T[]): T;
  /** true in `share` of the cases, 0 to 1 */
  chance(share: number): boolean;
}

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, plenty for made-up customers. */
export function seededDraw(seed: number): Draw {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    int,
    one(list) {
      const drawn = list[int(0, list.length - 1)];
      if (drawn === undefined) throw new Error("Nothing to draw from");
      return drawn;
    },
    chance: (share) => next() < share,
  };
}
