import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { keepChange, lockTicket } from "./keep-change.ts";
import { activePerson } from "./ticket-people.ts";

/**
 * Closes a ticket: a solved one for good, another one without a fix, because nothing is to be done or nobody answers.
 * @throws Refusal not_permitted, ticket_not_found, ticket_done
 */
export async function closeTicket(ctx: Context, input: { ticketId: string }): Promise<void> {
  await allow(ctx, "tickets:write");
  const ticket = await lockTicket(ctx, input.ticketId);
  const { number, state } = ticket;
  if (state === "closed") throw new Refusal("ticket_done", { number, state });
  await keepChange(ctx, {
    ticket,
    kind: "closed",
    data: { state: "closed", closedAt: ctx.now, wakeAt: null, wokenAt: null },
    before: { state },
    after: { state: "closed" },
  });
}

/**
 * Opens a solved or closed ticket again: its clocks go on where they stood. Whoever had it has it again, unless they may not
 * work any more; a duplicate stands for itself again.
 * @throws Refusal not_permitted, ticket_not_found, ticket_not_done
 */
export async function reopenTicket(ctx: Context, input: { ticketId: string }): Promise<void> {
  await allow(ctx, "tickets:write");
  const ticket = await lockTicket(ctx, input.ticketId);
  const { number, state, assigneeId } = ticket;
  if (state !== "solved" && state !== "closed") throw new Refusal("ticket_not_done", { number });
  const holder = await activePerson(ctx, assigneeId);
  const next = holder ? "open" : "new";
  await keepChange(ctx, {
    ticket,
    kind: "reopened",
    data: {
      ...{ state: next, solvedAt: null, solvedById: null, closedAt: null, duplicateOfId: null },
      ...{ assigneeId: holder?.memberId ?? null, reopened: { increment: 1 } },
    },
    before: { state, assigneeId, duplicateOfId: ticket.duplicateOfId },
    after: { state: next, assigneeId: holder?.memberId ?? null },
  });
}
