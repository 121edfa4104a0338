import { explainTicket } from "../../crm/tickets/explain-ticket.ts";
import type { Context } from "../../db/context.ts";
import { isOnCard } from "../answer-ticket.ts";
import { type Click, defineAction } from "../define.ts";
import { listBehind, listTypedTickets } from "../list-typed-tickets.ts";
import { readPlace } from "../read-place.ts";
import { readerOf } from "../reader.ts";
import { type Message, nothing, type Reply, replace, say } from "../reply.ts";
import { detailOf, nextTicket } from "../ticket-deeds.ts";
import { topOfTyped } from "../top-typed-period.ts";
import { ticketDeskActions } from "../views/ticket-desk.actions.ts";
import { whyMessage } from "../views/ticket-why.ts";
import { ticketActions } from "../views/tickets.actions.ts";

/** In place of what was pressed where that is the asker's own; beside a card of the triage channel, and on top of the Home tab. */
async function inPlace(ctx: Context, message: Message, { where }: Click): Promise<Reply> {
  if (where.place === "home" || (await isOnCard(ctx, where))) return say(message);
  return replace(message);
}

export const showTicketAction = defineAction({
  ref: ticketActions.show,
  may: "tickets:read",
  run: async (ctx, { ticketId }, click) => inPlace(ctx, await detailOf(ctx, ticketId), click),
});

/** Why it is due when it is, its first page; another page. */
export async function whyOf(ctx: Context, ticketId: string, from = 0): Promise<Message> {
  return whyMessage(ticketId, await explainTicket(ctx, { ticketId }), from, readerOf(ctx));
}

export const whyAction = defineAction({
  ref: ticketActions.why,
  may: "tickets:read",
  run: async (ctx, { ticketId }, click) => inPlace(ctx, await whyOf(ctx, ticketId), click),
});

export const whyPageAction = defineAction({
  ref: ticketDeskActions.whyPage,
  may: "tickets:read",
  run: async (ctx, { ticketId, from }, click) => inPlace(ctx, await whyOf(ctx, ticketId, readPlace(from)), click),
});

export const nextAction = defineAction({
  ref: ticketActions.next,
  may: "tickets:read",
  run: async (ctx, _value, click) => inPlace(ctx, await nextTicket(ctx), click),
});

export const skipAction = defineAction({
  ref: ticketDeskActions.skip,
  may: "tickets:read",
  run: async (ctx, { seen }, click) => inPlace(ctx, await nextTicket(ctx, seen.split(",")), click),
});

export const listTicketsAction = defineAction({
  ref: ticketDeskActions.list,
  may: "tickets:read",
  run: async (ctx, { typed }) => say(await listTypedTickets(ctx, typed)),
});

export const ticketPageAction = defineAction({
  ref: ticketDeskActions.page,
  may: "tickets:read",
  run: async (ctx, { typed, after }, click) => inPlace(ctx, await listTypedTickets(ctx, typed, after), click),
});

/** From a figure its first page is a new message, so that the figure stays. */
export const ticketsBehindAction = defineAction({
  ref: ticketDeskActions.behind,
  may: "tickets:read",
  async run(ctx, { from, numbers }) {
    const all = numbers
      .split(",")
      .map(Number)
      .filter((number) => Number.isSafeInteger(number) && number > 0);
    return say(await listBehind(ctx, all, readPlace(from)));
  },
});

export const topProblemsAction = defineAction({
  ref: ticketDeskActions.top,
  may: "tickets:read",
  async run(ctx, { typed }, click) {
    const message = await topOfTyped(ctx, typed);
    return message ? inPlace(ctx, message, click) : nothing();
  },
});
