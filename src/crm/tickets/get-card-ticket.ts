import { validate as isId } from "uuid";
import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { selectTickets } from "./select-tickets.ts";
import type { TicketSummary } from "./ticket.ts";

/** A ticket as its card shows it, with a sign when its time runs out. */
export interface TicketOnCard extends TicketSummary {
  /** three quarters of the time of a clock that runs are used */
  dueSoon: boolean;
}

/** @throws Refusal not_permitted, ticket_not_found */
export async function getCardTicket(ctx: Context, ticketId: string): Promise<TicketOnCard> {
  await allow(ctx, "tickets:read");
  const [ticket] = isId(ticketId) ? await selectTickets(ctx, sql.sql`WHERE t.id = ${ticketId}::uuid`) : [];
  if (!ticket) throw new Refusal("ticket_not_found", {});
  const soon = await ctx.tx.ticketClock.count({
    where: { ticketId, stoppedAt: null, dueAt: { not: null }, warnAt: { lte: ctx.now } },
  });
  return { ...ticket, dueSoon: soon > 0 };
}
