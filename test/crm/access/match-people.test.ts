import { describe, expect, it } from "vitest";
import { matchPeople } from "../../../src/crm/access/match-people.ts";

const people = [
  { id: "maya", names: ["Maya Putri", "maya", "maya@contoh.example"] },
  { id: "maya2", names: ["Maya Sari Dewi", "mayasari"] },
  { id: "wei", names: ["Tan Wei Ling", "wei.ling"] },
  { id: "salena", names: ["Saléna Gómez", "salena"] },
  { id: "sari", names: ["Sari Indah", "sari"] },
];

const ids = (words: string, isOther?: (word: string) => boolean) => {
  const { found, ambiguous, unknown } = matchPeople(words.split(" "), people, isOther);
  return {
    found: found.map(({ id }) => id),
    ambiguous: ambiguous.map(({ typed, candidates }) => [typed, candidates.map(({ id }) => id)]),
    unknown,
  };
};

describe("matchPeople", () => {
  it("prefers a whole name or handle to part of one", () => {
    expect(ids("maya")).toEqual({ found: ["maya"], ambiguous: [], unknown: [] });
    expect(ids("MAYA@contoh.example").found).toEqual(["maya"]);
  });

  it("reads names in any order, without accents, of several words", () => {
    expect(ids("wei ling").found).toEqual(["wei"]);
    expect(ids("gomez salena").found).toEqual(["salena"]);
  });

  it("tells several people apart in one breath", () => {
    expect(ids("wei ling salena").found).toEqual(["wei", "salena"]);
  });

  it("asks when several answer to it, and names what nobody does", () => {
    expect(ids("may")).toEqual({ found: [], ambiguous: [["may", ["maya", "maya2"]]], unknown: [] });
    expect(ids("nobody sal")).toEqual({ found: ["salena"], ambiguous: [], unknown: ["nobody"] });
  });

  it("takes no slip of another word for the beginning of a name", () => {
    const isOther = (word: string) => word === "sale";
    expect(ids("sale", isOther)).toEqual({ found: [], ambiguous: [], unknown: ["sale"] });
    expect(ids("sale").found).toEqual(["salena"]);
  });

  it("names nobody by signs alone", () => {
    expect(ids("🙂 ---")).toEqual({ found: [], ambiguous: [], unknown: ["🙂", "---"] });
  });
});
