import { defineTicketVerb } from "../src/slack/define-ticket-verb.ts";
import { readWait } from "../src/slack/read-wait.ts";
import { say } from "../src/slack/reply.ts";
import { waitForThem } from "../src/slack/ticket-deeds.ts";
import { readableTyped } from "../src/slack/typed-text.ts";

export const crmTicketWait = defineTicketVerb<{ until: Date | null; note: string }>({
  verb: "wait",
  usage: "T-31 [until DAY] [what they were asked]",
  example: "/crm-ticket wait T-31 until friday asked for a screenshot",
  summary: "Wait for the customer: the clocks stand still, and it comes back by itself",
  may: "tickets:write",
  offers: { states: ["new", "open"], anybodys: false },
  read: (rest, typist) => readWait(readableTyped(rest), typist),
  run: async (ctx, ticketId, wait) => say(await waitForThem(ctx, ticketId, wait)),
});
