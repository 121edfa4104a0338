import anyAscii from "any-ascii";
import {
  type CountryCode,
  isSupportedCountry,
  ParseError,
  parsePhoneNumberWithError,
  validatePhoneNumberLength,
} from "libphonenumber-js/max";
import { cleanLine } from "./clean-line.ts";

export type NormalPhone =
  | { ok: true; normal: string; extension: string | null }
  | { ok: false; reason: "empty" | "not_a_number" | "too_short" | "too_long" | "unknown_country" | "not_in_use" };

/**
 * A telephone number in the form in which it is matched: E.164 ("+6281234567890"), valid by libphonenumber's full
 * metadata, read with `region` (ISO 3166) as the country of numbers without a country code. Digits of any script are
 * read. The extension belongs to the form as typed; it is returned, and is no part of the normal form.
 */
export function normalisePhone(typed: string, region: string): NormalPhone {
  const text = toPlainDigits(typed).replace(/^tel:/iu, "");
  if (text === "") return { ok: false, reason: "empty" };
  const first = readPhone(text, region);
  if (first.ok) return first;
  // 00 is how most of the world dials abroad, though not from every region (Indonesia's is 001)
  const abroad = /^\(?00[\s-]*(?=[1-9])/.exec(text);
  const second = abroad ? readPhone(`+${text.slice(abroad[0].length)}`, region) : first;
  return second.ok ? second : first;
}

/** The text with every decimal digit as 0–9, whatever its script or ornament. */
export function toPlainDigits(typed: string): string {
  return cleanLine(typed)
    .normalize("NFKC")
    .replace(/\p{Nd}/gu, (digit) => anyAscii(digit));
}

function readPhone(text: string, region: string): NormalPhone {
  try {
    const country = isSupportedCountry(region) ? (region as CountryCode) : undefined;
    const number = parsePhoneNumberWithError(text, { extract: false, ...(country && { defaultCountry: country }) });
    if (number.isValid()) return { ok: true, normal: number.number, extension: number.ext ?? null };
    const length = validatePhoneNumberLength(number.number);
    return {
      ok: false,
      reason: length === "TOO_SHORT" ? "too_short" : length === "TOO_LONG" ? "too_long" : "not_in_use",
    };
  } catch (error) {
    if (error instanceof ParseError) return { ok: false, reason: reasons[error.message] ?? "not_a_number" };
    throw error;
  }
}

const reasons: Record<string, Extract<NormalPhone, { ok: false }>["reason"]> = {
  TOO_SHORT: "too_short",
  TOO_LONG: "too_long",
  INVALID_COUNTRY: "unknown_country",
  NOT_A_NUMBER: "not_a_number",
};
