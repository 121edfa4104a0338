import { defineTicketVerb } from "../src/slack/define-ticket-verb.ts";
import { say } from "../src/slack/reply.ts";
import { takeIt } from "../src/slack/ticket-deeds.ts";

export const crmTicketTake = defineTicketVerb<null>({
  verb: "take",
  usage: "T-31",
  example: "/crm-ticket take T-31",
  summary: "Take a ticket that nobody has",
  may: "tickets:write",
  offers: { states: ["new"], anybodys: true },
  read: (rest) => (rest === "" ? null : "unfit"),
  run: async (ctx, ticketId) => say(await takeIt(ctx, ticketId)),
});
