/** Currencies whose smallest unit is not a hundredth, by ISO 4217 (list one, as maintained by SIX). */
const exceptions = new Map<string, number>(
  Object.entries({
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
  }).flatMap(([digits, codes]) => codes.split(" ").map((code) => [code, Number(digits)] as const)),
);

/**
 * How many decimal digits the minor unit of a currency has. Not Intl's: its figures are for display, and differ (no
 * decimals for rupiah, whose sen are still its minor unit).
 */
export function minorDigits(currency: string): number {
  return exceptions.get(currency) ?? 2;
}
