/** A text as mrkdwn shows it literally: nothing in it is a mention, a link or an entity. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * A name or a note inside bold or italics: Slack has no escape for its own signs, so a zero-width space keeps them from
 * closing the style.
 */
export function inline(text: string): string {
  return literal(oneLine(text));
}

/** The same in at most `longest` characters, cut in the text and never within what a character becomes. */
export function inlineWithin(text: string, longest: number): string {
  return fitting(oneLine(text), longest);
}

/** A text as it was typed, with its line breaks, in at most `longest` characters. */
export function literalWithin(text: string, longest: number): string {
  return fitting(text.trim(), longest);
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function literal(text: string): string {
  return escapeMrkdwn(text).replace(/([*_~`])/gu, "\u200b$1\u200b");
}

function fitting(text: string, longest: number): string {
  if (literal(text).length <= longest) return literal(text);
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (literal(shorten(text, middle)).length <= longest) fits = middle;
    else tooLong = middle;
  }
  return literal(shorten(text, fits));
}

/** A text of the catalogue where Slack shows no mrkdwn, as beside the inputs of a modal. */
export function plainOf(mrkdwn: string): string {
  return withoutGuards(mrkdwn).replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** A text of Steward's, copied and pasted, without the zero-width spaces that {@link inline} put in. */
export function withoutGuards(text: string): string {
  return text.replace(/\u200b([*_~`])\u200b/gu, "$1");
}

/**
 * At most `longest` characters as JavaScript and Slack count them (an emoji is two or more), cut between words where there
 * is one, with an ellipsis.
 */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, Math.max(longest - 1, 0)).replace(/[\ud800-\udbff]$/u, "");
  const space = cut.lastIndexOf(" ");
  return `${(space > longest / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
