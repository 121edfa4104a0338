import { getTicket } from "../src/crm/tickets/get-ticket.ts";
import { assignFormOf } from "../src/slack/actions/ticket-forms.ts";
import { defineTicketVerb } from "../src/slack/define-ticket-verb.ts";
import { findTypedPeople, nobodyWord } from "../src/slack/find-typed-person.ts";
import { open, say } from "../src/slack/reply.ts";
import { giveIt } from "../src/slack/ticket-deeds.ts";
import { readPeople, type TypedPeople } from "../src/slack/ticket-grammar.ts";
import { nobodyNamedMessage, whichPersonMessage } from "../src/slack/views/ticket-desk.ts";

export const crmTicketAssign = defineTicketVerb<TypedPeople | null>({
  verb: "assign",
  usage: "T-31 @person | nobody",
  example: "/crm-ticket assign T-31 @maya",
  summary: "Give a ticket to somebody, whoever has it now",
  may: "tickets:write",
  numberAnywhere: true,
  offers: { states: ["new", "open"], anybodys: true },
  read: (rest) => (rest === "" ? null : readPeople(rest)),
  async run(ctx, ticketId, typed, _where, { name, number, rest }) {
    if (typed === null) return open(await assignFormOf(ctx, await getTicket(ctx, { ticketId }), false));
    if (typed.slackUserIds.length === 0 && nobodyWord.test(typed.name)) return say(await giveIt(ctx, ticketId, null));
    const people = await findTypedPeople(ctx, typed);
    const [person] = people;
    if (!person) return say(nobodyNamedMessage(typed.name || rest, `${name} T-${number}`));
    if (people.length > 1)
      return say(whichPersonMessage(people, typed.name || rest, (mention) => `${name} T-${number} ${mention}`));
    return say(await giveIt(ctx, ticketId, person));
  },
});
