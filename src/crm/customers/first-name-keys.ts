/**
 * The keys that names had in the first forms, as they were. Only hashes of people who were erased then are still in them,
 * and those cannot be made anew. Never to be changed.
 */
import { foldName } from "./fold-name.ts";

const byCountry = {
  indonesia: "tbk|persero|persero tbk|pt|pt tbk|cv|ud|fa|pd|perseroan terbatas|perseroan terbatas tbk|firma|terbuka",
  malaysia: "sdn bhd|sdn|bhd|berhad|sendirian berhad|plt",
  singapore: "pte ltd|pte|pte limited|private limited|pvt ltd|pvt|pvt limited",
  english:
    "ltd|limited|llc|llp|lllp|pllc|lp|plc|inc|incorporated|corp|corporation|co|company|co ltd|co limited|company limited|co inc|and co|and company|cic|pc|pty ltd|pty|pty limited|proprietary limited|unlimited|holdings ltd",
  german:
    "gmbh|ggmbh|mbh|ag|kg|ohg|gbr|ug|ev|eg|kgaa|gmbh co kg|gmbh and co kg|ag co kg|co kg|mbh co kg|aktiengesellschaft|ug haftungsbeschrankt|se",
  dutch: "bv|nv|vof|bvba|cvba|vzw",
  french: "sa|sas|sasu|sarl|eurl|snc|sci|scop|sca",
  iberian: "sl|slu|sau|lda|ltda|sgps|sa de cv|sab de cv|sapi de cv|s de rl de cv|s de rl|eirl|spa|sac",
  italian: "srl|srls|spa|snc|sapa|scarl",
  nordic: "ab|aps|asa|oy|oyj|hf|ehf|ans",
  slavic: "doo|dooel|ooo|oao|zao|pao|ao|sp z oo|spolka z oo|sro|spol s ro|tov|jsc|ojsc|cjsc|ead|eood|ood",
  baltic: "uab|sia|ou",
  hungarian: "kft|zrt|nyrt|bt",
  japanese: "kk|gk|yk|kabushiki kaisha|godo kaisha",
  turkish: "ltd sti|anonim sirketi|limited sirketi",
  philippine: "opc",
} as const satisfies Record<string, string>;

const legalForms: readonly string[] = [...new Set(Object.values(byCountry).flatMap((forms) => forms.split("|")))];

/** Forms of address that stand before a name in Indonesian, Malay, English and a few European languages, folded. */
const titles = new Set(
  "bapak pak bpk ibu bu tuan tn nyonya ny nona nn sdr sdri saudara saudari kakak kak mas mbak haji hajah h hj kh gus ustadz ustad raden datuk dato dr drg drs dra ir prof professor doctor mr mrs ms miss mx sir madam herr frau monsieur madame mme mlle sr sra senor senora signor signora".split(
    " ",
  ),
);

/** Degrees and generations that stand after a comma, folded and without spaces ("S.E., M.M." is "se" and "mm"). */
const degrees = new Set(
  "se sh st sst ssi skom spd sag sip ssos skm sked sfarm spsi ss ssn sptr amd mm mba msi msc ma mkom mpd mh mt mkes magr mph phd dphil md dds dr ak ca cpa cfa pmp esq jr sr ii iii iv bsc ba beng meng llb llm sps spa spog sppd".split(
    " ",
  ),
);

/**
 * The key under which a person's name is matched whole, in any order: folded words, alphabetically. Titles before the
 * name and degrees after a comma are left out as long as a name remains, so "Pak Budi Santoso, S.E." and "Santoso, Budi" agree.
 */
export function firstNameKey(name: string): string {
  return sortWords(nameWords(name));
}

/** The folded words of a name in the order in which they are written, without titles and degrees where a name remains. */
function nameWords(name: string): string[] {
  const parts = name.split(/[,،，、]/u).map((part) => foldName(part).split(" ").filter(Boolean));
  const words = parts.flatMap((part, index) =>
    index > 0 && degrees.has(part.join("")) ? [] : part.slice(countTitles(part)),
  );
  return words.length > 0 ? words : parts.flat();
}

function countTitles(words: string[]): number {
  const first = words.findIndex((word) => !titles.has(word));
  return first === -1 ? words.length : first;
}

function sortWords(words: string[]): string {
  return words.toSorted().join(" ");
}

/** Legal forms by their first word, the longest first, each as its words. */
const formsByFirstWord = Map.groupBy(
  legalForms.map((form) => form.split(" ")).toSorted((a, b) => b.length - a.length),
  (words) => words[0] ?? "",
);

/** Forms that are written before the name: Indonesian and Russian ones. */
const openings = new Set(["pt", "cv", "ud", "fa", "pd", "firma", "perum", "ooo", "oao", "zao", "pao", "ao", "tov"]);

/**
 * The key under which a company's name is matched whole: folded words in their order, without legal forms before
 * ("PT Contoh Makmur Tbk" is "contoh makmur") or after it. A name that is nothing but legal forms keeps them ("PT").
 */
export function firstCompanyNameKey(name: string): string {
  // "S.A." and "SA", "P.T." and "PT": single letters joined by dots are one word
  const bare = name.replace(joinedForms, " ");
  const joined = (foldName(bare) === "" ? name : bare)
    .normalize("NFKC")
    .replace(
      /(?<![\p{L}\p{N}])(?:\p{L}\.\s?){2,}\p{L}?(?![\p{L}\p{N}])/gu,
      (letters) => `${letters.replace(/[.\s]/g, "")} `,
    );
  const all = foldName(joined.replaceAll("&", " ")).split(" ").filter(Boolean);
  let words = all;
  for (;;) {
    const shorter = withoutForm(words);
    if (shorter.length === words.length) break;
    if (shorter.length === 0) return (words.length < all.length ? words : all).join(" ");
    words = shorter;
  }
  return words.join(" ");
}

function withoutForm(words: string[]): string[] {
  const opening = words[0];
  if (opening !== undefined && openings.has(opening)) return words.slice(1);
  for (let start = 0; start < words.length; start += 1) {
    const forms = formsByFirstWord.get(words[start] ?? "") ?? [];
    const rest = words.slice(start).join(" ");
    if (forms.some((form) => form.join(" ") === rest)) return words.slice(0, start);
  }
  return words;
}

const joinedForms =
  /股份有限公司|有限责任公司|有限責任公司|有限公司|株式会社|合同会社|有限会社|주식회사|유한회사|㈜|㈱/gu;
