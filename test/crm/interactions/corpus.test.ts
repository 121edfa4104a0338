import { beforeAll, describe, expect, it } from "vitest";
import {
  corpusClock,
  fillForCorpus,
  type JudgedLine,
  judgeLine,
  readCorpus,
  shareOf,
} from "../../../bench/logging/corpus.ts";
import { testClient } from "../../support/database.ts";
import { openTeam } from "../customers/open-team.ts";

const db = testClient();

/** Below these shares of lines read right, something that was understood is no longer. docs/logging.md has the figures. */
const floors = { written: 0.95, heldOut: 0.7 };

describe("the corpus of typed lines", () => {
  let judged: JudgedLine[];
  beforeAll(async () => {
    const team = await openTeam(db);
    const now = { now: corpusClock };
    await team.as("seller", fillForCorpus, now);
    const lines = await readCorpus();
    judged = await team.as(
      "seller",
      async (ctx) => {
        const all: JudgedLine[] = [];
        for (const line of lines) all.push(await judgeLine(ctx, line));
        return all;
      },
      now,
    );
  }, 120_000);

  const misses = (lines: readonly JudgedLine[]) =>
    lines.flatMap(({ typed, faults }) => (faults.length > 0 ? [`${JSON.stringify(typed)}: ${faults.join("; ")}`] : []));

  it("has three hundred lines and more, a third of them written after the rules", () => {
    const heldOut = judged.filter(({ part }) => part.endsWith("held-out"));
    expect(judged.length - heldOut.length).toBeGreaterThanOrEqual(300);
    expect(heldOut.length).toBeGreaterThanOrEqual(100);
  });

  it("is saved on nobody whom a line does not mean", () => {
    expect(judged.filter(({ wrongPerson }) => wrongPerson).map(({ typed }) => typed)).toEqual([]);
  });

  it.each([
    ["the lines that the rules were made with", false, floors.written],
    ["the lines held out", true, floors.heldOut],
  ])("is read right: %s", (_, heldOut, floor) => {
    const lines = judged.filter(({ part }) => part.endsWith("held-out") === heldOut);
    const { right, lines: count } = shareOf(lines);
    expect(right / count, misses(lines).join("\n")).toBeGreaterThanOrEqual(floor);
  });
});
