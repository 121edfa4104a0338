import { findCustomers } from "../crm/customers/find-customers.ts";
import type { Context } from "../db/context.ts";

/** The one customer that a text certainly means; null when it may be several, or nobody, so that a person has to choose. */
export async function findOneCustomer(
  ctx: Context,
  typed: string,
): Promise<{ contactId: string; name: string } | null> {
  const matches = await findCustomers(ctx, typed, { limit: 2 });
  const exact = matches.filter((match) => match.exact);
  const [only] = exact.length > 0 ? exact : matches;
  return only && (exact.length === 1 || matches.length === 1) ? only : null;
}
