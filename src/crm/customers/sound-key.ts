/**
 * A folded name as it sounds, so that spellings of one spoken name fall together: old and new Indonesian (dj/j, tj/c, oe/u,
 * sj/sy, j/y before vowels: "Soekarno" and "Sukarno", "Tjahjadi" and "Cahyadi"), ch/kh/k/h, and English variants
 * (ph/f, th/t, c/k, z/s, v/f, y/i, doubled letters, a silent e). The same rule as search_sound of the database, for which
 * the index is made.
 * @param hard ch and kh as k ("Michael", "Mikael"); otherwise as h ("Achmad", "Ahmad")
 */
export function soundOf(folded: string, hard = true): string {
  return folded
    .replaceAll("sch", "s")
    .replaceAll("tj", "c")
    .replaceAll("dj", "j")
    .replaceAll("oe", "u")
    .replaceAll("kh", hard ? "k" : "h")
    .replaceAll("ch", hard ? "k" : "h")
    .replaceAll("ph", "f")
    .replaceAll("th", "t")
    .replaceAll("dh", "d")
    .replaceAll("bh", "b")
    .replaceAll("gh", "g")
    .replaceAll("sh", "s")
    .replaceAll("sj", "s")
    .replace(/sy(?=[aeiou])/g, "s")
    .replace(/c(?=[eiy])/g, "s")
    .replaceAll("x", "ks")
    .replace(/[cqzv]/g, (letter) => letters[letter] ?? letter)
    .replaceAll("ie", "i")
    .replaceAll("ee", "i")
    .replace(/iy(?=[aou])/g, "y")
    .replace(/uw(?=[aei])/g, "u")
    .replace(/y(?=[aeiou])|i(?=[aou])/g, "j")
    .replaceAll("y", "i")
    .replaceAll("o", "u")
    .replace(/(?<=[a-z0-9])h+/g, "")
    .replace(/([a-z])\1+/g, "$1")
    .replace(/(?<=[a-z]{3})e(?![a-z0-9])/g, "");
}

const letters: Record<string, string> = { c: "k", q: "k", z: "s", v: "f" };

/** The ways in which a folded word may sound: one, or two where it has a ch or kh. */
export function soundsOf(word: string): string[] {
  return [...new Set([soundOf(word), soundOf(word, false)])];
}

/** The consonants of a sound after its first letter: what "Kathryn" and "Catherine" still have in common. */
export function bonesOf(sound: string): string {
  return sound.slice(0, 1) + sound.slice(1).replace(/[aeiou]/g, "");
}
