import { foldName } from "./fold-name.ts";
import {
  ands,
  capitalForms,
  joinedForms,
  legalForms,
  openingCapitalForms,
  openingForms,
  shortWords,
} from "./legal-forms.ts";

/** A word of a name: as it is compared, and whether it was typed so that it can be an abbreviation. */
interface Word {
  folded: string;
  capitals: boolean;
  /** with dots or a stroke between its letters */
  dotted: boolean;
  /** "SpA", or capitals in a name that has small letters too */
  contrast: boolean;
  latin: boolean;
}

/** How a form must be typed. `contrast` is for "SpA": "Bali Spa" and "BALI SPA" keep it, "Eni SpA" and "Eni SPA" do not. */
type Need = "nothing" | "capitals" | "contrast" | "dots";

interface Form {
  /** in how many words it is written */
  counts: Set<number>;
  needs: Set<Need>;
}

interface Forms {
  /** by their text folded without blanks; of a short one in another script after "~": "ИП" is no "IP" */
  byText: Map<string, Form>;
  /** first words of forms that stand before a name, last words of those after it: what cannot be one ends the search */
  outermost: Set<string>;
  mostWords: number;
}

/** Longer texts are told from words of another script by themselves. */
const shortText = 8;
/** Of what a form's letters are, when they are written with blanks between them: "S p A", "Sp. z o. o.". */
const longestPiece = 3;

/** Read at the first name, once: most commands need none of it. */
let compiled: { closings: Forms; openings: Forms } | null = null;

/**
 * The key under which a company's name is matched whole: folded words in their order, without the legal forms after it
 * and before it ("PT Contoh Makmur Tbk" is "contoh makmur"). One word is always left ("PT").
 */
export function companyNameKey(name: string): string {
  const bare = /[^\p{ASCII}]/u.test(name) ? name.replace(joinedForms, " ") : name;
  let words = readWords(bare);
  if (words.length === 0) words = readWords(name);
  compiled ??= {
    closings: compile([
      [legalForms, "nothing"],
      [capitalForms, "capitals"],
    ]),
    openings: compile([
      [openingForms, "nothing"],
      [openingCapitalForms, "capitals"],
    ]),
  };
  const end = endOfName(words, compiled.closings);
  const start = startOfName(words, end, compiled.openings);
  return words
    .slice(start, end)
    .map(({ folded }) => folded)
    .join(" ");
}

/** Where the longest row of forms at the end begins, the first word kept. */
function endOfName(words: Word[], closings: Forms): number {
  const ends = new Set([words.length]);
  let first = words.length;
  for (let end = words.length; end > 1; end -= 1) {
    if (!ends.has(end) || !closings.outermost.has(words[end - 1]?.folded ?? "")) continue;
    let text = "";
    for (let start = end - 1; start >= Math.max(1, end - closings.mostWords); start -= 1) {
      text = `${words[start]?.folded}${text}`;
      if (!isForm(text, closings, words, start, end)) continue;
      ends.add(start);
      first = Math.min(first, start);
    }
  }
  return first;
}

/** Where the longest row of forms at the beginning ends, the last word kept. */
function startOfName(words: Word[], length: number, openings: Forms): number {
  const starts = new Set([0]);
  let last = 0;
  for (let start = 0; start < length - 1; start += 1) {
    if (!starts.has(start) || !openings.outermost.has(words[start]?.folded ?? "")) continue;
    let text = "";
    for (let end = start + 1; end <= Math.min(length - 1, start + openings.mostWords); end += 1) {
      text = `${text}${words[end - 1]?.folded}`;
      if (!isForm(text, openings, words, start, end)) continue;
      starts.add(end);
      last = Math.max(last, end);
    }
  }
  return last;
}

function isForm(text: string, { byText }: Forms, words: Word[], start: number, end: number): boolean {
  return (
    fits(byText.get(text), text, words, start, end) ||
    (!words[start]?.latin && fits(byText.get(`~${text}`), text, words, start, end))
  );
}

/**
 * Written in the words that the form has, with dots or blanks between its letters, or, if long, with its words joined or
 * parted ("Aktie-Bolag"); and typed so as the form needs it.
 */
function fits(form: Form | undefined, text: string, words: Word[], start: number, end: number): boolean {
  if (!form) return false;
  const typed = words.slice(start, end);
  const letters = typed.filter(({ folded, dotted }) => folded.length === 1 || dotted).length;
  // two letters are as often a name's own: "D & D"
  const inPieces =
    (typed.length > 2 || typed.some(({ dotted }) => dotted)) &&
    letters * 2 >= typed.length &&
    typed.every(({ folded }) => folded.length <= longestPiece);
  if (!form.counts.has(typed.length) && !inPieces && text.length <= shortText) return false;
  if (form.needs.has("nothing") || (inPieces && letters === typed.length)) return true;
  return typed.every(
    ({ capitals, contrast, dotted }) =>
      dotted || (capitals && form.needs.has("capitals")) || (contrast && form.needs.has("contrast")),
  );
}

function readWords(name: string): Word[] {
  const text = name.normalize("NFKC");
  const contrast = /\p{Ll}/u.test(text.replace(/\p{L}+\P{L}*$/u, ""));
  const words: Word[] = [];
  // "S.A." and "SA", "P.T." and "PT", "A/S" and "AS": single letters joined by dots or a stroke are one word
  for (const [typed] of text.matchAll(
    /(?<![\p{L}\p{N}])(?:\p{L}\.(?:\s?\p{L}\.)+\p{L}?|\p{L}(?:\.\p{L})+)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])\p{L}(?:\/\p{L})+(?![\p{L}\p{N}])|[^\s,;()[\]&]+/gu,
  )) {
    if (/^[A-Za-z0-9]+$/.test(typed)) {
      const capitals = typed === typed.toUpperCase();
      words.push({
        folded: typed.toLowerCase(),
        capitals,
        dotted: false,
        contrast: capitals ? contrast : /[a-z][A-Z]+$/.test(typed),
        latin: true,
      });
      continue;
    }
    const dotted = /^(?:\p{L}[./]\s?)+\p{L}?$/u.test(typed) && typed.replace(/\P{L}/gu, "").length > 1;
    const capitals = !/\p{Ll}/u.test(typed);
    const latin = /[\p{Script=Latin}\d]/u.test(typed);
    for (const folded of foldName(dotted ? typed.replace(/\P{L}/gu, "") : typed).split(" ")) {
      if (folded === "") continue;
      words.push({
        folded,
        capitals,
        dotted,
        contrast: capitals ? contrast : /\p{Ll}\p{Lu}+$/u.test(typed),
        latin,
      });
    }
  }
  return words;
}

function compile(lists: [readonly string[], Need][]): Forms {
  const forms: Forms = { byText: new Map(), outermost: new Set(), mostWords: 0 };
  for (const [list, need] of lists)
    for (const form of list)
      for (const spelling of spellings(form)) {
        const words = foldName(spelling).split(" ");
        const text = words.join("");
        const latin = /\p{Script=Latin}/u.test(spelling);
        const known = latin || text.length > shortText ? text : `~${text}`;
        const found = forms.byText.get(known) ?? { counts: new Set(), needs: new Set() };
        // once as it is written, once with its letters joined
        found.counts.add(words.length).add(readWords(spelling).length);
        found.needs.add(needOf(form, need));
        forms.byText.set(known, found);
        for (const word of [words[0], words.at(-1)]) forms.outermost.add(word ?? "");
        for (let length = 1; length <= longestPiece; length += 1)
          forms.outermost.add(text.slice(0, length)).add(text.slice(-length));
        forms.outermost.add(text);
        forms.mostWords = Math.max(forms.mostWords, words.length, text.length <= shortText ? text.length : 0);
      }
  return forms;
}

function needOf(form: string, need: Need): Need {
  if (need !== "capitals") return need;
  if (/^\p{L}{1,2}[./]/u.test(form)) return "dots";
  return /\p{Ll}/u.test(form) ? "contrast" : "capitals";
}

/** A form with "&" and its long words in every usual way. */
function spellings(form: string): string[] {
  const words = form.split(/\s+/u);
  const ways = words.map((word) => {
    if (word === "&") return words.length > 2 ? ands : ands.slice(0, -1);
    return words.length > 1 ? [word, ...(shortWords[foldName(word)] ?? [])] : [word];
  });
  return ways
    .reduce<string[]>((texts, way) => texts.flatMap((text) => way.map((word) => `${text} ${word}`)), [""])
    .map((text) => text.trim());
}
