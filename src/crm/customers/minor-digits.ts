/**
 * How many decimal digits the minor unit of a currency has, by CLDR: two for the euro, none for the yen and the rupiah
 * (ISO 4217 still lists the sen, which nobody has counted for decades). The one measure of what a stored amount means.
 * @param currency ISO 4217
 */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
