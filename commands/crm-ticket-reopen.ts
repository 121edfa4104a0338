import { reopenTicket } from "../src/crm/tickets/close-ticket.ts";
import { noteTicket } from "../src/crm/tickets/note-ticket.ts";
import { defineTicketVerb } from "../src/slack/define-ticket-verb.ts";
import { say } from "../src/slack/reply.ts";
import { openedOf } from "../src/slack/ticket-deeds.ts";
import { readableTyped } from "../src/slack/typed-text.ts";
import { ticketDeskText as text } from "../src/slack/views/ticket-desk.text.ts";

export const crmTicketReopen = defineTicketVerb<string>({
  verb: "reopen",
  usage: "T-31 [why]",
  example: "/crm-ticket reopen T-31 it happens again",
  summary: "Open a solved or closed ticket again",
  may: "tickets:write",
  offers: { states: ["solved"], anybodys: false },
  read: (rest) => readableTyped(rest),
  async run(ctx, ticketId, why) {
    await reopenTicket(ctx, { ticketId });
    if (why !== "") await noteTicket(ctx, { ticketId, text: why });
    return say(await openedOf(ctx, ticketId, text.reopened));
  },
});
