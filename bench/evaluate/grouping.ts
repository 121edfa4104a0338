import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { groupAlike } from "../../src/crm/tickets/learning/group-alike.ts";
import { table } from "../write-part.ts";
import type { Measure } from "./measure.ts";
import { type Labelled, scoreGroups } from "./score-groups.ts";
import { shuffled } from "./shuffled.ts";

/** As many as are compared for `top`, whose tickets come in any order. */
const most = 2_000;

/** Problems put in other words: each question of a thread stands for a ticket, the thread for what is wrong. */
export const grouping: Measure = {
  name: "grouping",
  document: "retrieval.md",
  data: "similar/*",
  run: async (folder) => compare(await readQuestions(folder), "threads"),
};

/** The same of messages whose category is known: a category holds more than one problem, and its neighbours sound alike. */
export const groupingByCategory: Measure = {
  name: "grouping-by-category",
  document: "retrieval.md",
  data: "tickets/*",
  run: async (folder) => compare(await readMessages(folder), "categories"),
};

function compare(all: readonly Labelled[], labels: string): string {
  const items = shuffled(all).slice(0, most);
  const began = performance.now();
  const groups = groupAlike(items.map(({ text }) => text));
  const took = performance.now() - began;
  const inGroups = groups.filter((group) => group.length > 1).flat().length;
  const count = new Set(items.map(({ label }) => label)).size;
  const rows = [
    ["Steward", ...scoreGroups(items, groups)],
    ["The same words in the same order", ...scoreGroups(items, sameWords(items))],
    ["All in one group", ...scoreGroups(items, [items.map((_, place) => place)])],
  ];
  return [
    `${items.length.toLocaleString("en")} texts of ${count} ${labels}.`,
    table(["Groups by", "Pairs right", "Pairs found", "ARI", "V-measure", "The three largest: of one kind"], rows),
    `${((100 * inGroups) / items.length).toFixed(0)} % stand in a group of two or more. Grouping took ${(took / 1000).toFixed(2)} s.`,
  ].join("\n\n");
}

function sameWords(items: readonly Labelled[]): number[][] {
  const key = (text: string) =>
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(" ") ?? "";
  return [...Map.groupBy(items.keys(), (place) => key(items[place]?.text ?? "")).values()];
}

async function readQuestions(folder: string): Promise<Labelled[]> {
  const lines = async (name: string) => (await readFile(join(folder, name), "utf8")).split("\n").filter(Boolean);
  const answers = z.array(z.object({ id: z.string(), thread: z.coerce.string() }));
  const questions = z.array(z.object({ id: z.string(), text: z.string() }));
  const threadOf = new Map(
    answers.parse((await lines("corpus.jsonl")).map((line) => JSON.parse(line))).map(({ id, thread }) => [id, thread]),
  );
  const labelOf = new Map(
    (await lines("qrels.tsv")).flatMap((line) => {
      const [query = "", answer = ""] = line.split("\t");
      const thread = threadOf.get(answer);
      return thread === undefined ? [] : [[query, thread] as const];
    }),
  );
  return questions.parse((await lines("queries.jsonl")).map((line) => JSON.parse(line))).flatMap(({ id, text }) => {
    const label = labelOf.get(id);
    return label === undefined ? [] : [{ text, label }];
  });
}

async function readMessages(folder: string): Promise<Labelled[]> {
  const rows = z
    .array(z.object({ text: z.string(), category: z.string() }))
    .parse(parse(await readFile(join(folder, "test.csv")), { columns: true, bom: true }));
  return rows.map(({ text, category }) => ({ text, label: category }));
}
