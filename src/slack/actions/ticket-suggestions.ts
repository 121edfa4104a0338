import { assignTicket } from "../../crm/tickets/assign-ticket.ts";
import { changeTicket } from "../../crm/tickets/change-ticket.ts";
import { getTicket } from "../../crm/tickets/get-ticket.ts";
import { ungroupTicket } from "../../crm/tickets/group-tickets.ts";
import { setPriority } from "../../crm/tickets/set-priority.ts";
import { redrawDetails } from "../../crm/tickets/triage-channel.ts";
import type { Context } from "../../db/context.ts";
import { isOnCard } from "../answer-ticket.ts";
import { type Click, defineAction } from "../define.ts";
import { inline } from "../mrkdwn.ts";
import { nothing, type Reply, replace, say } from "../reply.ts";
import { detailOf, linkIt, openedOf, solveAll } from "../ticket-deeds.ts";
import { readPriority } from "../ticket-grammar.ts";
import { firstName } from "../views/first-name.ts";
import { ticketDeskActions } from "../views/ticket-desk.actions.ts";
import { ticketDeskText as text } from "../views/ticket-desk.text.ts";

/** The same message with what is left to suggest. */
async function stay(
  ctx: Context,
  ticketId: string,
  line: (number: number) => string,
  { where }: Click,
): Promise<Reply> {
  await redrawDetails(ctx, ticketId);
  if (await isOnCard(ctx, where)) return nothing();
  const message = await openedOf(ctx, ticketId, line);
  return where.place === "home" ? say(message) : replace(message);
}

export const setCategoryAction = defineAction({
  ref: ticketDeskActions.setCategory,
  may: "tickets:write",
  async run(ctx, { ticketId, category }, click) {
    await changeTicket(ctx, { ticketId, category });
    return stay(ctx, ticketId, (number) => text.categorised(number, inline(category)), click);
  },
});

export const setPriorityAction = defineAction({
  ref: ticketDeskActions.setPriority,
  may: "tickets:write",
  async run(ctx, { ticketId, priority: typed }, click) {
    const priority = readPriority(typed) ?? "P3";
    await setPriority(ctx, { ticketId, priority });
    return stay(ctx, ticketId, (number) => text.prioritised(number, priority), click);
  },
});

export const giveToAction = defineAction({
  ref: ticketDeskActions.give,
  may: "tickets:write",
  async run(ctx, { ticketId, memberId }, click) {
    await assignTicket(ctx, { ticketId, assigneeId: memberId });
    const { assignee } = await getTicket(ctx, { ticketId });
    const own = memberId === ctx.member?.id;
    const called = inline(firstName(assignee?.name ?? ""));
    return stay(ctx, ticketId, (number) => (own ? text.taken(number) : text.given(number, called)), click);
  },
});

export const setCustomerAction = defineAction({
  ref: ticketDeskActions.setCustomer,
  may: "tickets:write",
  async run(ctx, { ticketId, contactId }, click) {
    await changeTicket(ctx, { ticketId, contactId });
    const { customer } = await getTicket(ctx, { ticketId });
    return stay(ctx, ticketId, (number) => text.customerSet(number, inline(customer?.name ?? "")), click);
  },
});

/** The same problem as one that is still open. */
export const linkToAction = defineAction({
  ref: ticketDeskActions.linkTo,
  may: "tickets:write",
  async run(ctx, { ticketId, originalId }, { where }) {
    const message = await linkIt(ctx, ticketId, originalId);
    if (await isOnCard(ctx, where)) return nothing();
    return where.place === "home" ? say(message) : replace(message);
  },
});

/** What solved one ticket of an outage solves all of it. */
export const solveAlikeAction = defineAction({
  ref: ticketDeskActions.solveAlike,
  may: "tickets:write",
  async run(ctx, { ticketId, outageId }, { where }) {
    const { fix } = await getTicket(ctx, { ticketId });
    const message = await solveAll(ctx, outageId, fix ?? "", ticketId);
    return where.place === "home" ? say(message) : replace(message);
  },
});

export const ungroupAction = defineAction({
  ref: ticketDeskActions.ungroup,
  may: "tickets:write",
  async run(ctx, { ticketId }, { where }) {
    await ungroupTicket(ctx, { ticketId });
    const message = await detailOf(ctx, ticketId);
    return where.place === "home" || (await isOnCard(ctx, where)) ? say(message) : replace(message);
  },
});
