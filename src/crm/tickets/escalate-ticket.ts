import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { keepChange, lockUnsolved } from "./keep-change.ts";
import { type Priority, priorities } from "./ticket.ts";
import { tell } from "./ticket-notices.ts";
import { whoHears } from "./ticket-people.ts";
import { readWords } from "./ticket-words.ts";

/**
 * Makes a ticket one step more urgent and tells the department's person why.
 * @returns the priority that it has now, and the Slack users who are told
 * @throws Refusal not_permitted, ticket_not_found, ticket_done, escalation_reason_missing, ticket_text_too_long
 */
export async function escalateTicket(
  ctx: Context,
  input: { ticketId: string; reason: string },
): Promise<{ priority: Priority; told: string[] }> {
  await allow(ctx, "tickets:write");
  const reason = readWords("reason", input.reason);
  if (reason === "") throw new Refusal("escalation_reason_missing", {});
  const ticket = await lockUnsolved(ctx, input.ticketId);
  const priority = priorities[Math.max(0, priorities.indexOf(ticket.priority) - 1)] ?? "P1";
  const eventId = await keepChange(ctx, {
    ticket,
    kind: "escalated",
    data: { priority },
    details: { from: ticket.priority, to: priority, reason },
    before: { priority: ticket.priority },
    after: { priority },
    words: { reason },
  });
  const told = await whoHears(ctx, ticket.department);
  for (const slackUserId of told) tell(ctx, "ticket-escalated", slackUserId, { ticketId: ticket.id, eventId });
  return { priority, told };
}
