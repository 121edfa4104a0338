import { getTicket } from "../src/crm/tickets/get-ticket.ts";
import { solveFormOf } from "../src/slack/actions/ticket-forms.ts";
import { defineTicketVerb } from "../src/slack/define-ticket-verb.ts";
import { open, say } from "../src/slack/reply.ts";
import { solveIt } from "../src/slack/ticket-deeds.ts";
import { readableTyped } from "../src/slack/typed-text.ts";

export const crmTicketSolve = defineTicketVerb<string>({
  verb: "solve",
  usage: "T-31 what helped",
  example: "/crm-ticket solve T-31 cleared the stale session cookie",
  summary: "Solve a ticket with its fix; offers the next one",
  may: "tickets:write",
  read: (rest) => readableTyped(rest),
  run: async (ctx, ticketId, words) =>
    words === ""
      ? open(await solveFormOf(ctx, await getTicket(ctx, { ticketId }), false))
      : say(await solveIt(ctx, ticketId, words)),
});
