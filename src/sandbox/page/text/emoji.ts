import shortcodes from "emojibase-data/en/shortcodes/iamcal.json" with { type: "json" };

const glyphs = new Map<string, string>();
for (const [hexcode, names] of Object.entries(shortcodes as Record<string, string | string[]>)) {
  const glyph = String.fromCodePoint(...hexcode.split("-").map((code) => Number.parseInt(code, 16)));
  for (const name of [names].flat()) glyphs.set(name, withEmojiPresentation(glyph));
}

/** The emoji behind one of Slack's short names ("tada", "+1::skin-tone-3"), or null when Slack has none of that name. */
export function findEmoji(name: string): string | null {
  const [base, tone] = name.split("::");
  const glyph = glyphs.get(base ?? "");
  if (glyph === undefined) return null;
  const skin = tone === undefined ? undefined : glyphs.get(tone);
  return skin === undefined ? glyph : glyph.replace("\uFE0F", "") + skin;
}

/** Short names that begin with (or, after those, contain) what was typed, at most `limit`. */
export function listEmoji(typed: string, limit: number): { name: string; glyph: string }[] {
  const wanted = typed.toLowerCase();
  const starts: { name: string; glyph: string }[] = [];
  const contains: { name: string; glyph: string }[] = [];
  for (const [name, glyph] of glyphs) {
    if (name.startsWith(wanted)) starts.push({ name, glyph });
    else if (name.includes(wanted)) contains.push({ name, glyph });
    if (starts.length >= limit) break;
  }
  return [...starts, ...contains].slice(0, limit);
}

/** ⚠ and its like are drawn as black signs unless the emoji form is asked for. */
function withEmojiPresentation(glyph: string): string {
  return /^\p{Emoji_Presentation}/u.test(glyph) || glyph.includes("\uFE0F") ? glyph : `${glyph}\uFE0F`;
}
