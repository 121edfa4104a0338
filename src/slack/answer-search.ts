import { may } from "../crm/access/permission.ts";
import { hasCustomers } from "../crm/customers/has-customers.ts";
import { getCustomerCard } from "../crm/interactions/customer-card.ts";
import { findEverything } from "../crm/interactions/find-everything.ts";
import type { Context } from "../db/context.ts";
import { readerOf } from "./reader.ts";
import { type Message, type Reply, say } from "./reply.ts";
import { cardMessage, foundMessage, nobodyFoundMessage, noCustomersMessage } from "./views/customers.ts";

/** As many as can be told apart at a glance; the rest is a page away, or narrowed by typing. */
const mostShown = 8;

/** The card when one customer is meant, a list when several may be, and what to do when nobody is found. */
export async function answerSearch(ctx: Context, typed: string): Promise<Reply> {
  const found = await findEverything(ctx, typed);
  if (found.length === 0) {
    if (await hasCustomers(ctx)) {
      return say(nobodyFoundMessage(typed, { mayAdd: may(ctx.member, "customers:write") }));
    }
    return say(
      noCustomersMessage({
        mayAdd: may(ctx.member, "customers:write"),
        mayUpload: may(ctx.member, "customers:import"),
      }),
    );
  }
  const [only] = found;
  if (only && found.length === 1 && only.by === "customer") {
    return say(cardMessage(await getCustomerCard(ctx, only.contactId), readerOf(ctx), ctx.member));
  }
  return say(foundMessage({ typed, found, from: 0, size: mostShown }, readerOf(ctx)));
}

/** Another page of the same search, made anew: who has been added meanwhile is in it. */
export async function foundPage(ctx: Context, typed: string, from: number): Promise<Message> {
  const found = await findEverything(ctx, typed);
  const start = from < found.length ? from : 0;
  return found.length === 0
    ? nobodyFoundMessage(typed, { mayAdd: may(ctx.member, "customers:write") })
    : foundMessage({ typed, found, from: start, size: mostShown }, readerOf(ctx));
}
