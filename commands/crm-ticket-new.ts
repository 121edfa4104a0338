import { defineCommand } from "../src/slack/define.ts";
import { emptyTicketForm, newTicketForm } from "../src/slack/modals/ticket-new.ts";
import { openTypedTicket } from "../src/slack/open-typed-ticket.ts";
import { open } from "../src/slack/reply.ts";
import { readNewTicket, type TypedTicket } from "../src/slack/ticket-grammar.ts";
import { readableTyped } from "../src/slack/typed-text.ts";

export const crmTicketNew = defineCommand<TypedTicket>({
  name: "/crm-ticket new",
  usage: "[CUSTOMER:] what is wrong",
  example: "/crm-ticket new budi: cannot log in since the update",
  summary: "Open a ticket; shows how others like it were solved. `@Steward ticket` in a thread takes the thread along",
  may: "tickets:write",
  parse: (typed) => (typed === "" ? null : readNewTicket(readableTyped(typed))),
  run: (ctx, typed) => openTypedTicket(ctx, typed),
  form: async () => open(newTicketForm.build(emptyTicketForm)),
});
