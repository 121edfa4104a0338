import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { keepChange, lockUnsolved } from "./keep-change.ts";
import type { Priority } from "./ticket.ts";

/** Sets how urgent a ticket is; its clocks get the targets of that. @throws Refusal not_permitted, ticket_not_found, ticket_done */
export async function setPriority(ctx: Context, input: { ticketId: string; priority: Priority }): Promise<void> {
  await allow(ctx, "tickets:write");
  const ticket = await lockUnsolved(ctx, input.ticketId);
  const { priority } = input;
  if (ticket.priority === priority) return;
  await keepChange(ctx, {
    ticket,
    kind: "prioritised",
    data: { priority },
    details: { from: ticket.priority, to: priority },
    before: { priority: ticket.priority },
    after: { priority },
  });
}
