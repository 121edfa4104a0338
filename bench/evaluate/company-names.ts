import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { companyNameKey } from "../../src/crm/customers/company-name-key.ts";
import { foldName } from "../../src/crm/customers/fold-name.ts";
import type { Measure } from "./measure.ts";
import { Tally } from "./tally.ts";

const terms = z.object({
  terms_by_type: z.record(z.string(), z.array(z.string())),
  terms_by_country: z.record(z.string(), z.array(z.string())),
});
const orgTypes = z.object({
  types: z.array(
    z.object({
      display: z.string().optional(),
      generic: z.string().optional(),
      aliases: z.array(z.string()).optional(),
    }),
  ),
});

/** A company's name that holds no legal form, to try forms on. */
const probe = "Kurnia Wibawa";

/**
 * Legal forms of two lists put after a name must leave its key as it is; and of real names nothing but a legal form may
 * be missing from the key.
 */
export const companyNames: Measure = {
  name: "company-names",
  document: "normalisation.md",
  data: "vectors/company_suffixes",
  async run(folder) {
    const text = (name: string) => readFile(join(folder, name), "utf8");
    const lists = terms.parse(JSON.parse(await text("cleanco_terms.json")));
    const known = [
      ...new Set([...Object.values(lists.terms_by_type), ...Object.values(lists.terms_by_country)].flat()),
    ];
    const { types } = orgTypes.parse(parseYaml(await text("rigour_org_types.yml")));
    const names = z
      .array(z.tuple([z.string()]).rest(z.string()))
      .parse(
        parse(await text("cleanco_companies.csv"), { delimiter: ";", relax_quotes: true, relax_column_count: true }),
      );
    return [
      afterAName(known.map((form) => ({ form, kind: "cleanco" }))).toMarkdown(
        "Forms of cleanco's list left out after a name",
      ),
      afterAName(
        types.flatMap(({ generic, aliases = [] }) =>
          aliases.map((form) => ({ form, kind: generic ?? "no generic type" })),
        ),
      ).toMarkdown("Forms of rigour's list left out after a name (misses by its generic type)"),
      realNames(
        names.map(([name]) => name),
        [...known, ...types.flatMap(({ aliases = [] }) => aliases)],
      ).toMarkdown("Real names: every form at the end left out, and nothing else"),
    ].join("\n\n");
  },
};

function afterAName(forms: { form: string; kind: string }[]): Tally {
  const tally = new Tally();
  for (const { form, kind } of forms) {
    const key = companyNameKey(`${probe} ${form}`);
    if (key === foldName(probe)) tally.right();
    else tally.miss(`${kind}: ${key === foldName(`${probe} ${form}`) ? "left in" : "left in part"}`, form);
  }
  return tally;
}

/** By the lists' own forms, compared folded and without blanks. */
function realNames(names: string[], forms: readonly string[]): Tally {
  const tally = new Tally();
  const joined = new Set(forms.map((form) => foldName(form.replaceAll("&", " ")).replaceAll(" ", "")));
  const endsInForm = (words: string[]) => words.some((_, at) => at > 0 && joined.has(words.slice(at).join("")));
  for (const name of names) {
    const all = foldName(name.replaceAll("&", " "))
      .replace(/\b(\w) (?=\w\b)/g, "$1")
      .split(" ");
    const key = companyNameKey(name);
    const left = key.split(" ");
    const gone = all.join("").replace(left.join(""), " ").trim().split(" ");
    if (endsInForm(left)) tally.miss("a form is left at the end", `${name} → ${key}`);
    else if (gone.every((part) => part === "" || isMadeOf(part, joined))) tally.right();
    else tally.miss("more than a form is gone", `${name} → ${key}`);
  }
  return tally;
}

function isMadeOf(text: string, parts: ReadonlySet<string>): boolean {
  if (text === "") return true;
  return Array.from(text, (_, at) => text.length - at).some(
    (length) => parts.has(text.slice(0, length)) && isMadeOf(text.slice(length), parts),
  );
}
