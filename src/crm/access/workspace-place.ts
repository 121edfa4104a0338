import { getCountryForTimezone } from "countries-and-timezones";
import { countries } from "countries-list";

export interface WorkspacePlace {
  /** ISO 3166 country */
  region: string;
  /** IANA zone */
  zone: string;
  /** BCP 47: the owner's language in the workspace's country, "en-ID" */
  locale: string;
  /** ISO 4217 */
  currency: string;
}

/**
 * Where a workspace is, from what Slack says of its owner. The zone is asked first: Slack's language is "en-US" until
 * somebody changes it, the zone comes from the computer's clock. Where neither names a country: the United States.
 */
export function placeOf({ zone, locale }: { zone: string | null; locale: string | null }): WorkspacePlace {
  const language = readLocale(locale);
  const region = (zone === null ? undefined : getCountryForTimezone(zone)?.id) ?? language?.region ?? "US";
  return {
    region,
    zone: zone !== null && isZone(zone) ? zone : "UTC",
    locale: `${language?.language ?? "en"}-${region}`,
    currency: currencyOf(region),
  };
}

function currencyOf(region: string): string {
  return region in countries ? (countries[region as keyof typeof countries].currency[0] ?? "USD") : "USD";
}

function readLocale(locale: string | null): Intl.Locale | null {
  try {
    return locale === null ? null : new Intl.Locale(locale);
  } catch {
    return null;
  }
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}
