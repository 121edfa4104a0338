/** A part of a note with the word that was looked for in the middle of it. */
export interface Passage {
  before: string;
  said: string;
  after: string;
}

/** Characters of the note on each side: with the word, a line and a half of a phone. */
const around = 45;

/**
 * The passage of a note in which one of these beginnings of words stands first, cut between words, with an ellipsis where it is
 * cut. A note that has none of them is told from its start, with nothing marked.
 */
export function readPassage(note: string, beginnings: readonly string[]): Passage {
  const text = note.replace(/\s+/gu, " ").trim();
  // Whole, with what hangs together with it ("e-mails"): Slack makes nothing bold that begins within a word.
  const found = [...text.matchAll(/[\p{L}\p{N}](?:\S*[\p{L}\p{N}])?/gu)].find(([word]) =>
    word
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .some((part) => beginnings.some((beginning) => part.startsWith(beginning))),
  );
  if (!found) return { before: "", said: "", after: fromStart(text, 2 * around) };
  const [said] = found;
  return {
    before: toEnd(text.slice(0, found.index), around),
    said,
    after: fromStart(text.slice(found.index + said.length), around),
  };
}

function fromStart(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest);
  const blank = cut.lastIndexOf(" ");
  return `${(blank > longest / 2 ? cut.slice(0, blank) : cut).toWellFormed().replace(/\ufffd$/u, "")}…`;
}

function toEnd(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(-longest);
  const blank = cut.indexOf(" ");
  return `…${(blank !== -1 && blank < longest / 2 ? cut.slice(blank + 1) : cut).toWellFormed().replace(/^\ufffd/u, "")}`;
}
