const candidates = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof candidates)[number];

/** Lines looked at: enough to tell a column from a comma in a sentence. */
const mostLines = 50;

/**
 * What separates the cells of a file, by its first lines: the mark that divides the header into most columns and the
 * lines after it into as many. Marks between quotation marks do not count. A file of one column: a comma.
 */
export function detectDelimiter(text: string): Delimiter {
  const lines = text
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .slice(0, mostLines);
  const [header = "", ...rest] = lines;
  const scored = candidates.map((mark) => {
    const columns = header.split(mark).length;
    const agreeing = rest.filter((line) => line.split(mark).length === columns).length;
    const share = rest.length === 0 ? 1 : agreeing / rest.length;
    return { mark, score: columns === 1 ? 0 : columns * (0.2 + share) };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score > 0 ? best.mark : ",";
}
