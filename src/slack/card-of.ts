import { noteFirstLookup } from "../crm/digest/tips.ts";
import { getCustomerCard } from "../crm/interactions/customer-card.ts";
import type { Context } from "../db/context.ts";
import { readerOf } from "./reader.ts";
import type { Message } from "./reply.ts";
import { cardMessage } from "./views/customers.ts";

/** A customer's card as whoever asks may see it. @throws Refusal not_permitted, contact_not_found */
export async function cardOf(ctx: Context, contactId: string): Promise<Message> {
  const card = await getCustomerCard(ctx, contactId);
  await noteFirstLookup(ctx);
  return cardMessage(card, readerOf(ctx), ctx.member);
}
