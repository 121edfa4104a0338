import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { keepChange, lockUnsolved } from "./keep-change.ts";
import { activePerson } from "./ticket-people.ts";

/**
 * Gives a ticket that nobody has to whoever asks. Of two at once one gets it, and the other is told who did; what is one's own
 * already stays so. A ticket of somebody who may not work any more is free.
 * @throws Refusal not_permitted, ticket_not_found, ticket_done, ticket_taken
 */
export async function takeTicket(ctx: Context, input: { ticketId: string }): Promise<void> {
  await allow(ctx, "tickets:write");
  if (!ctx.member) throw new Error("Only a person takes a ticket");
  const ticket = await lockUnsolved(ctx, input.ticketId);
  if (ticket.assigneeId === ctx.member.id) return;
  const holder = await activePerson(ctx, ticket.assigneeId);
  if (holder) throw new Refusal("ticket_taken", { number: ticket.number, by: holder.name });
  await keepChange(ctx, {
    ticket,
    kind: "taken",
    data: { assigneeId: ctx.member.id, ...(ticket.state === "new" && { state: "open" }) },
    details: { from: ticket.assigneeId },
    before: { assigneeId: ticket.assigneeId },
    after: { assigneeId: ctx.member.id },
  });
}
