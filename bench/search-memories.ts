import { companyNameKey } from "../src/crm/customers/company-name-key.ts";
import { foldName } from "../src/crm/customers/fold-name.ts";
import type { Target } from "./search-base.ts";

/** One kind of thing that somebody remembers of a customer, and what they then type. */
export interface Memory {
  /** as the table shows it */
  title: string;
  /** null: nothing of the kind can be remembered of this one */
  type(target: Target, draw: Draw): string | null;
  /** anybody of the company will do */
  anyOfCompany?: boolean;
}

/** A number from 0 up to, but not, `below`: the same row of numbers each time. */
export type Draw = (below: number) => number;

/** Park and Miller's generator: good enough to choose letters by, and nothing else. */
export function drawFrom(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const wordsOf = (target: Target) => foldName(target.name).split(" ");
const firstOf = (target: Target) => wordsOf(target)[0] ?? "";
const lastOf = (target: Target) => wordsOf(target).at(-1) ?? "";

export const memories: readonly Memory[] = [
  { title: "the whole name", type: ({ name }) => name },
  { title: "the surname only", type: (target) => longEnough(lastOf(target), 3) },
  { title: "first name and surname, one slip", type: (target, draw) => misspelt(target, draw) },
  { title: "the surname, one slip", type: (target, draw) => slip(lastOf(target), draw) },
  { title: "a spoken spelling (by our own rule)", type: (target, draw) => spoken(target, draw) },
  { title: "a spoken spelling (listed variants)", type: (target, draw) => variant(target, draw) },
  { title: "the company only", type: ({ company }) => longEnough(companyNameKey(company), 3), anyOfCompany: true },
  {
    title: "first name and a word of the company",
    type(target) {
      const [word = ""] = companyNameKey(target.company)
        .split(" ")
        .toSorted((a, b) => b.length - a.length);
      return word.length > 3 ? `${firstOf(target)} ${word}` : null;
    },
  },
  { title: "the last four digits of the phone", type: ({ phone }) => phone.slice(-4) },
  { title: "the last six digits of the phone", type: ({ phone }) => phone.slice(-6) },
  {
    title: "part of the e-mail address",
    type({ email }) {
      const local = email.slice(0, email.indexOf("@"));
      return local.length < 6 ? null : local.slice(-Math.max(6, Math.ceil(local.length * 0.6)));
    },
  },
  { title: "a word of a note", type: ({ note }) => note && longEnough(note.noun, 4) },
  { title: "two words of a note", type: ({ note }) => note && `${note.noun} ${note.product}` },
];

function longEnough(text: string, least: number): string | null {
  return text.length < least ? null : text;
}

function misspelt(target: Target, draw: Draw): string | null {
  const wrong = slip(lastOf(target), draw);
  return wrong && `${firstOf(target)} ${wrong}`;
}

/** A letter too few, too many, another one, or two neighbours changed round; never the first, which people get right. */
function slip(word: string, draw: Draw): string | null {
  if (word.length < 5) return null;
  const at = 1 + draw(word.length - 2);
  const [before, letter, next, after] = [word.slice(0, at), word[at] ?? "", word[at + 1] ?? "", word.slice(at + 1)];
  const wrong = [
    before + after,
    before + letter + letter + after,
    before + "aeiourstnl"[draw(10)] + after,
    before + next + letter + word.slice(at + 2),
  ][draw(4)];
  return wrong === undefined || wrong === word ? null : wrong;
}

/** Spellings that our rule takes for one: what is measured is that the index keeps what the rule promises. */
const respellings: readonly (readonly [RegExp, string])[] = [
  [/u/, "oe"],
  [/y(?=[aou])/, "j"],
  [/c(?=[aou])/, "tj"],
  [/sy/, "sj"],
  [/f/, "v"],
  [/k(?=[aou])/, "c"],
  [/i$/, "y"],
  [/z/, "s"],
  [/t(?=[aeiou])/, "th"],
  [/d$/, "dh"],
  [/n(?=[aeiou])/, "nn"],
];

function spoken(target: Target, draw: Draw): string | null {
  const last = lastOf(target);
  const fitting = respellings.filter(([letters]) => last.length > 3 && letters.test(last));
  const chosen = fitting[draw(Math.max(1, fitting.length))];
  return chosen ? `${firstOf(target)} ${last.replace(chosen[0], chosen[1])}` : null;
}

/** Names that are written in several ways, as they stand in telephone books: drawn up without regard to the rule. */
const variants: readonly (readonly string[])[] = [
  "muhammad mohammad muhamad mohamad mochamad muhamed mohammed",
  "ahmad achmad akhmad ahmed",
  "sukarno soekarno",
  "suharto soeharto",
  "rizki rizky riski rizqi rezky",
  "siti sity",
  "dewi dewy",
  "joko djoko",
  "yusuf jusuf yoesoef yusup",
  "aisyah aisya aisha aysha",
  "fitri fitry vitri",
  "nurul noerul",
  "yuliana juliana yulianna",
  "wijaya widjaja wijaja widjaya",
  "setiawan setyawan",
  "kusuma koesoema kusumah",
  "susanto soesanto",
  "hidayat hidajat",
  "budi boedi budhi budy",
  "agus agoes",
  "sri srie",
  "tri trie",
  "catherine katherine kathryn catharine katrin",
  "john jon",
  "stephen steven stefan",
  "philip phillip filip",
  "michael mikael michel",
  "sarah sara",
  "anna ana",
  "eric erik erick",
  "christian kristian cristian",
  "christina kristina cristina",
  "nicholas nicolas nikolas",
  "thomas tomas",
  "sophie sofie sofi",
  "matthew mathew",
  "elizabeth elisabeth",
  "lewis louis luis",
  "claire clare clair",
  "bryan brian",
  "susan suzan",
  "isabel isabelle izabel",
  "maryati mariati",
  "winarno winarna",
  "prasetyo prasetio prasetya",
  "nugroho nugraha",
  "utami oetami",
  "rahayu rahajoe",
  "laksmiwati laxmiwati",
  "permadi permady",
  "halim chalim",
  "hasan khasan hassan",
  "usman oesman utsman",
  "umar oemar omar",
].map((line) => line.split(" "));

function variant(target: Target, draw: Draw): string | null {
  const words = wordsOf(target);
  for (const [at, word] of words.entries()) {
    const others = variants.find((group) => group.includes(word))?.filter((one) => one !== word) ?? [];
    if (others.length > 0) return words.with(at, others[draw(others.length)] ?? word).join(" ");
  }
  return null;
}
