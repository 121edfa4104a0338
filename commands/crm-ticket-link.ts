import { getTicket, getTicketId } from "../src/crm/tickets/get-ticket.ts";
import { linkFormOf } from "../src/slack/actions/ticket-forms.ts";
import { defineTicketVerb } from "../src/slack/define-ticket-verb.ts";
import { open, say } from "../src/slack/reply.ts";
import { linkIt } from "../src/slack/ticket-deeds.ts";
import { takeTicketNumbers } from "../src/slack/ticket-grammar.ts";

export const crmTicketLink = defineTicketVerb<number | null>({
  verb: "link",
  usage: "T-31 [duplicate of] T-12",
  example: "/crm-ticket link T-31 duplicate of T-12",
  summary: "Close a ticket as a duplicate of another",
  may: "tickets:write",
  read(rest) {
    if (rest === "") return null;
    const { numbers, rest: left } = takeTicketNumbers(
      rest.replace(/^(?:is|a|the|same|as|duplicate|duplikat|of|dari|to|with|->|→|\s)+/iu, ""),
    );
    const [original] = numbers;
    return numbers.length === 1 && left === "" && original !== undefined ? original : "unfit";
  },
  run: async (ctx, ticketId, original) =>
    original === null
      ? open(await linkFormOf(ctx, await getTicket(ctx, { ticketId }), false))
      : say(await linkIt(ctx, ticketId, await getTicketId(ctx, original))),
});
