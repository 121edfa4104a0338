import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { foldName } from "../../src/crm/customers/fold-name.ts";
import { nameWords } from "../../src/crm/customers/name-key.ts";
import { type PersonName, readPersonName } from "../../src/crm/customers/read-person-name.ts";
import type { Measure } from "./measure.ts";
import { Tally } from "./tally.ts";

const parts = ["title", "first", "middle", "last", "suffix", "nickname"] as const;
type Part = (typeof parts)[number];

const expected = z.array(
  z.object({
    input: z.string(),
    title: z.string(),
    first: z.string(),
    middle: z.string(),
    last: z.string(),
    suffix: z.string(),
    nickname: z.string(),
  }),
);
const labelled = z.array(z.object({ text: z.string(), tokens_json: z.string() }));
const tokens = z.array(z.tuple([z.string(), z.string()]));

const kept = new Set(["GivenName", "FirstInitial", "MiddleName", "MiddleInitial", "Surname", "LastInitial"]);

/** Names in their parts against two sets labelled by hand, compared folded; an empty expectation is not asserted. */
export const personNames: Measure = {
  name: "person-names",
  document: "normalisation.md",
  data: "vectors/person_names",
  async run(folder) {
    const rows = async (file: string): Promise<unknown> =>
      parse(await readFile(join(folder, file), "utf8"), { columns: true });
    const cases = expected.parse(await rows("nameparser_cases.csv"));
    const people = labelled.parse(await rows("probablepeople_person.csv"));
    return [
      wholeNames(cases).toMarkdown("Names with every asserted part right (nameparser)"),
      family(people).toMarkdown("Given name and surname told apart (probablepeople, names with exactly one of each)"),
      words(people).toMarkdown(
        "The name's own words kept, titles, degrees and nicknames left out (probablepeople, one person)",
      ),
    ].join("\n\n");
  },
};

function wholeNames(cases: z.infer<typeof expected>): Tally {
  const tally = new Tally();
  for (const row of cases) {
    const read = shown(readPersonName(row.input));
    const wrong = parts.filter((part) => row[part] !== "" && fold(row[part]) !== fold(read[part]));
    if (wrong.length === 0) tally.right();
    else tally.miss(wrong.join(", "), row.input);
  }
  return tally;
}

function shown(name: PersonName): Record<Part, string> {
  return {
    title: name.titles.join(" "),
    first: name.given.join(" "),
    middle: name.middle.join(" "),
    last: name.family.join(" "),
    suffix: name.suffixes.join(" "),
    nickname: name.nicknames.join(" "),
  };
}

function fold(text: string): string {
  return foldName(text).replaceAll(" ", "");
}

function read(row: z.infer<typeof labelled>[number]): [string, string][] {
  return tokens.parse(JSON.parse(row.tokens_json));
}

function family(people: z.infer<typeof labelled>): Tally {
  const tally = new Tally();
  for (const row of people) {
    const labels = read(row);
    const [given, surname] = ["GivenName", "Surname"].map((label) => labels.filter(([, one]) => one === label));
    if (given?.length !== 1 || surname?.length !== 1 || labels.some(([, one]) => one === "And")) continue;
    const name = readPersonName(row.text);
    const right =
      fold(name.given.join("")) === fold(given[0]?.[0] ?? "") &&
      fold(name.family.join("")) === fold(surname[0]?.[0] ?? "");
    if (right) tally.right();
    else
      tally.miss(
        name.given.length === 0 || name.family.length === 0
          ? "one of the two not found"
          : fold(name.given.join("")) === fold(surname[0]?.[0] ?? "")
            ? "surname first, without a comma"
            : "another word",
        row.text,
      );
  }
  return tally;
}

function words(people: z.infer<typeof labelled>): Tally {
  const tally = new Tally();
  for (const row of people) {
    const labels = read(row);
    if (labels.some(([, one]) => one === "And")) continue;
    const wanted = labels.filter(([, one]) => kept.has(one)).map(([word]) => fold(word));
    if (wanted.length === 0) continue;
    const got = nameWords(row.text);
    const [want, have] = [wanted.toSorted().join(""), got.join("")];
    if (letters(want) === letters(have)) tally.right();
    else {
      const others = labels.filter(([word, one]) => !kept.has(one) && fold(word) !== "").map(([, one]) => one);
      tally.miss(
        have.length > want.length
          ? `left in: ${[...new Set(others)].toSorted().join(", ") || "something"}`
          : "a word of the name left out",
        row.text,
      );
    }
  }
  return tally;
}

const letters = (text: string) => Array.from(text).toSorted().join("");
