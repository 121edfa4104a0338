import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { type LabelModel, learnLabels } from "../../src/crm/tickets/learning/learn-labels.ts";
import { OnlineClassifier } from "../../src/crm/tickets/learning/online-classifier.ts";
import { surest } from "../../src/crm/tickets/learning/suggest-triage.ts";
import { chanceOf } from "../../src/crm/tickets/learning/sureness.ts";
import { featuresOf } from "../../src/crm/tickets/learning/text-features.ts";
import { table } from "../write-part.ts";
import type { Measure } from "./measure.ts";

const messages = z.array(z.object({ text: z.string(), category: z.string() }));
type Message = z.infer<typeof messages>[number];

/** How good it is with few examples, too: every workspace begins with none. */
const amounts = [200, 1_000, 3_000];

/** What a message is about, learned from others. */
export const categories: Measure = {
  name: "categories",
  document: "retrieval.md",
  data: "tickets/*",
  run: async (folder) => {
    const [train, test] = await Promise.all(["train.csv", "test.csv"].map((name) => readMessages(join(folder, name))));
    if (!train || !test) throw new Error("A set has train.csv and test.csv");
    const rows: string[][] = [];
    for (const amount of [...amounts.filter((one) => one < train.length), train.length]) {
      const examples = spread(train, amount).map(({ text, category }) => ({ text, label: category }));
      const began = performance.now();
      const model = await learnLabels(examples);
      const learned = performance.now() - began;
      rows.push([amount.toLocaleString("en"), ...judge(model, test), `${(learned / 1000).toFixed(1)} s`]);
    }
    const labels = new Set([...train, ...test].map(({ category }) => category)).size;
    return [
      `${labels} categories, ${test.length.toLocaleString("en")} messages to tell.`,
      table(
        [
          "Learned from",
          "Right",
          "Mean F1",
          `Said (chance of ${surest} or more)`,
          "Right of those",
          "A guess",
          "Learning",
        ],
        rows,
      ),
    ].join("\n\n");
  },
};

function judge(model: LabelModel, test: readonly Message[]): string[] {
  const classifier = new OnlineClassifier(model.learned);
  const began = performance.now();
  const guesses = test.map(({ text, category }) => {
    const guess = classifier.guess(featuresOf(text));
    const chance = guess && model.sureness ? chanceOf(model.sureness, guess.margin) : 0;
    return { guess: guess?.label ?? "", category, chance };
  });
  const each = (performance.now() - began) / test.length;
  const isRight = ({ guess, category }: (typeof guesses)[number]) => guess === category;
  const said = guesses.filter(({ chance }) => chance >= surest);
  const share = (some: readonly unknown[], all: readonly unknown[]) =>
    all.length === 0 ? "–" : (some.length / all.length).toFixed(3);
  return [
    share(guesses.filter(isRight), guesses),
    meanF1(guesses).toFixed(3),
    share(said, guesses),
    share(said.filter(isRight), said),
    `${each.toFixed(2)} ms`,
  ];
}

/** The mean over all categories of the harmonic mean of precision and recall. */
function meanF1(guesses: readonly { guess: string; category: string }[]): number {
  const labels = [...new Set(guesses.map(({ category }) => category))];
  const f1 = labels.map((label) => {
    const both = guesses.filter(({ guess, category }) => guess === label && category === label).length;
    const either =
      guesses.filter(({ guess }) => guess === label).length +
      guesses.filter(({ category }) => category === label).length;
    return either === 0 ? 0 : (2 * both) / either;
  });
  return f1.reduce((sum, one) => sum + one, 0) / labels.length;
}

/** So many of them from all over the file, which may be sorted. */
function spread<Item>(items: readonly Item[], amount: number): Item[] {
  return Array.from({ length: amount }, (_, at) => items[Math.floor((at * items.length) / amount)] as Item);
}

async function readMessages(file: string): Promise<Message[]> {
  return messages.parse(parse(await readFile(file), { columns: true, bom: true }));
}
