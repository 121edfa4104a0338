import { minorDigits } from "../../crm/customers/minor-digits.ts";

/**
 * An amount as people say it: "Rp 240 jt", "€12,000". Rupiah are written as in Indonesia, large ones in millions (jt) and
 * billions (M).
 * @param minor whole minor units, of which CLDR says how many make one (the rupiah has none)
 */
export function money(minor: number, currency: string): string {
  if (!Intl.supportedValuesOf("currency").includes(currency)) {
    return `${currency} ${new Intl.NumberFormat("en-GB").format(minor)}`.trim();
  }
  const amount = minor / 10 ** minorDigits(currency);
  if (currency === "IDR") return rupiah(amount);
  const options = { style: "currency", currency, currencyDisplay: "narrowSymbol", maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat("en-GB", options).format(amount);
}

function rupiah(amount: number): string {
  const said = (of: number, fractions: number) =>
    new Intl.NumberFormat("id-ID", { maximumFractionDigits: fractions }).format(amount / of);
  // What rounds to a thousand millions is a billion.
  if (Math.abs(amount) >= 999_950_000) return `Rp ${said(1e9, 1)} M`;
  return Math.abs(amount) >= 1_000_000 ? `Rp ${said(1e6, 1)} jt` : `Rp ${said(1, 0)}`;
}
