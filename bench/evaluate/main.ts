/**
 * Measures against public data with known answers, and writes the tables of `docs/`.
 * Usage: npm run evaluate -- --data FOLDER [measure…] [--dry-run]
 */
import { readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Command } from "commander";
import { writePart } from "../write-part.ts";
import type { Measure } from "./measure.ts";
import { measures } from "./measures.ts";

const names = [...new Set(measures.map(({ name }) => name))];

await new Command("evaluate")
  .description("Measures on public data with known answers, and writes the figures into docs/.")
  .argument("[measure...]", `measure only these: ${names.join(", ")}`)
  .requiredOption("--data <folder>", "the folder that holds the data")
  .option("--dry-run", "print the tables, write nothing")
  .action(run)
  .parseAsync();

async function run(wanted: string[], { data, dryRun = false }: { data: string; dryRun?: boolean }): Promise<void> {
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`There is no measure ${unknown.join(", ")}. There are: ${names.join(", ")}`);
  for (const measure of measures) {
    if (wanted.length > 0 && !wanted.includes(measure.name)) continue;
    await take(measure, resolve(data), dryRun);
  }
}

async function take(measure: Measure, data: string, dryRun: boolean): Promise<void> {
  const folders = await foldersOf(measure, data);
  if (folders.length === 0) {
    process.stderr.write(`${measure.name}: nothing measured, there is no ${join(data, measure.data)}\n`);
    return;
  }
  const parts: string[] = [];
  for (const folder of folders) {
    const text = await measure.run(folder);
    parts.push(measure.data.endsWith("/*") ? `### ${basename(folder)}\n\n${text}` : text);
  }
  const text = parts.join("\n\n");
  process.stdout.write(`\n## ${measure.name}\n\n${text}\n`);
  if (!dryRun) await writePart(new URL(`../../docs/${measure.document}`, import.meta.url), measure.name, text);
}

async function foldersOf({ data: wanted }: Measure, data: string): Promise<string[]> {
  const parent = join(data, dirname(wanted));
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && (basename(wanted) === "*" || entry.name === basename(wanted)))
    .map(({ name }) => join(parent, name))
    .sort();
}
