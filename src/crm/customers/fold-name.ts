import anyAscii from "any-ascii";

/**
 * The form in which names are compared: no case, no accents, Latin letters whatever the script ("Łukasz Żółć" and
 * "ЛУКАШ" alike), apostrophes dropped ("Ma'ruf" is "maruf"), other punctuation as spaces. Words of a–z and 0–9 with
 * single spaces between them; empty when the text holds nothing that can be read aloud. Folding twice changes nothing.
 */
export function foldName(name: string): string {
  return anyAscii(name.toWellFormed().normalize("NFKC"))
    .toLowerCase()
    .replace(/['`]/g, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}
