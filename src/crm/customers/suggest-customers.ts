import type { Context } from "../../db/context.ts";
import type { CustomerSummary } from "./customer-match.ts";
import { findCustomers } from "./find-customers.ts";
import { listRecentCustomers } from "./list-recent-customers.ts";

/** Letters from which on a suggestion means more than the list of recent customers. */
const fewestLetters = 2;

/**
 * What to offer while somebody types: the customers that the text may mean, and as long as it is shorter than two
 * letters, those that the member dealt with last.
 * @param limit 20 unless said otherwise, 100 at most
 * @throws Refusal not_permitted
 */
export async function suggestCustomers(ctx: Context, typed: string, limit = 20): Promise<CustomerSummary[]> {
  const letters = typed.trim().length;
  return letters < fewestLetters ? listRecentCustomers(ctx, limit) : findCustomers(ctx, typed, { limit });
}
