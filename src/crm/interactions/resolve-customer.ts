import type { Context } from "../../db/context.ts";
import type { CustomerMatch } from "../customers/customer-match.ts";
import { findCustomers } from "../customers/find-customers.ts";
import { findExactCustomers } from "../customers/find-exact-customers.ts";
import type { ParsedEntry, Reading } from "./parse-entry.ts";

/** What came of looking for the customer that an entry names. */
export type Resolution =
  /** certain: may be saved at once */
  | { kind: "certain"; reading: Reading; match: CustomerMatch }
  /** one, but not certain, or the name was guessed: ask */
  | { kind: "probable"; reading: Reading; match: CustomerMatch }
  | { kind: "several"; reading: Reading; matches: CustomerMatch[] }
  | { kind: "none"; reading: Reading };

/** Talks this recent make a unique beginning of a name certain. */
const recentDays = 30;
/** As many as a choice shows; more are narrowed by typing. */
const mostChoices = 5;
/** Far enough above the next match that it is the one meant, though not certain. */
const clearLead = 0.25;

/** Whoever works at a company whose name merely resembles the words ("Wijaya", "Jaya") is not whom they name. */
const leastOfCompany = 0.6;

/**
 * Finds whom an entry is about. Certain only: an exact e-mail address, phone number or full name that one customer alone
 * has, or a beginning that fits one alone among those this member has talked with lately. Everything else is asked.
 */
export async function resolveCustomer(ctx: Context, entry: ParsedEntry): Promise<Resolution | null> {
  const last = entry.readings.findLast(({ guessed }) => !guessed) ?? entry.readings.at(-1);
  if (!last) return null;

  for (const reading of entry.readings) {
    const matches = await findExactCustomers(ctx, reading.customer);
    const [only] = matches;
    if (!only) continue;
    if (matches.length > 1) return { kind: "several", reading, matches: matches.slice(0, mostChoices) };
    return { kind: reading.guessed ? "probable" : "certain", reading, match: only };
  }

  for (const reading of [last, ...entry.readings.filter(({ guessed }) => guessed)]) {
    const matches = await findCustomers(ctx, reading.customer, { limit: mostChoices + 1 });
    const resolution = judge(ctx, reading, matches);
    if (resolution) return resolution;
  }
  return { kind: "none", reading: last };
}

function judge(ctx: Context, reading: Reading, found: CustomerMatch[]): Resolution | null {
  const matches = found.filter(({ matchedBy, score }) => matchedBy !== "company" || score >= leastOfCompany);
  const [first, second] = matches;
  if (!first) return null;
  const begun = matches.filter(({ matchedBy }) => matchedBy === "prefix" || matchedBy === "name");
  const since = ctx.now.getTime() - recentDays * 86_400_000;
  const lately = begun.filter(({ lastTalkedByMeAt }) => lastTalkedByMeAt && lastTalkedByMeAt.getTime() >= since);
  const [mine] = lately;
  if (mine && lately.length === 1 && !reading.guessed && matches.length <= mostChoices) {
    return { kind: "certain", reading, match: mine };
  }
  if (!second || (begun.length <= 1 && first.score - second.score >= clearLead)) {
    return { kind: "probable", reading, match: first };
  }
  return { kind: "several", reading, matches: matches.slice(0, mostChoices) };
}
