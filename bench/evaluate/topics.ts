import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findTopics } from "../../src/crm/interactions/topics.ts";
import { table } from "../write-part.ts";
import type { Measure } from "./measure.ts";

/**
 * Topics against threads of questions: each thread stands for a customer, the ways in which people asked its question for the
 * notes. What the thread is about is known, since its own question is kept back.
 */
export const topics: Measure = {
  name: "topics",
  document: "topics.md",
  data: "similar/*",
  async run(folder) {
    const threads = await readThreads(folder);
    const rows = [
      measure("findTopics", threads, (notes) => findTopics(notes)),
      measure("the three longest words of the newest note", threads, ([newest = ""]) =>
        wordsOf(newest)
          .toSorted((a, b) => b.length - a.length)
          .slice(0, 3),
      ),
      measure("the three commonest words of all notes", threads, (notes) => commonest(notes)),
    ];
    return `${threads.length} threads, ${sum(threads.map(({ notes }) => notes.length))} notes.\n\n${table(
      [
        "Method",
        "Threads with a topic",
        "Topics in the question kept back",
        "Question's words told",
        "Thread known by its topics",
      ],
      rows,
    )}`;
  },
};

interface Thread {
  id: string;
  /** the question as it stands over the thread */
  question: string;
  notes: string[];
}

async function readThreads(folder: string): Promise<Thread[]> {
  const corpus = await readLines<{ id: string; thread: number; question: string }>(join(folder, "corpus.jsonl"));
  const queries = await readLines<Record<string, unknown>>(join(folder, "queries.jsonl"));
  const threadOf = new Map(corpus.map(({ id, thread }) => [id, thread]));
  const questions = new Map(corpus.map(({ thread, question }) => [thread, question]));
  const relevant = (await readFile(join(folder, "qrels.tsv"), "utf8")).split("\n").map((line) => line.split("\t"));
  const threadOfQuery = new Map(
    relevant.flatMap((cells) => {
      const thread = cells.map((cell) => threadOf.get(cell)).find((one) => one !== undefined);
      return thread === undefined ? [] : [[cells[0] ?? "", thread] as const];
    }),
  );
  const notes = Map.groupBy(queries, ({ id }) => threadOfQuery.get(String(id)));
  return [...questions].flatMap(([thread, question]) => {
    const asked = (notes.get(thread) ?? []).map((query) => String(query["text"] ?? query["query"] ?? ""));
    const others = asked.filter((one) => one !== "" && one.toLowerCase() !== question.toLowerCase());
    return others.length < 2 ? [] : [{ id: String(thread), question, notes: others }];
  });
}

async function readLines<T>(path: string): Promise<T[]> {
  const lines = (await readFile(path, "utf8")).split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as T);
}

function measure(name: string, threads: readonly Thread[], tell: (notes: string[]) => string[]): string[] {
  const told = threads.map((thread) => ({ thread, topics: tell(thread.notes) }));
  const some = told.filter((one) => one.topics.length > 0);
  const words = some.flatMap(({ thread, topics: found }) => {
    const kept = new Set(wordsOf(thread.question).map(root));
    return found.flatMap(wordsOf).map((word) => kept.has(root(word)));
  });
  const recalled = some.map(({ thread, topics: found }) => {
    const kept = [...new Set(wordsOf(thread.question).map(root))];
    const said = new Set(found.flatMap(wordsOf).map(root));
    return kept.length === 0 ? 0 : kept.filter((word) => said.has(word)).length / kept.length;
  });
  const known = some.filter(({ thread, topics: found }) => mostLike(found, threads) === thread.id);
  return [
    name,
    percent(some.length / threads.length),
    percent(words.filter(Boolean).length / words.length),
    percent(sum(recalled) / recalled.length),
    percent(known.length / threads.length),
  ];
}

/** The thread over which most of the words stand; null when two have as many. */
function mostLike(found: readonly string[], threads: readonly Thread[]): string | null {
  const words = [...new Set(found.flatMap(wordsOf).map(root))];
  const scored = threads
    .map(({ id, question }) => {
      const kept = new Set(wordsOf(question).map(root));
      return { id, score: words.filter((word) => kept.has(word)).length };
    })
    .toSorted((a, b) => b.score - a.score);
  const [first, second] = scored;
  return first && first.score > (second?.score ?? 0) ? first.id : null;
}

function commonest(notes: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const note of notes) for (const word of new Set(wordsOf(note))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([word]) => word);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu) ?? [];
}

/** So that "commits" and "commit" count as one. */
function root(word: string): string {
  return word.replace(/(?:ies|es|s|ing|ed)$/u, "").slice(0, 12);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
