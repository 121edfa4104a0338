import { getTicket } from "../src/crm/tickets/get-ticket.ts";
import type { Priority } from "../src/crm/tickets/ticket.ts";
import { priorityFormOf } from "../src/slack/actions/ticket-forms.ts";
import { defineTicketVerb } from "../src/slack/define-ticket-verb.ts";
import { open, say } from "../src/slack/reply.ts";
import { prioritiseIt } from "../src/slack/ticket-deeds.ts";
import { readPriority } from "../src/slack/ticket-grammar.ts";

export const crmTicketPriority = defineTicketVerb<Priority | null>({
  verb: "priority",
  usage: "T-31 1 | 2 | 3 | 4",
  example: "/crm-ticket priority T-31 2",
  summary: "Say how urgent a ticket is, from P1 to P4",
  may: "tickets:write",
  numberAnywhere: true,
  read: (rest) => (rest === "" ? null : (readPriority(rest) ?? "unfit")),
  run: async (ctx, ticketId, priority) =>
    priority === null
      ? open(await priorityFormOf(ctx, await getTicket(ctx, { ticketId }), false))
      : say(await prioritiseIt(ctx, ticketId, priority)),
});
