import { describe, expect, it } from "vitest";
import { buildNamesakes, randomFrom, type Tried, tryLine } from "../../../bench/logging/certainty.ts";
import { testClient } from "../../support/database.ts";
import { openTeam } from "../customers/open-team.ts";

const db = testClient();

describe("what is saved at once among many namesakes", () => {
  it("is saved on nobody else, in three hundred lines", async () => {
    const team = await openTeam(db);
    const random = randomFrom(4);
    const people = await team.as("seller", (ctx) => buildNamesakes(ctx, 1_500, random));
    const tried: Tried[] = [];
    while (tried.length < 300) {
      await team.as("seller", async (ctx) => {
        for (let line = 0; line < 50; line += 1) tried.push(await tryLine(ctx, people, random, false));
      });
    }
    expect(tried.filter(({ result }) => result === "wrong")).toEqual([]);
    expect(tried.filter(({ result }) => result === "saved").length).toBeGreaterThan(60);
  }, 120_000);
});
