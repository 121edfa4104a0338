import { defineCommand } from "../src/slack/define.ts";
import { listTypedTickets } from "../src/slack/list-typed-tickets.ts";
import { say } from "../src/slack/reply.ts";

export const crmTicketList = defineCommand<{ typed: string }>({
  name: "/crm-ticket list",
  usage: "[mine | new | waiting | late | solved | P1 | @person | CUSTOMER | CATEGORY]",
  example: "/crm-ticket list late P1",
  summary: "Tickets, due first",
  may: "tickets:read",
  parse: (typed) => (typed === "" ? null : { typed }),
  run: async (ctx, { typed }) => say(await listTypedTickets(ctx, typed)),
  form: async (ctx) => say(await listTypedTickets(ctx, "")),
});
