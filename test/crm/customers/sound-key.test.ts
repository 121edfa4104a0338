import { faker as english, fakerFR as french, fakerDE as german, fakerID_ID as indonesian } from "@faker-js/faker";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldName } from "../../../src/crm/customers/fold-name.ts";
import { bonesOf, soundOf, soundsOf } from "../../../src/crm/customers/sound-key.ts";
import { testClient } from "../../support/database.ts";
import { openTeam } from "./open-team.ts";

const db = testClient();

describe("soundOf", () => {
  it.each([
    ["soekarno", "sukarno"],
    ["djoko", "joko"],
    ["tjahjadi", "cahyadi"],
    ["sjahrir", "syahrir"],
    ["njoman", "nyoman"],
    ["widjaja", "wijaya"],
    ["yoesoef", "jusuf"],
    ["mohammad", "muhamad"],
    ["setyawan", "setiawan"],
    ["priyanto", "prianto"],
    ["soewandi", "suandi"],
    ["rizky", "riski"],
    ["fitri", "vitri"],
    ["cindy", "sindi"],
    ["stephen", "stefen"],
    ["alex", "aleks"],
    ["jon", "john"],
  ])("is the same for %s and %s", (a, b) => {
    expect(soundOf(a)).toBe(soundOf(b));
  });

  it("keeps apart what is not the same name", () => {
    for (const [a, b] of [
      ["budi", "rudi"],
      ["ani", "ina"],
      ["dewi", "devi"],
      ["hartono", "hartini"],
    ] as const)
      expect(soundOf(a)).not.toBe(soundOf(b));
  });

  it("hears ch and kh as k and as h", () => {
    expect(soundsOf("achmad")).toContain(soundOf("ahmad"));
    expect(soundsOf("michael")).toContain(soundOf("mikael"));
    expect(soundsOf("budi")).toHaveLength(1);
  });

  it("leaves bones that lighter vowels do not change", () => {
    expect(bonesOf(soundOf("catherine"))).toBe(bonesOf(soundOf("kathryn")));
  });

  it("hears a word alike alone and among others", () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,12}$/u);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        expect(soundOf(words.join(" "))).toBe(words.map((one) => soundOf(one)).join(" "));
      }),
    );
  });

  it("is what the database's index is made of", async () => {
    const team = await openTeam(db);
    const fakers = [english, indonesian, german, french];
    for (const faker of fakers) faker.seed(7);
    const names = [
      ...Array.from({ length: 400 }, (_, at) => foldName(fakers[at % 4]?.person.fullName() ?? "")),
      ...fc.sample(fc.stringMatching(/^[acehijkoqstuvxyz0-9]{1,9}( [a-z]{1,9})?$/u), 400),
    ];
    const rows = await team.as(
      "steward",
      (ctx) => ctx.tx.$queryRaw<{ name: string; hard: string; soft: string; tokens: string[] }[]>`
        SELECT name, search_sound(name, true) AS hard, search_sound(name, false) AS soft, search_tokens(name) AS tokens
        FROM unnest(${names}::text[]) name`,
    );
    expect(rows).toHaveLength(names.length);
    for (const { name, hard, soft, tokens } of rows) {
      expect({ name, hard, soft }).toEqual({ name, hard: soundOf(name), soft: soundOf(name, false) });
      for (const word of name.split(" ")) {
        for (const sound of soundsOf(word)) expect(tokens).toContain(`~${sound}`);
        if (word.length >= 4) expect(tokens).toContain(word.slice(1));
      }
    }
  });
});
