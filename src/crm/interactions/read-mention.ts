import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { foldName } from "../customers/fold-name.ts";
import type { ParsedEntry, Reading } from "./parse-entry.ts";
import { takeLead } from "./read-header.ts";
import { resolveCustomer } from "./resolve-customer.ts";

/** What somebody wants of whom they name among other people's words. */
export type MeantByMention = { kind: "look-up" } | { kind: "log"; reading: Reading };

/**
 * A bare name ("budi") is looked up; a name with anything that happened ("budi: no answer", "call budi") is an entry. So is
 * a customer's name with words behind it; any other words are a search.
 */
export async function readMention(ctx: Context, entry: ParsedEntry): Promise<MeantByMention> {
  await allow(ctx, "customers:read");
  const resolution = await resolveCustomer(ctx, entry);
  if (!resolution) return { kind: "look-up" };
  const { reading } = resolution;
  return saysWhatHappened(entry, reading) ? { kind: "log", reading } : { kind: "look-up" };
}

function saysWhatHappened({ typed }: ParsedEntry, reading: Reading): boolean {
  const { type, outcome, note, tasks, durationMinutes, happenedAt, openDays, customer } = reading;
  if (outcome !== null || note !== "" || tasks.length > 0 || type !== "call") return true;
  if (durationMinutes !== null || happenedAt !== null || openDays.length > 0) return true;
  // "Call budi": the type was typed, unless it is a part of the name.
  return foldName(customer) !== foldName(typed) && takeLead(typed, null).type !== null;
}
