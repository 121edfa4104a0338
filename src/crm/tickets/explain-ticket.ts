import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { type ClockReasons, explainClock } from "./clock.ts";
import { getTicket } from "./get-ticket.ts";
import { loadClockEvents } from "./plan-clocks.ts";
import { clockKinds, type Priority } from "./ticket.ts";
import { loadClockwork } from "./ticket-settings.ts";

export interface TicketReasons {
  number: number;
  priority: Priority;
  /** the zone of the working hours */
  zone: string;
  clocks: ClockReasons[];
}

/**
 * Why a ticket is due when it is: every span that counted, every pause and every day off, for both clocks [R78].
 * @throws Refusal not_permitted, ticket_not_found
 */
export async function explainTicket(ctx: Context, input: { ticketId: string }): Promise<TicketReasons> {
  await allow(ctx, "tickets:read");
  const { id, number, priority } = await getTicket(ctx, input);
  const events = (await loadClockEvents(ctx, [id])).get(id) ?? [];
  const { calendar, targets } = await loadClockwork(ctx);
  return {
    ...{ number, priority, zone: calendar.zone },
    clocks: clockKinds.map((kind) => explainClock(kind, events, targets[priority][kind], calendar, ctx.now)),
  };
}
