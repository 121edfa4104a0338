import type { SectionBlock } from "@slack/types";
import { section } from "../blocks.ts";
import { literalWithin } from "../mrkdwn.ts";
import { kitText } from "./kit.text.ts";

/** Fewer words than these are typed again sooner than copied. */
const fewestWords = 5;
const fewestCharacters = 60;
/** Slack's limit of a section, less the words that introduce what was typed. */
const longestPiece = 2900;
/** All blocks of a message hold 13,200 characters or so. */
const mostPieces = 4;

/**
 * What was typed, to be copied, as it was typed: a refused command leaves nothing in the composer. Nothing for a few words,
 * which are no loss.
 */
export function typedBackBlocks(typed: string | null): SectionBlock[] {
  const text = typed?.trim() ?? "";
  if (text.split(/\s+/u).length <= fewestWords && text.length < fewestCharacters) return [];
  const [first = "", ...others] = piecesOf(text);
  return [section(kitText.typedBack(first)), ...others.map((piece) => section(piece))];
}

/** Pieces each of which fits into a section once its signs are escaped. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest !== "" && pieces.length < mostPieces) {
    let taken = Math.min(rest.length, longestPiece);
    while (literalWithin(rest.slice(0, taken), Number.POSITIVE_INFINITY).length > longestPiece) taken -= 100;
    if (/[\ud800-\udbff]$/u.test(rest.slice(0, taken)) && taken < rest.length) taken -= 1;
    pieces.push(literalWithin(rest.slice(0, taken), longestPiece));
    rest = rest.slice(taken);
  }
  return pieces;
}
