import type { FactField, PointKind } from "../customers/contact.ts";

/** What is true of a customer for a while only, those that go first before those that last. */
export const perishableFields = [
  "email",
  "phone",
  "organisation",
  "job_title",
  "job_function",
  "value",
  "address",
  "website",
] as const satisfies readonly (PointKind | FactField)[];
export type PerishableField = (typeof perishableFields)[number];

export function isPerishable(word: string): word is PerishableField {
  return (perishableFields as readonly string[]).includes(word);
}

/** How far a value can be relied on. */
export type Standing = "confirmed" | "ageing" | "never" | "suspended";

/** Days of which a limit can be. */
export const limitRange = { least: 7, most: 3650 } as const;

/** "320", "320 days" as a number of days; null: it is no whole number, or out of range. */
export function readLimitDays(typed: string): number | null {
  const [, digits] = /^\s*(\d{1,6})\s*(?:d|days?)?\s*$/iu.exec(typed) ?? [];
  const days = Number(digits);
  return digits !== undefined && days >= limitRange.least && days <= limitRange.most ? days : null;
}

const yearDays = 365.25;
/** A field is asked about when one in so many of its values is likely to have changed. */
const toleratedShare = 0.2;
/** Whatever the figures say: what nobody has looked at for two years is asked about. */
const longestDefault = 730;

/**
 * After how many years half of the values of a kind are no longer true, with where that is from. Chances are taken to grow
 * as in radioactive decay: the same share of what is left goes each year.
 */
const halfLifeYears: Record<Exclude<PerishableField, "value">, number> = {
  // 2.1 % a month: MarketingSherpa, as in HubSpot's Database Decay Simulation.
  email: Math.log(0.5) / (12 * Math.log(1 - 0.021)),
  // Half of all employees have been with their employer for less than 3.9 years: US Bureau of Labor Statistics, Employee
  // Tenure in 2024 (USDL-24-1971). A job's title, its function and the telephone on its desk go with it at the latest.
  organisation: 3.9,
  job_title: 3.9,
  job_function: 3.9,
  phone: 3.9,
  // 8.4 % moved within a year: US Census Bureau, Current Population Survey 2021.
  address: Math.log(0.5) / Math.log(1 - 0.084),
  // 38 % of the pages of 2013 were gone ten years later: Pew Research Center, When Online Content Disappears, 2024.
  website: (10 * Math.log(0.5)) / Math.log(1 - 0.38),
};

/** After how many days a value of this half-life is stale: whole tens. @param years above zero */
export function limitOfHalfLife(years: number): number {
  const days = years * yearDays * (Math.log(1 - toleratedShare) / Math.log(0.5));
  return Math.min(longestDefault, Math.max(10, Math.round(days / 10) * 10));
}

export type FreshnessLimits = Readonly<Record<PerishableField, number>>;

/** Days from a confirmation until a value counts as stale, where stewards have set nothing else. */
export const defaultLimits: FreshnessLimits = {
  email: limitOfHalfLife(halfLifeYears.email),
  phone: limitOfHalfLife(halfLifeYears.phone),
  organisation: limitOfHalfLife(halfLifeYears.organisation),
  job_title: limitOfHalfLife(halfLifeYears.job_title),
  job_function: limitOfHalfLife(halfLifeYears.job_function),
  // An amount a year is settled anew each year.
  value: 365,
  address: limitOfHalfLife(halfLifeYears.address),
  website: limitOfHalfLife(halfLifeYears.website),
};

const dayMs = 86_400_000;

/** Confirmed before this moment is longer ago than the limit. @param days the field's limit */
export function staleBefore(days: number, now: Date): Date {
  return new Date(now.getTime() - days * dayMs);
}

/** How far a value can be relied on: suspended whatever else, else by the age of its last confirmation. */
export function standingOf(
  value: { confirmedAt: Date | null; suspendedAt: Date | null },
  { days, now }: { days: number; now: Date },
): Standing {
  if (value.suspendedAt) return "suspended";
  if (!value.confirmedAt) return "never";
  return value.confirmedAt < staleBefore(days, now) ? "ageing" : "confirmed";
}
