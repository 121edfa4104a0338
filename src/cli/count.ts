const figures = new Intl.NumberFormat("en");

/** "1 row", "1,067 rows" */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${figures.format(number)} ${number === 1 ? one : many}`;
}
