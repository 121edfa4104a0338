import { getTicket } from "../src/crm/tickets/get-ticket.ts";
import { triedFormOf } from "../src/slack/actions/ticket-forms.ts";
import { defineTicketVerb } from "../src/slack/define-ticket-verb.ts";
import { open, say } from "../src/slack/reply.ts";
import { noteTried } from "../src/slack/ticket-deeds.ts";
import { readableTyped } from "../src/slack/typed-text.ts";

export const crmTicketTried = defineTicketVerb<string>({
  verb: "tried",
  usage: "T-31 what did not help",
  example: "/crm-ticket tried T-31 cleared the cache, no change",
  summary: "Note an attempt that failed, for whoever takes it next",
  may: "tickets:write",
  read: (rest) => readableTyped(rest),
  run: async (ctx, ticketId, words) =>
    words === ""
      ? open(await triedFormOf(ctx, await getTicket(ctx, { ticketId }), false))
      : say(await noteTried(ctx, ticketId, words)),
});
