import { foldName } from "./fold-name.ts";

/** Forms of address that stand before a name in Indonesian, Malay, English and a few European languages, folded. */
const titles = new Set(
  "bapak pak bpk ibu bu tuan tn nyonya ny nona nn sdr sdri saudara saudari kakak kak mas mbak haji hajah h hj kh gus ustadz ustad raden datuk dato dr drg drs dra ir prof professor doctor mr mrs ms miss mx sir madam herr frau monsieur madame mme mlle sr sra senor senora signor signora".split(
    " ",
  ),
);

/** Degrees and generations that stand after a comma, folded and without spaces ("S.E., M.M." is "se" and "mm"). */
const degrees = new Set(
  "se sh st sst ssi skom spd sag sip ssos skm sked sfarm spsi ss ssn sptr amd mm mba msi msc ma mkom mpd mh mt mkes magr mph phd dphil md dds dr ak ca cpa cfa pmp esq jr sr ii iii iv bsc ba beng meng llb llm sps spa spog sppd".split(
    " ",
  ),
);

/**
 * The key under which a person's name is matched whole, in any order: folded words, alphabetically. Titles before the
 * name and degrees after a comma are left out as long as a name remains, so "Pak Budi Santoso, S.E." and "Santoso, Budi" agree.
 */
export function nameKey(name: string): string {
  return sortWords(nameWords(name));
}

/** The folded words of a name in the order in which they are written, without titles and degrees where a name remains. */
export function nameWords(name: string): string[] {
  const parts = name.split(/[,،，、]/u).map((part) => foldName(part).split(" ").filter(Boolean));
  const words = parts.flatMap((part, index) =>
    index > 0 && degrees.has(part.join("")) ? [] : part.slice(countTitles(part)),
  );
  return words.length > 0 ? words : parts.flat();
}

function countTitles(words: string[]): number {
  const first = words.findIndex((word) => !titles.has(word));
  return first === -1 ? words.length : first;
}

function sortWords(words: string[]): string {
  return words.toSorted().join(" ");
}
