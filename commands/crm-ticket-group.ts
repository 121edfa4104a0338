import { getTicket, getTicketId } from "../src/crm/tickets/get-ticket.ts";
import { groupTickets } from "../src/crm/tickets/group-tickets.ts";
import { groupFormOf } from "../src/slack/actions/ticket-forms.ts";
import { type AnyCommand, defineCommand } from "../src/slack/define.ts";
import { groupForm } from "../src/slack/modals/ticket-choices.ts";
import { open, say } from "../src/slack/reply.ts";
import { takeTicketNumbers } from "../src/slack/ticket-grammar.ts";
import { readableTyped } from "../src/slack/typed-text.ts";
import { notUnderstoodMessage, usageOf } from "../src/slack/views/ticket-desk.ts";
import { groupedMessage } from "../src/slack/views/ticket-said.ts";

export const crmTicketGroup: AnyCommand = defineCommand<{ numbers: number[]; rest: string; typed: string }>({
  name: "/crm-ticket group",
  usage: "T-31 T-40 T-44 [: what happened]",
  example: "/crm-ticket group T-31 T-40 T-44: no login since noon",
  summary: "Put tickets of one outage together, and solve them all at once",
  may: "tickets:write",
  parse: (typed) => (typed === "" ? null : { ...takeTicketNumbers(readableTyped(typed)), typed }),
  async run(ctx, { numbers, rest, typed }) {
    const [first] = numbers;
    if (first === undefined) return say(notUnderstoodMessage(typed, usageOf(crmTicketGroup), []));
    const ticketIds: string[] = [];
    for (const number of numbers) ticketIds.push(await getTicketId(ctx, number));
    if (numbers.length === 1) return open(await groupFormOf(ctx, await getTicket(ctx, { number: first }), false, rest));
    return say(groupedMessage(await groupTickets(ctx, { ticketIds, title: rest })));
  },
  form: async () => open(groupForm.build({ ticket: null, alike: [], onCard: false })),
});
