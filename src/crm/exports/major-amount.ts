import { minorDigits } from "../customers/minor-digits.ts";

/**
 * Minor units as an amount that the import reads the same: "12345" USD is "123.45". Of a currency with three digits
 * (dinar), a fourth says that they are no thousands.
 */
export function majorAmount(minor: string, currency: string): string {
  const digits = minorDigits(currency);
  if (digits === 0) return minor;
  const padded = minor.padStart(digits + 1, "0");
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}${digits === 3 ? "0" : ""}`;
}
