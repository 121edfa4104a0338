import { foldName } from "./fold-name.ts";
import { joinedForms, legalForms } from "./legal-forms.ts";

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
export function companyNameKey(name: string): string {
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
