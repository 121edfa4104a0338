import { withoutGuards } from "./mrkdwn.ts";

/**
 * What Slack does to typing, undone once: mentions, channels, mail, telephone and web links back into what was typed,
 * then the three entities, each exactly once. `<@U…>` stays a mention, for the commands that want people;
 * {@link readableTyped} is for all others.
 */
export function decodeTyped(text: string): string {
  const unlinked = text.replace(/<([^<>]+)>/gu, (whole, inside: string) => {
    const bar = inside.indexOf("|");
    const [target, label] = bar < 0 ? [inside, null] : [inside.slice(0, bar), inside.slice(bar + 1)];
    if (/^[@#!]/u.test(target)) return whole;
    if (/^(mailto|tel):/iu.test(target)) return label ?? target.slice(target.indexOf(":") + 1);
    // "contoh.com" typed becomes <http://contoh.com|contoh.com>
    return label ?? target;
  });
  return withoutGuards(unlinked.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
}

/**
 * The same as the person who typed it sees it: "@rizky" and "#sales" in the place of what Slack makes of them.
 * @param names by Slack's id, where it is not in the text, as in messages
 */
export function readableTyped(text: string, names: ReadonlyMap<string, string> = new Map()): string {
  const named = text.replace(/<([@#!])([^<>|]*)(?:\|([^<>]*))?>/gu, (_whole, sign: string, id: string, label = "") => {
    const name = (names.get(id) || label).replace(/^[@#]/u, "");
    if (sign === "#") return `#${name || "channel"}`;
    if (sign === "@") return `@${name || "somebody"}`;
    // "<!channel>", "<!subteam^S1|@group>", and a date with the words that stand for it
    if (id.startsWith("date^")) return name;
    return `@${name || id}`;
  });
  return decodeTyped(named);
}

/**
 * A payload without what no database keeps as text: the character NUL, and halves of a character, which programs that
 * cut texts leave behind.
 */
export function withoutBrokenText<T>(payload: T): T {
  if (typeof payload === "string") return payload.replaceAll("\0", "").toWellFormed() as T;
  if (Array.isArray(payload)) return payload.map(withoutBrokenText) as T;
  if (typeof payload !== "object" || payload === null) return payload;
  return Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, withoutBrokenText(value)])) as T;
}

/** Slack's ids of the people mentioned, in order, each once. */
export function mentionedPeople(text: string): string[] {
  return [...new Set([...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/gu)].map((found) => found[1] as string))];
}

/** Slack's ids of the channels mentioned, in order, each once. */
export function mentionedChannels(text: string): string[] {
  return [...new Set([...text.matchAll(/<#([CG][A-Z0-9]+)(?:\|[^<>]*)?>/gu)].map((found) => found[1] as string))];
}
