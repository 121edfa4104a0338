import { may } from "../src/crm/access/permission.ts";
import { getTicketId } from "../src/crm/tickets/get-ticket.ts";
import { type AnyCommand, defineCommand } from "../src/slack/define.ts";
import { showDesk } from "../src/slack/list-typed-tickets.ts";
import { namesCustomer, openTypedTicket } from "../src/slack/open-typed-ticket.ts";
import { say } from "../src/slack/reply.ts";
import { detailOf } from "../src/slack/ticket-deeds.ts";
import { readNewTicket, readTicketNumber, takeTicketNumber } from "../src/slack/ticket-grammar.ts";
import { readableTyped } from "../src/slack/typed-text.ts";
import { ticketDeskText as text } from "../src/slack/views/ticket-desk.text.ts";
import { notUnderstoodMessage, type Suggestion, usageOf } from "../src/slack/views/ticket-desk.ts";

/** The verbs that stand behind a ticket as well, when somebody begins with its number: "T-31 solve cleared the cookie". */
const verbs = /^(take|assign|handover|priority|escalate|wait|tried|solve|reopen|link|group|why|show)(?=\s|$)/iu;

/** Alone: what helps most. With a number: that ticket. With a customer and a colon: a new ticket. */
export const crmTicket: AnyCommand = defineCommand<{ number: number | null; typed: string }>({
  name: "/crm-ticket",
  usage: "[T-31 | next | new | list | take | assign | solve | wait | tried | … ]",
  example: "/crm-ticket new budi: cannot log in",
  summary: "Tickets: what is due, what is wrong, who has it",
  may: "tickets:read",
  parse: (typed) => (typed === "" ? null : { number: readTicketNumber(typed), typed }),
  async run(ctx, { number, typed }) {
    if (number !== null) return say(await detailOf(ctx, await getTicketId(ctx, number)));
    const ticket = readNewTicket(readableTyped(typed));
    if (may(ctx.member, "tickets:write") && (await namesCustomer(ctx, ticket))) return openTypedTicket(ctx, ticket);
    return say(notUnderstoodMessage(ticket.typed, usageOf(crmTicket), suggestionsFor(typed)));
  },
  form: async (ctx) => say(await showDesk(ctx)),
});

function suggestionsFor(typed: string): Suggestion[] {
  const { number, rest } = takeTicketNumber(typed);
  const [verb] = verbs.exec(rest) ?? [];
  if (number !== null && verb) {
    const command = `/crm-ticket ${verb.toLowerCase()} T-${number}`;
    return [{ label: command, command: `${command} ${rest.slice(verb.length).trim()}`.trim() }];
  }
  return [
    { label: text.openWith(), command: `/crm-ticket new ${typed}` },
    { label: text.search(), command: `/crm ${typed}` },
  ];
}
