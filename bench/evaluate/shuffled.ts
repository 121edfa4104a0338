/** Another order, the same at every run: by a linear congruential generator (Knuth, with the constants of Numerical Recipes). */
export function shuffled<T>(all: readonly T[]): T[] {
  const mixed = [...all];
  let state = 7;
  for (let place = mixed.length - 1; place > 0; place -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (place + 1));
    [mixed[place], mixed[other]] = [mixed[other] as T, mixed[place] as T];
  }
  return mixed;
}
