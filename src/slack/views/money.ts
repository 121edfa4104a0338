/**
 * An amount as people say it: "Rp 240 jt", "€12,000". Large rupiah are said in millions (jt) and billions (M), as in
 * Indonesia.
 * @param minor whole minor units
 */
export function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat("en-GB", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    maximumFractionDigits: 0,
  });
  const digits =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const amount = minor / 10 ** digits;
  if (currency === "IDR" && Math.abs(amount) >= 1_000_000) {
    const billions = Math.abs(amount) >= 1_000_000_000;
    const scaled = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 }).format(amount / (billions ? 1e9 : 1e6));
    return `Rp ${scaled} ${billions ? "M" : "jt"}`;
  }
  return format.format(amount);
}
