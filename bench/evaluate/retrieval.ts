import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { findSimilarTickets, rankTickets } from "../../src/crm/tickets/learning/find-similar-tickets.ts";
import { wordsOf } from "../../src/crm/tickets/learning/ticket-words.ts";
import { openTicket } from "../../src/crm/tickets/open-ticket.ts";
import { solveTicket } from "../../src/crm/tickets/solve-ticket.ts";
import { longestTicket } from "../../src/crm/tickets/ticket.ts";
import { median, quantile } from "../statistics.ts";
import { table } from "../write-part.ts";
import type { Measure } from "./measure.ts";
import { type InTransaction, inThrowawayWorkspace } from "./throwaway-workspace.ts";

const documents = z.array(z.object({ id: z.string(), question: z.string(), answer: z.string() }));
const questions = z.array(z.object({ id: z.string(), text: z.string() }));

interface Question {
  id: string;
  text: string;
  relevant: ReadonlySet<string>;
}

/** Where a rank is looked for; what is further down nobody reads. */
const deepest = 50;
const shown = 3;
/** Tickets that are opened or questions that are asked in one transaction. */
const portion = 50;

/** Solved tickets found by a question in other words: the question of each pair is the subject, its answer the fix. */
export const retrieval: Measure = {
  name: "retrieval",
  document: "retrieval.md",
  data: "similar/*",
  run: async (folder) => {
    const corpus = documents.parse(await readLines(join(folder, "corpus.jsonl")));
    const asked = await readQuestions(folder);
    return inThrowawayWorkspace(async (transaction) => {
      const idOf = await solveAll(transaction, corpus);
      const plain = plainBm25(corpus);
      const [floor, ours] = [new Ranking(), new Ranking()];
      const taken: number[] = [];
      let [answered, right] = [0, 0];
      for (let from = 0; from < asked.length; from += portion) {
        await transaction(async (ctx) => {
          for (const question of asked.slice(from, from + portion)) {
            floor.add(plain(question.text), question.relevant);
            const text = { subject: question.text, text: "" };
            const began = performance.now();
            const { solved: ranked } = await rankTickets(ctx, text);
            taken.push(performance.now() - began);
            ours.add(
              ranked.map(({ id }) => idOf.get(id) ?? ""),
              question.relevant,
            );
            const told = await findSimilarTickets(ctx, { ...text, limit: shown });
            if (told.length > 0) answered += 1;
            if (told.some(({ id }) => question.relevant.has(idOf.get(id) ?? ""))) right += 1;
          }
        });
      }
      const percent = (part: number, whole: number) => (whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`);
      return [
        `${corpus.length.toLocaleString("en")} solved tickets, ${asked.length.toLocaleString("en")} questions.`,
        table(
          ["", "nDCG@10", "MRR"],
          [
            ["Plain BM25 over question and answer", ...floor.figures()],
            ["Steward", ...ours.figures()],
          ],
        ),
        `Shown to the person (three tickets at most, none below the thresholds): something for ${percent(answered, asked.length)} of the questions, and for ${percent(right, answered)} of those a right one among them.`,
        `A question takes ${median(taken).toFixed(1)} ms (p95 ${quantile(taken, 0.95).toFixed(1)} ms).`,
      ].join("\n\n");
    });
  },
};

/** Mean figures over all questions that have an answer. */
class Ranking {
  #questions = 0;
  #gain = 0;
  #reciprocal = 0;

  add(ranked: readonly string[], relevant: ReadonlySet<string>): void {
    this.#questions += 1;
    const gains = (places: readonly boolean[]) =>
      places.slice(0, 10).reduce((sum, hit, at) => sum + (hit ? 1 / Math.log2(at + 2) : 0), 0);
    const ideal = gains(Array.from({ length: Math.min(10, relevant.size) }, () => true));
    this.#gain += gains(ranked.map((id) => relevant.has(id))) / ideal;
    const first = ranked.findIndex((id) => relevant.has(id));
    this.#reciprocal += first === -1 ? 0 : 1 / (first + 1);
  }

  figures(): [string, string] {
    return [(this.#gain / this.#questions).toFixed(3), (this.#reciprocal / this.#questions).toFixed(3)];
  }
}

async function solveAll(transaction: InTransaction, corpus: z.infer<typeof documents>): Promise<Map<string, string>> {
  const idOf = new Map<string, string>();
  for (let from = 0; from < corpus.length; from += portion) {
    await transaction(async (ctx) => {
      for (const { id, question, answer } of corpus.slice(from, from + portion)) {
        const fix = answer.slice(0, longestTicket.fix).trim() || "–";
        const opened = await openTicket(ctx, { subject: question.slice(0, longestTicket.subject), text: question });
        await solveTicket(ctx, { ticketId: opened.id, fix });
        idOf.set(opened.id, id);
      }
    });
  }
  return idOf;
}

/** The floor: BM25 with its usual constants (k1 1.2, b 0.75) over words as they are, question and answer together. */
function plainBm25(corpus: z.infer<typeof documents>): (text: string) => string[] {
  const texts = corpus.map(({ question, answer }) => wordsOf(`${question} ${answer}`));
  const mean = texts.reduce((sum, words) => sum + words.length, 0) / texts.length;
  const counts = texts.map((words) => Map.groupBy(words, (word) => word));
  const inside = new Map<string, number>();
  for (const words of counts) for (const word of words.keys()) inside.set(word, (inside.get(word) ?? 0) + 1);
  return (text) => {
    const scores = counts.map((words, at) => {
      let score = 0;
      for (const word of wordsOf(text)) {
        const times = words.get(word)?.length ?? 0;
        const tickets = inside.get(word) ?? 0;
        const rarity = Math.log(1 + (corpus.length - tickets + 0.5) / (tickets + 0.5));
        score += (rarity * times * 2.2) / (times + 1.2 * (0.25 + (0.75 * (texts[at]?.length ?? 0)) / mean));
      }
      return { id: corpus[at]?.id ?? "", score };
    });
    const found = scores.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    return found.slice(0, deepest).map(({ id }) => id);
  };
}

async function readQuestions(folder: string): Promise<Question[]> {
  const relevant = new Map<string, Set<string>>();
  const lines = (await readFile(join(folder, "qrels.tsv"), "utf8")).trim().split(/\r?\n/).slice(1);
  for (const [question, document] of lines.map((line) => line.split("\t"))) {
    if (!question || !document) continue;
    relevant.set(question, (relevant.get(question) ?? new Set()).add(document));
  }
  return questions.parse(await readLines(join(folder, "queries.jsonl"))).flatMap(({ id, text }) => {
    const right = relevant.get(id);
    return right ? [{ id, text, relevant: right }] : [];
  });
}

async function readLines(file: string): Promise<unknown[]> {
  const text = await readFile(file, "utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
}
