import { AsYouType, isSupportedCountry } from "libphonenumber-js/max";
import { cleanLine } from "./clean-line.ts";
import { companyNameKey } from "./company-name-key.ts";
import { foldName } from "./fold-name.ts";
import { nameKey, nameWords } from "./name-key.ts";
import { normaliseEmail } from "./normalise-email.ts";
import { normalisePhone, toPlainDigits } from "./normalise-phone.ts";

/** What was typed to find a customer, understood in each way that it allows. */
export interface SearchText {
  /** a whole address, in normal form */
  email: string | null;
  /** the beginning of an address: it has a sign but is not whole */
  emailPrefix: string | null;
  /** three characters or more that an address may have anywhere in it: a word typed without blanks */
  emailPart: string | null;
  /** a whole number, E.164 */
  phone: string | null;
  /** the beginnings that a number may have, in E.164's form */
  phonePrefixes: string[];
  /** four digits or more that a number may end with */
  phoneTail: string | null;
  /** null when the text is an address or a number */
  name: { folded: string; key: string; words: string[]; companyKey: string } | null;
}

/** Nobody types more to find somebody; a pasted page is cut here, before it is compared with anything. */
const longestText = 200;
/** More words than a name has make a search no sharper. */
const mostWords = 8;
const fewestDigits = 4;
const shortestPart = 3;

/** Reads the text of a search. Every text can be read; one that holds nothing gives nothing but nulls. */
export function readSearchText(typed: string, region: string): SearchText {
  const text = cleanLine(typed).slice(0, longestText).toWellFormed().trim();
  const nothing: SearchText = {
    email: null,
    emailPrefix: null,
    emailPart: null,
    phone: null,
    phonePrefixes: [],
    phoneTail: null,
    name: null,
  };
  if (text.includes("@")) {
    const email = normaliseEmail(text);
    if (email.ok) return { ...nothing, email: email.normal, emailPrefix: email.normal, emailPart: email.normal };
    const beginning = text.toLowerCase().replace(/^mailto:|[<>\s]/gu, "");
    if (beginning.replaceAll("@", "").length >= shortestPart)
      return { ...nothing, emailPrefix: beginning.startsWith("@") ? null : beginning, emailPart: beginning };
  }
  const digits = toPlainDigits(text);
  if (/^[\d\s()+./-]+(?:\s*(?:x|ext\.?)\s*\d+)?$/iu.test(digits.replace(/^tel:/iu, ""))) {
    const bare = digits.replace(/\D/gu, "");
    if (bare.length >= fewestDigits) return { ...nothing, ...readDigits(digits, bare, region) };
  }
  const folded = foldName(text);
  if (folded === "") return nothing;
  const words = nameWords(text).slice(0, mostWords);
  const emailPart = /^[\w.+-]{3,64}$/.test(text) ? text.toLowerCase() : null;
  return { ...nothing, emailPart, name: { folded, key: nameKey(text), words, companyKey: companyNameKey(text) } };
}

function readDigits(
  digits: string,
  bare: string,
  region: string,
): Pick<SearchText, "phone" | "phonePrefixes" | "phoneTail"> {
  const phone = normalisePhone(digits, region);
  if (phone.ok) return { phone: phone.normal, phonePrefixes: [phone.normal], phoneTail: null };
  return {
    phone: null,
    phonePrefixes: [...new Set([readBeginning(digits, region), `+${bare}`])].filter((one) => one.length > fewestDigits),
    phoneTail: bare.replace(/^0+(?=\d{4})/, ""),
  };
}

/** "0812 34" in Indonesia begins the numbers that begin with +6281234. */
function readBeginning(digits: string, region: string): string {
  const typing = new AsYouType(isSupportedCountry(region) ? region : undefined);
  typing.input(digits);
  return typing.getNumberValue() ?? "";
}
