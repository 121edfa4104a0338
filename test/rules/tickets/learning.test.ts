import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Example, learnLabels, learnMore } from "../../../src/crm/tickets/learning/learn-labels.ts";
import { OnlineClassifier } from "../../../src/crm/tickets/learning/online-classifier.ts";
import { chanceOf, fitSureness } from "../../../src/crm/tickets/learning/sureness.ts";
import { bucketCount, featuresOf } from "../../../src/crm/tickets/learning/text-features.ts";
import { lettersOf, likeness, stemsOf } from "../../../src/crm/tickets/learning/ticket-words.ts";

const problems: Record<string, string[]> = {
  login: [
    "log in",
    "sign in",
    "enter my password",
    "get past the password page",
    "reset the password",
    "use my account",
  ],
  invoice: [
    "find the invoice",
    "pay the invoice",
    "get a copy of the bill",
    "see the amount due",
    "change the bill",
    "get a receipt",
  ],
  printer: [
    "print the label",
    "use the printer",
    "print on paper",
    "get the printer to answer",
    "print two pages",
    "load paper",
  ],
};
const openings = [
  "I cannot",
  "How do I",
  "Nobody here can",
  "Since today I fail to",
  "Please help us to",
  "We are unable to",
  "Why can I not",
  "My team wants to",
];

/** Every opening with every problem: what is learned is told apart by the problem alone. */
const examples: Example[] = Object.entries(problems).flatMap(([label, some]) =>
  some.flatMap((problem) => openings.map((opening) => ({ text: `${opening} ${problem}`, label }))),
);

function guess(model: Awaited<ReturnType<typeof learnLabels>>, text: string): string | undefined {
  return new OnlineClassifier(model.learned).guess(featuresOf(text))?.label;
}

describe("stemsOf", () => {
  it("brings the forms of a word together, in English and in Indonesian", () => {
    expect(stemsOf("The cancelled payments are being cancelled")).toEqual(stemsOf("cancelling payment, cancel"));
    expect(stemsOf("Saya tidak bisa membatalkan pembayaran ini")).toEqual(["batal", "bayar"]);
  });

  it("leaves out what says nothing, unless it is asked for", () => {
    expect(stemsOf("how do I get it")).toEqual([]);
    expect(stemsOf("how do I get it", { keepEmptyWords: true })).toHaveLength(5);
  });

  it("reads every text, and no word is longer than forty letters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        for (const stem of stemsOf(text, { keepEmptyWords: true })) expect(stem.length).toBeLessThanOrEqual(40);
      }),
    );
  });
});

describe("likeness", () => {
  it("is 1 for the same, 0 for nothing in common, and the same both ways round", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (one, other) => {
        const [a, b] = [lettersOf(one), lettersOf(other)];
        expect(likeness(a, b)).toBe(likeness(b, a));
        expect(likeness(a, b)).toBeGreaterThanOrEqual(0);
        expect(likeness(a, b)).toBeLessThanOrEqual(1);
        if (a.size > 0) expect(likeness(a, a)).toBe(1);
      }),
    );
    expect(likeness(lettersOf("printer"), lettersOf("invoice"))).toBe(0);
    expect(likeness(lettersOf("password"), lettersOf("pasword"))).toBeGreaterThan(0.7);
  });
});

describe("featuresOf", () => {
  it("gives every text different places within bounds, each with a strength", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const { buckets, strengths } = featuresOf(text);
        expect(new Set(buckets).size).toBe(buckets.length);
        expect(strengths).toHaveLength(buckets.length);
        for (const bucket of buckets) expect(bucket).toBeLessThan(bucketCount);
        for (const strength of strengths) expect(strength).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

describe("learnLabels", () => {
  it("tells what a text is about that it has never seen, misspelt too", async () => {
    const model = await learnLabels(examples);
    expect(guess(model, "Help, I forgot my password and cannot sign in")).toBe("login");
    expect(guess(model, "Where is the invoyce? I need a bil")).toBe("invoice");
    expect(guess(model, "The printr has no paper")).toBe("printer");
  });

  it("learns the same whatever the order in which the examples come", async () => {
    const [one, other] = await Promise.all([learnLabels(examples), learnLabels(examples.toReversed())]);
    for (const { text, label } of examples) {
      expect(guess(one, text)).toBe(label);
      expect(guess(other, text)).toBe(label);
    }
  });

  it("is surer of what is like what it knows than of what is not", async () => {
    const { learned, sureness } = await learnLabels(examples);
    if (!sureness) throw new Error("It was tried on nothing");
    const classifier = new OnlineClassifier(learned);
    const chance = (text: string) => chanceOf(sureness, classifier.guess(featuresOf(text))?.margin ?? 0);
    expect(chance("I cannot print the label")).toBeGreaterThan(chance("The weather in Bandung is fine"));
  });

  it("says nothing of its own sureness after a handful of examples, and guesses nothing from one label", async () => {
    expect((await learnLabels(examples.slice(0, 10))).sureness).toBeNull();
    const { learned } = await learnLabels(examples.filter(({ label }) => label === "login"));
    expect(new OnlineClassifier(learned).guess(featuresOf("log in"))).toBeNull();
  });
});

describe("learnMore", () => {
  it("takes in a label that is new, and forgets none of the others", async () => {
    const before = await learnLabels(examples);
    const fresh = openings.flatMap((opening) =>
      ["book a visit", "move the appointment"].map((problem) => ({ text: `${opening} ${problem}`, label: "visit" })),
    );
    const after = await learnMore(structuredClone(before), fresh, examples);
    expect(guess(after, "Can somebody come for an appointment?")).toBe("visit");
    expect(guess(before, "Can somebody come for an appointment?")).not.toBe("visit");
    const kept = examples.filter(({ text, label }) => guess(after, text) === label);
    expect(kept.length / examples.length).toBeGreaterThan(0.95);
  });
});

describe("fitSureness", () => {
  it("finds the chance that the trials were made with", () => {
    // 200 margins; at each the share of right ones that the true curve has there, slope 3 and offset -1.
    const trials = Array.from({ length: 200 }, (_, at) => at / 100).flatMap((margin) => {
      const right = Math.round(100 / (1 + Math.exp(-(3 * margin - 1))));
      return Array.from({ length: 100 }, (_, at) => ({ margin, right: at < right }));
    });
    const fitted = fitSureness(trials);
    expect(fitted?.slope).toBeCloseTo(3, 0);
    expect(fitted?.offset).toBeCloseTo(-1, 0);
  });

  it("stays between never and always, and never falls with the margin", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ margin: fc.double({ min: 0, max: 5, noNaN: true }), right: fc.boolean() }), {
          minLength: 20,
        }),
        (trials) => {
          const sureness = fitSureness(trials);
          if (!sureness) throw new Error("Twenty trials are enough");
          const chances = [0, 1, 2, 5].map((margin) => chanceOf(sureness, margin));
          for (const chance of chances) expect(chance >= 0 && chance <= 1).toBe(true);
          expect(chances).toEqual(chances.toSorted((a, b) => a - b));
        },
      ),
    );
  });
});
