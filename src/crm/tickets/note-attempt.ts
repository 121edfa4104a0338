import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { keepChange, lockUnsolved } from "./keep-change.ts";
import { readWords } from "./ticket-words.ts";

/**
 * Keeps what was tried and did not help, for whoever takes the ticket next [R79].
 * @throws Refusal not_permitted, ticket_not_found, ticket_done, attempt_missing, ticket_text_too_long
 */
export async function noteAttempt(ctx: Context, input: { ticketId: string; text: string }): Promise<{ id: string }> {
  await allow(ctx, "tickets:write");
  const text = readWords("attempt", input.text);
  if (text === "") throw new Refusal("attempt_missing", {});
  const ticket = await lockUnsolved(ctx, input.ticketId);
  const id = newId();
  await ctx.tx.ticketAttempt.create({
    data: {
      ...{ id, workspaceId: ctx.workspace.id, ticketId: ticket.id, text },
      at: ctx.now,
      memberId: ctx.member?.id ?? null,
    },
  });
  await keepChange(ctx, {
    ticket,
    kind: "tried",
    details: { attemptId: id },
    after: { attemptId: id },
    words: { text },
  });
  return { id };
}
