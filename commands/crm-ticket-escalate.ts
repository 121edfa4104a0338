import { getTicket } from "../src/crm/tickets/get-ticket.ts";
import { escalateFormOf } from "../src/slack/actions/ticket-forms.ts";
import { defineTicketVerb } from "../src/slack/define-ticket-verb.ts";
import { open, say } from "../src/slack/reply.ts";
import { escalateIt } from "../src/slack/ticket-deeds.ts";
import { readableTyped } from "../src/slack/typed-text.ts";

export const crmTicketEscalate = defineTicketVerb<string>({
  verb: "escalate",
  usage: "T-31 why",
  example: "/crm-ticket escalate T-31 their shop is closed until it works",
  summary: "Make it more urgent, and tell the right person why",
  may: "tickets:write",
  read: (rest) => readableTyped(rest),
  run: async (ctx, ticketId, words) =>
    words === ""
      ? open(await escalateFormOf(ctx, await getTicket(ctx, { ticketId }), false))
      : say(await escalateIt(ctx, ticketId, words)),
});
