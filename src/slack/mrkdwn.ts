/** A text as mrkdwn shows it literally: nothing in it is a mention, a link or an entity. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * A name or a note inside bold or italics: Slack has no escape for its own signs, so a zero-width space keeps them from
 * closing the style.
 */
export function inline(text: string): string {
  return escapeMrkdwn(text.replace(/\s+/gu, " ").trim()).replace(/([*_~`])/gu, "​$1​");
}

/** At most `longest` characters, cut between words where there is one, with an ellipsis. */
export function shorten(text: string, longest: number): string {
  const characters = [...text];
  if (characters.length <= longest) return text;
  const cut = characters.slice(0, longest - 1).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > longest / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
