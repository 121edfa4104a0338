import { whyOf } from "../src/slack/actions/ticket-views.ts";
import { defineTicketVerb } from "../src/slack/define-ticket-verb.ts";
import { say } from "../src/slack/reply.ts";

export const crmTicketWhy = defineTicketVerb<null>({
  verb: "why",
  usage: "T-31",
  example: "/crm-ticket why T-31",
  summary: "Why it is due when it is: each span, pause and holiday",
  may: "tickets:read",
  read: (rest) => (rest === "" ? null : "unfit"),
  run: async (ctx, ticketId) => say(await whyOf(ctx, ticketId)),
});
