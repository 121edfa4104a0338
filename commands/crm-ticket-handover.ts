import { defineCommand } from "../src/slack/define.ts";
import { findTypedPeople } from "../src/slack/find-typed-person.ts";
import { handOverForm } from "../src/slack/modals/ticket-person.ts";
import { open, say } from "../src/slack/reply.ts";
import { handOverTo } from "../src/slack/ticket-deeds.ts";
import { readPeople, type TypedPeople } from "../src/slack/ticket-grammar.ts";
import { sentenceMessage } from "../src/slack/views/sentence-message.ts";
import { nobodyNamedMessage, whichPersonMessage } from "../src/slack/views/ticket-desk.ts";

export const crmTicketHandover = defineCommand<TypedPeople>({
  name: "/crm-ticket handover",
  usage: "[@from] @to",
  example: "/crm-ticket handover @maya",
  summary: "Give all your open tickets to somebody, at the end of a shift",
  may: "tickets:write",
  parse: (typed) => (typed === "" ? null : readPeople(typed)),
  async run(ctx, typed) {
    const people = await findTypedPeople(ctx, typed);
    const mentioned = typed.slackUserIds.length > 0;
    const to = mentioned ? people.at(-1) : people[0];
    if (!to) return say(nobodyNamedMessage(typed.name, "/crm-ticket handover"));
    if (!mentioned && people.length > 1)
      return say(whichPersonMessage(people, typed.name, (mention) => `/crm-ticket handover ${mention}`));
    const from = people.length > 1 ? (people[0] ?? null) : null;
    return say(sentenceMessage(await handOverTo(ctx, to, from)));
  },
  form: async () => open(handOverForm.build(undefined)),
});
