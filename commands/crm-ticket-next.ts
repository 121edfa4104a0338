import { type AnyCommand, defineCommand } from "../src/slack/define.ts";
import { say } from "../src/slack/reply.ts";
import { nextTicket } from "../src/slack/ticket-deeds.ts";
import { ticketDeskText as text } from "../src/slack/views/ticket-desk.text.ts";
import { notUnderstoodMessage, usageOf } from "../src/slack/views/ticket-desk.ts";

export const crmTicketNext: AnyCommand = defineCommand<{ typed: string }>({
  name: "/crm-ticket next",
  usage: "",
  example: "/crm-ticket next",
  summary: "The ticket due first, of yours and of what nobody has",
  may: "tickets:read",
  parse: (typed) => (typed === "" ? null : { typed }),
  run: async (_ctx, { typed }) =>
    say(
      notUnderstoodMessage(typed, usageOf(crmTicketNext), [
        { label: text.openWith(), command: `/crm-ticket new next ${typed}` },
      ]),
    ),
  form: async (ctx) => say(await nextTicket(ctx)),
});
