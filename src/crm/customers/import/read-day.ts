/** Months by their names, long and short, in English and Indonesian, and the short forms that Intl does not have. */
const months = new Map<string, number>([
  ...["en", "id"].flatMap((locale) =>
    (["long", "short"] as const).flatMap((month) => {
      const format = new Intl.DateTimeFormat(locale, { month, timeZone: "UTC" });
      return Array.from({ length: 12 }, (_, at): [string, number] => [
        format.format(Date.UTC(2024, at, 1)).toLowerCase(),
        at + 1,
      ]);
    }),
  ),
  ["sept", 9],
  ["agustus", 8],
  ["ags", 8],
  ["agt", 8],
  ["nop", 11],
  ["nopember", 11],
]);

/**
 * A day as files write it, as YYYY-MM-DD: "1971-06-24", "24/06/1971", "24 Juni 1971", with or without a time. Figures
 * that could be read with the month first as well ("03/04/1971") are not guessed at: null, as for what is no day at all.
 */
export function readDay(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?$/.exec(text);
  if (iso) return asDay(iso[1], iso[2], iso[3]);
  const written = /^(\d{1,2})[\s.-]+(\p{L}+)\.?[\s,-]+(\d{4})$/u.exec(text);
  if (written) return asDay(written[3], months.get(written[2] ?? ""), written[1]);
  const american = /^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u.exec(text);
  if (american) return asDay(american[3], months.get(american[1] ?? ""), american[2]);
  const figures = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[t ].*)?$/.exec(text);
  if (!figures) return null;
  const [, first, second, year] = figures;
  if (Number(first) > 12 || first === second) return asDay(year, second, first);
  if (Number(second) > 12) return asDay(year, first, second);
  return null;
}

function asDay(year: string | undefined, month: string | number | undefined, day: string | undefined): string | null {
  if (year === undefined || month === undefined || day === undefined) return null;
  const text = `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null;
}
