import { DateTime } from "luxon";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { keepChange, type LockedTicket, lockTicket, lockUnsolved } from "./keep-change.ts";
import { loadClockwork } from "./ticket-settings.ts";

/** What waits for longer is not waiting but over. */
const longestWaitDays = 90;

/**
 * Notes that the customer was asked something: the clocks stand until they answer, and after two days (or as many as the
 * workspace chose) the ticket comes back by itself. Whoever asks takes a ticket that nobody has.
 * @param input.until when it is to come back instead
 * @throws Refusal not_permitted, ticket_not_found, ticket_done, ticket_waiting_already, wait_wrong
 */
export async function waitForCustomer(
  ctx: Context,
  input: { ticketId: string; until?: Date | null },
): Promise<{ wakeAt: Date }> {
  await allow(ctx, "tickets:write");
  const ticket = await lockUnsolved(ctx, input.ticketId);
  if (ticket.state === "waiting") throw new Refusal("ticket_waiting_already", { number: ticket.number });
  const wakeAt = input.until ? readUntil(ctx, input.until) : await nextWake(ctx);
  const assigneeId = ticket.assigneeId ?? ctx.member?.id ?? null;
  await keepChange(ctx, {
    ticket,
    kind: "waiting",
    data: { state: "waiting", wakeAt, wokenAt: null, assigneeId },
    details: { until: wakeAt.toISOString() },
    before: { state: ticket.state, assigneeId: ticket.assigneeId },
    after: { state: "waiting", assigneeId },
  });
  return { wakeAt };
}

/** The customer was asked again: it comes back after as long as before. @throws Refusal not_permitted, ticket_not_found, ticket_not_waiting */
export async function chaseCustomer(ctx: Context, input: { ticketId: string }): Promise<{ wakeAt: Date }> {
  await allow(ctx, "tickets:write");
  const ticket = await lockWaiting(ctx, input.ticketId);
  const wakeAt = await nextWake(ctx);
  await keepChange(ctx, {
    ticket,
    kind: "chased",
    data: { wakeAt, wokenAt: null },
    details: { until: wakeAt.toISOString() },
  });
  return { wakeAt };
}

/** The customer has answered: the clocks go on. @throws Refusal not_permitted, ticket_not_found, ticket_not_waiting */
export async function noteAnswered(ctx: Context, input: { ticketId: string }): Promise<void> {
  await allow(ctx, "tickets:write");
  const ticket = await lockWaiting(ctx, input.ticketId);
  const state = ticket.assigneeId ? "open" : "new";
  await keepChange(ctx, {
    ticket,
    kind: "answered",
    data: { state, wakeAt: null, wokenAt: null },
    before: { state: ticket.state },
    after: { state },
  });
}

async function lockWaiting(ctx: Context, ticketId: string): Promise<LockedTicket> {
  const ticket = await lockTicket(ctx, ticketId);
  const { number, state } = ticket;
  if (state !== "waiting") throw new Refusal("ticket_not_waiting", { number, state });
  return ticket;
}

function readUntil(ctx: Context, until: Date): Date {
  const days = (until.getTime() - ctx.now.getTime()) / 86_400_000;
  if (!(days > 0 && days <= longestWaitDays)) throw new Refusal("wait_wrong", { most: longestWaitDays });
  return until;
}

async function nextWake(ctx: Context): Promise<Date> {
  const { zone, wakeAfterDays } = await loadClockwork(ctx);
  return DateTime.fromJSDate(ctx.now, { zone }).plus({ days: wakeAfterDays }).toJSDate();
}
