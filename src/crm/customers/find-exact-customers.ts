import type { Context } from "../../db/context.ts";
import type { CustomerMatch } from "./customer-match.ts";
import { findCustomers } from "./find-customers.ts";

/**
 * Only what a text certainly means: the holders of a whole current e-mail address or phone number, or the bearers of a
 * whole name in any order. One of them: log at once. Several: ask. None: look further with `findCustomers`.
 * @throws Refusal not_permitted
 */
export function findExactCustomers(ctx: Context, text: string): Promise<CustomerMatch[]> {
  return findCustomers(ctx, text, { exactOnly: true });
}
