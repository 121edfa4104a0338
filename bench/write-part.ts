import { readFile, writeFile } from "node:fs/promises";

/**
 * Puts a part of a document in place of what stood between its markers, `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`.
 * @throws when the markers are not there
 */
export async function writePart(document: URL, name: string, text: string): Promise<void> {
  const before = await readFile(document, "utf8");
  const [opening, closing] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [from, to] = [before.indexOf(opening), before.indexOf(closing)];
  if (from === -1 || to < from) throw new Error(`${document.pathname} has no place for ${name}`);
  await writeFile(document, `${before.slice(0, from)}${opening}\n\n${text}\n\n${before.slice(to)}`);
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), line(header.map((_, at) => (at === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}
