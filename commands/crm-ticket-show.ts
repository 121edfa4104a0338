import { defineTicketVerb } from "../src/slack/define-ticket-verb.ts";
import { say } from "../src/slack/reply.ts";
import { detailOf } from "../src/slack/ticket-deeds.ts";

export const crmTicketShow = defineTicketVerb<null>({
  verb: "show",
  usage: "T-31",
  example: "/crm-ticket show T-31",
  summary: "All about one ticket: the customer, the problem, what was tried, what helped others",
  may: "tickets:read",
  read: (rest) => (rest === "" ? null : "unfit"),
  run: async (ctx, ticketId) => say(await detailOf(ctx, ticketId)),
});
