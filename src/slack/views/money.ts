import { minorDigits } from "../../crm/customers/minor-digits.ts";
import type { Amount } from "../../crm/quotes/amount.ts";
import { signOf } from "../../crm/quotes/currency-words.ts";

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

/**
 * An amount to the last unit: "Rp 240 jt", "Rp 12.345.678", "US$1,200.50". Typed again it is the same one, whatever the
 * workspace's own currency.
 */
export function exactMoney({ minor, currency }: Amount): string {
  if (currency === "IDR") return minor % 100_000 === 0 ? exactRupiah(minor) : `Rp ${inIndonesian(minor)}`;
  const digits = minorDigits(currency);
  const fractions = minor % 10 ** digits === 0 ? 0 : digits;
  const figures = new Intl.NumberFormat("en-GB", {
    minimumFractionDigits: fractions,
    maximumFractionDigits: fractions,
  }).format(`${minor}E-${digits}` as unknown as number);
  const sign = signOf(currency);
  return sign === currency ? `${currency} ${figures}` : `${sign}${figures}`;
}

function exactRupiah(minor: number): string {
  if (minor >= 1e9 && minor % 1e8 === 0) return `Rp ${inIndonesian(minor / 1e9)} M`;
  return minor >= 1e6 ? `Rp ${inIndonesian(minor / 1e6)} jt` : `Rp ${inIndonesian(minor)}`;
}

const inIndonesian = (figure: number) => new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 }).format(figure);
