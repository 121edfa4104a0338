import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { companyNameKey } from "../../../src/crm/customers/company-name-key.ts";
import { nameKey, nameWords } from "../../../src/crm/customers/name-key.ts";
import { readPersonName } from "../../../src/crm/customers/read-person-name.ts";

const parts = (name: string) => {
  const { titles, given, middle, family, suffixes, nicknames } = readPersonName(name);
  return [titles, given, middle, family, suffixes, nicknames].map((words) => words.join(" ")).join("|");
};

describe("readPersonName", () => {
  it.each([
    ["Bapak Drs. H. Agus Salim Wijaya, S.E., M.M.", "Bapak Drs. H.|Agus|Salim|Wijaya|S.E. M.M.|"],
    ["Pak Budi", "Pak|Budi||||"],
    ["Suharto", "|Suharto||||"],
    ["Mr. Smith", "Mr.|||Smith||"],
    ["Santoso, Budi", "|Budi||Santoso||"],
    ["Hj. Siti Aminah binti Abdullah", "Hj.|Siti|Aminah|binti Abdullah||"],
    ["Vincent van der Berg", "|Vincent||van der Berg||"],
    ['Robert "Bob" Smith Jr.', "|Robert||Smith|Jr.|Bob"],
    ["Jack Ma", "|Jack||Ma||"],
    ["Ma, Jack", "|Jack||Ma||"],
    ["BUDI SANTOSO SE", "|BUDI||SANTOSO|SE|"],
    ["Andrews, M.D.", "|Andrews|||M.D.|"],
    ["Sultan Ahmad", "|Sultan||Ahmad||"],
    ["H Hawkins", "|H||Hawkins||"],
  ])("%s", (name, expected) => {
    expect(parts(name)).toBe(expected);
  });

  it("throws for nothing, and its words are never none where something can be read", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string(),
      fc
        .array(fc.constantFrom("Pak", "H.", ",", "Ma", "S.E.", "(", ")", '"', "van", "y", "Jr", "Budi"))
        .map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(text, (name) => {
        expect(nameWords(name).every((word) => /^[a-z0-9]+$/.test(word))).toBe(true);
        expect(nameKey(`  ${name}  `)).toBe(nameKey(name));
      }),
    );
  });

  it("gives one key to the spellings of one name", () => {
    const word = fc.stringMatching(/^[a-z]{2,8}zz$/);
    fc.assert(
      fc.property(word, word, (given, family) => {
        const key = nameKey(`${given} ${family}`);
        for (const spelling of [
          `${family}, ${given}`,
          `Bpk. ${given} ${family}`,
          `Ibu Hj. ${given} ${family}, S.H., M.Kn.`,
          `Dr. ${given.toUpperCase()} ${family.toUpperCase()} MBA`,
          `${given} (Bang) ${family} Jr.`,
        ])
          expect(nameKey(spelling), spelling).toBe(key);
      }),
    );
  });
});

describe("companyNameKey, by how a form is typed", () => {
  it.each([
    ["Equinor AS", "equinor"],
    ["A/S Storebælt", "storebaelt"],
    ["Eni S.p.A.", "eni"],
    ["Eni SpA", "eni"],
    ["Bali Spa", "bali spa"],
    ["BALI SPA", "bali spa"],
    ["SIA Latvija", "latvija"],
    ["Sia Abadi", "sia abadi"],
    ["SAS Institute Inc.", "sas institute"],
    ["AT&T Inc.", "at t"],
    ["CONTOH MAKMUR, PT", "contoh makmur"],
    ["Kowalski sp. z o.o.", "kowalski"],
    ["Muster Ges. m. b. H.", "muster"],
  ])("%s is %s", (name, key) => {
    expect(companyNameKey(name)).toBe(key);
  });
});
