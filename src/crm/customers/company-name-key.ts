import { foldName } from "./fold-name.ts";
import {
  capitalForms,
  contrastForms,
  joinedForms,
  legalForms,
  openingCapitalForms,
  openingForms,
} from "./legal-forms.ts";

/** A word of a name: as it is compared, and whether it was typed so that it can be an abbreviation. */
interface Word {
  folded: string;
  capitals: boolean;
  /** with dots or a stroke between its letters */
  dotted: boolean;
  /** "SpA", or capitals in a name that has small letters too */
  contrast: boolean;
}

/** Folded without blanks, and in how many words it is written out. */
const closings = compile(legalForms);
const openings = compile(openingForms);
const capitals = compile(capitalForms);
const openingCapitals = compile(openingCapitalForms);
const contrasts = compile(contrastForms);

/** More words than a form has. */
const mostWords = Math.max(...[...closings, ...openings].map(([, words]) => Math.max(...words)), 8);

/**
 * The key under which a company's name is matched whole: folded words in their order, without legal forms before
 * ("PT Contoh Makmur Tbk" is "contoh makmur") or after it. A name that is nothing but legal forms keeps them ("PT").
 */
export function companyNameKey(name: string): string {
  const bare = name.replace(joinedForms, " ");
  const all = readWords(foldName(bare) === "" ? name : bare);
  let words = all;
  for (;;) {
    const shorter = withoutForm(words);
    if (shorter.length === words.length) break;
    if (shorter.length === 0) break;
    words = shorter;
  }
  return words.map(({ folded }) => folded).join(" ");
}

function compile(forms: readonly string[]): Map<string, Set<number>> {
  const byText = new Map<string, Set<number>>();
  for (const form of forms) {
    const words = foldName(form.replaceAll("&", " ")).split(" ");
    const text = words.join("");
    // once as it is written, once with its letters joined
    const counts = byText.get(text) ?? new Set();
    byText.set(text, counts.add(words.length).add(readWords(form).length));
  }
  return byText;
}

function readWords(name: string): Word[] {
  const text = name.normalize("NFKC").replaceAll("&", " ");
  const contrast = /\p{Ll}/u.test(text.replace(/\p{L}+\P{L}*$/u, ""));
  // "S.A." and "SA", "P.T." and "PT", "A/S" and "AS": single letters joined by dots or a stroke are one word
  return [
    ...text.matchAll(
      /(?<![\p{L}\p{N}])(?:\p{L}\.\s?){2,}\p{L}?(?![\p{L}\p{N}])|\p{L}\/\p{L}(?![\p{L}\p{N}])|[^\s,;()[\]]+/gu,
    ),
  ].flatMap(([typed]) => {
    const dotted = /^(?:\p{L}[./]\s?)+\p{L}?\.?$/u.test(typed) && typed.replace(/\P{L}/gu, "").length > 1;
    const folded = foldName(dotted ? typed.replace(/\P{L}/gu, "") : typed)
      .split(" ")
      .filter(Boolean);
    const isCapital = !/\p{Ll}/u.test(typed);
    return folded.map((word) => ({
      folded: word,
      capitals: isCapital,
      dotted,
      contrast: isCapital ? contrast : /\p{Ll}\p{Lu}$/u.test(typed),
    }));
  });
}

function withoutForm(words: Word[]): Word[] {
  for (let count = Math.min(mostWords, words.length); count > 0; count -= 1) {
    const end = words.slice(-count);
    if (isForm(end, closings) || isForm(end, capitals, isCapital) || isForm(end, contrasts, isContrast))
      return words.slice(0, -count);
  }
  for (let count = Math.min(mostWords, words.length); count > 0; count -= 1) {
    const start = words.slice(0, count);
    if (isForm(start, openings) || isForm(start, openingCapitals, isCapital)) return words.slice(count);
  }
  return words;
}

const isCapital = (word: Word) => word.capitals || word.dotted;
const isContrast = (word: Word) => word.dotted || word.contrast;

/** Written in the words that the form has, or with blanks between its letters ("S p A", "Ges. m. b. H."). */
function isForm(words: Word[], forms: ReadonlyMap<string, ReadonlySet<number>>, fits = (_: Word) => true): boolean {
  const counts = forms.get(words.map(({ folded }) => folded).join(""));
  if (!counts || !words.every(fits)) return false;
  return counts.has(words.length) || words.every(({ folded }) => folded.length <= 3);
}
