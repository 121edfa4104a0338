import { findTickets } from "../../crm/tickets/find-tickets.ts";
import { listTickets } from "../../crm/tickets/list-tickets.ts";
import { option } from "../blocks.ts";
import type { Suggestion } from "../define.ts";
import { ticketLabel } from "../modals/ticket-choices.ts";
import { takeTicketNumber } from "../ticket-grammar.ts";
import { ticketSelect } from "../views/ticket-desk.actions.ts";

const mostOptions = 20;

/** Tickets by typing: a number or words; before anything is typed, the open ones, due first. */
export const suggestTicket: Suggestion = {
  id: ticketSelect,
  may: "tickets:read",
  async run(ctx, typed) {
    const { number, rest } = takeTicketNumber(typed);
    const found =
      typed.trim() === ""
        ? (await listTickets(ctx, { limit: mostOptions })).tickets
        : await findTickets(ctx, { words: rest, number, limit: mostOptions });
    return found.map(({ id, number, subject, customer, state }) =>
      option(ticketLabel({ number, subject }), id, [state, customer?.name].filter(Boolean).join(" · ")),
    );
  },
};
