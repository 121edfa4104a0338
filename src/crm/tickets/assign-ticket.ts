import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { keepChange, lockUnsolved } from "./keep-change.ts";
import { tell } from "./ticket-notices.ts";
import { pickAssignee } from "./ticket-people.ts";

/**
 * Gives a ticket to somebody, whoever has it now; null takes it from whoever has it, so that anybody may take it.
 * @throws Refusal not_permitted, ticket_not_found, ticket_done, assignee_not_found, assignee_without_access
 */
export async function assignTicket(
  ctx: Context,
  input: { ticketId: string; assigneeId: string | null },
): Promise<void> {
  await allow(ctx, "tickets:write");
  const ticket = await lockUnsolved(ctx, input.ticketId);
  const assignee = input.assigneeId === null ? null : await pickAssignee(ctx, input.assigneeId);
  const to = assignee?.memberId ?? null;
  if (ticket.assigneeId === to) return;
  const state = ticket.state === "waiting" ? "waiting" : assignee ? "open" : "new";
  await keepChange(ctx, {
    ticket,
    kind: assignee ? "assigned" : "unassigned",
    data: { assigneeId: to, state },
    details: { from: ticket.assigneeId, to },
    before: { assigneeId: ticket.assigneeId },
    after: { assigneeId: to },
  });
  if (assignee && assignee.memberId !== ctx.member?.id)
    tell(ctx, "ticket-assigned", assignee.slackUserId, { ticketId: ticket.id, byId: ctx.member?.id ?? null });
}
