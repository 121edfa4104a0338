import { may } from "../crm/access/permission.ts";
import { findCustomers } from "../crm/customers/find-customers.ts";
import { hasCustomers } from "../crm/customers/has-customers.ts";
import { getCustomerCard } from "../crm/interactions/customer-card.ts";
import type { Context } from "../db/context.ts";
import { readerOf } from "./reader.ts";
import { type Reply, say } from "./reply.ts";
import { cardMessage, foundMessage, nobodyFoundMessage, noCustomersMessage } from "./views/customers.ts";

/** As many as can be told apart at a glance; more are narrowed by typing. */
const mostShown = 8;

/** The card when one customer is meant, a list when several may be, and what to do when nobody is found. */
export async function answerSearch(ctx: Context, typed: string): Promise<Reply> {
  const matches = await findCustomers(ctx, typed, { limit: mostShown + 1 });
  if (matches.length === 0) {
    if (await hasCustomers(ctx)) return say(nobodyFoundMessage(typed));
    return say(
      noCustomersMessage({
        mayAdd: may(ctx.member, "customers:write"),
        mayUpload: may(ctx.member, "customers:import"),
      }),
    );
  }
  const exact = matches.filter((match) => match.exact);
  const meant = exact.length > 0 ? exact : matches;
  const [only] = meant;
  if (only && meant.length === 1) {
    return say(cardMessage(await getCustomerCard(ctx, only.contactId), readerOf(ctx), ctx.member));
  }
  const more = matches.length > mostShown;
  return say(foundMessage({ typed, matches: matches.slice(0, mostShown), more }, readerOf(ctx)));
}
