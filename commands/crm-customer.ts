import { findCustomers } from "../src/crm/customers/find-customers.ts";
import { getCustomerCard } from "../src/crm/interactions/customer-card.ts";
import { defineCommand } from "../src/slack/define.ts";
import { chooseCustomerForm } from "../src/slack/modals/choose-customer.ts";
import { readerOf } from "../src/slack/reader.ts";
import { open, say } from "../src/slack/reply.ts";
import { decodeTyped } from "../src/slack/typed-text.ts";
import { cardMessage, foundMessage, nobodyFoundMessage } from "../src/slack/views/customers.ts";

const mostShown = 8;

export const customer = defineCommand({
  name: "/crm-customer",
  usage: "NAME, COMPANY, E-MAIL or PHONE",
  example: "/crm-customer budi santoso",
  summary: "Look up a customer's card and history",
  may: "customers:read",
  parse: (text) => (text === "" ? null : decodeTyped(text)),
  async run(ctx, typed) {
    const matches = await findCustomers(ctx, typed, { limit: mostShown + 1 });
    const [first] = matches;
    if (!first) return say(nobodyFoundMessage(typed));
    const exact = matches.filter(({ exact: whole }) => whole);
    const [only] = exact.length > 0 ? exact : matches;
    if (only && (exact.length === 1 || matches.length === 1)) {
      return say(cardMessage(await getCustomerCard(ctx, only.contactId), readerOf(ctx), ctx.member));
    }
    const more = matches.length > mostShown;
    return say(foundMessage({ typed, matches: matches.slice(0, mostShown), more }, readerOf(ctx)));
  },
  form: async () => open(chooseCustomerForm.build({ purpose: "card" })),
});
