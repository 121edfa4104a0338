import { findCustomers } from "../src/crm/customers/find-customers.ts";
import { getCustomerCard } from "../src/crm/interactions/customer-card.ts";
import { defineCommand } from "../src/slack/define.ts";
import { loadHome } from "../src/slack/home/load-home.ts";
import { readerOf } from "../src/slack/reader.ts";
import { say } from "../src/slack/reply.ts";
import { decodeTyped } from "../src/slack/typed-text.ts";
import { cardMessage, foundMessage, nobodyFoundMessage } from "../src/slack/views/customers.ts";

const mostShown = 8;

/** Search anything; alone, one's day. Every other command works after it too: "/crm log …". */
export const crm = defineCommand({
  name: "/crm",
  usage: "[NAME, COMPANY, E-MAIL or PHONE]",
  example: "/crm 0812 3456",
  summary: "Find any customer; alone, your recent work",
  may: "customers:read",
  parse: (text) => (text === "" ? null : decodeTyped(text)),
  async run(ctx, typed) {
    const matches = await findCustomers(ctx, typed, { limit: mostShown + 1 });
    const [only] = matches;
    if (!only) return say(nobodyFoundMessage(typed));
    if (matches.length === 1) {
      return say(cardMessage(await getCustomerCard(ctx, only.contactId), readerOf(ctx), ctx.member));
    }
    const more = matches.length > mostShown;
    return say(foundMessage({ typed, matches: matches.slice(0, mostShown), more }, readerOf(ctx)));
  },
  form: async (ctx) => say(await loadHome(ctx)),
});
