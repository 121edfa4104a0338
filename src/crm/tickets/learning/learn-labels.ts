import { type Learned, OnlineClassifier } from "./online-classifier.ts";
import { fitSureness, type Sureness, type Trial } from "./sureness.ts";
import { type Features, featuresOf } from "./text-features.ts";

export interface Example {
  text: string;
  label: string;
}

/** What was learned, and how far it can be trusted. */
export interface LabelModel {
  learned: Learned;
  /** null: there was too little to try it on */
  sureness: Sureness | null;
}

/** How often the examples are gone over; a fifth time gained nothing on the public set (docs/retrieval.md). */
const passes = 4;
/** One example in so many is kept back at first, to see how sure the model may be. */
const keptBack = 5;
const many = 1_000;
/** Learning lets others go on after so many examples. */
const breath = 50;

interface Prepared {
  features: Features;
  label: string;
}

/** Learns from the beginning; the examples may come in any order. */
export async function learnLabels(examples: readonly Example[]): Promise<LabelModel> {
  const prepared: Prepared[] = [];
  for (const [at, { text, label }] of examples.entries()) {
    prepared.push({ features: featuresOf(text), label });
    if (at % breath === breath - 1) await others();
  }
  const mixed = mix(prepared);
  const trials: Trial[] = [];
  // Of few examples each is tried once, on what the others taught; of many, a part says enough.
  const rounds = mixed.length < many ? keptBack : 1;
  for (let round = 0; round < rounds; round += 1) {
    const isTried = (at: number) => at % keptBack === round;
    const classifier = await learnFrom(mixed.filter((_, at) => !isTried(at)));
    trials.push(
      ...tryOut(
        classifier,
        mixed.filter((_, at) => isTried(at)),
      ),
    );
  }
  return { learned: (await learnFrom(mixed)).learned, sureness: fitSureness(trials) };
}

async function learnFrom(examples: readonly Prepared[]): Promise<OnlineClassifier> {
  const classifier = new OnlineClassifier();
  for (const { features } of examples) classifier.meet(features);
  for (let pass = 0; pass < passes; pass += 1) await learnAll(classifier, examples);
  return classifier;
}

/**
 * Goes on learning from new examples, each along with some of the earlier ones, so that what was learned is not pushed
 * out by what is new.
 */
export async function learnMore(
  model: LabelModel,
  examples: readonly Example[],
  earlier: readonly Example[],
): Promise<LabelModel> {
  const classifier = new OnlineClassifier(model.learned);
  const fresh = examples.map(({ text, label }) => ({ features: featuresOf(text), label }));
  for (const { features } of fresh) classifier.meet(features);
  const replayed = earlier.map(({ text, label }) => ({ features: featuresOf(text), label }));
  for (let pass = 0; pass < passes; pass += 1) await learnAll(classifier, mix([...fresh, ...replayed]));
  return { learned: classifier.learned, sureness: model.sureness };
}

function tryOut(classifier: OnlineClassifier, examples: readonly Prepared[]): Trial[] {
  return examples.flatMap(({ features, label }) => {
    const guess = classifier.guess(features);
    return guess ? [{ margin: guess.margin, right: guess.label === label }] : [];
  });
}

async function learnAll(classifier: OnlineClassifier, examples: readonly Prepared[]): Promise<void> {
  for (const [at, { features, label }] of examples.entries()) {
    classifier.learn(features, label);
    if (at % breath === breath - 1) await others();
  }
}

/** Everything else that waits in this process gets its turn. */
function others(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** In an order that has nothing to do with that in which they came, and is the same each time (Fisher and Yates). */
function mix<Item>(items: readonly Item[]): Item[] {
  const mixed = [...items];
  let seed = 1;
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    // A linear congruential generator with the constants of Numerical Recipes.
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((seed / 2 ** 32) * (at + 1));
    const [one, two] = [mixed[at], mixed[other]];
    if (one === undefined || two === undefined) continue;
    [mixed[at], mixed[other]] = [two, one];
  }
  return mixed;
}
