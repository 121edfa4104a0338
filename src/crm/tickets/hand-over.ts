import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { keepChanges, lockTickets } from "./keep-change.ts";
import { tell } from "./ticket-notices.ts";
import { namePerson, pickAssignee } from "./ticket-people.ts";

/**
 * Gives all unsolved tickets of one person to another, at the end of a shift: one's own, or those of a colleague who is not
 * there to do it.
 * @param input.fromId oneself unless said otherwise
 * @returns how many
 * @throws Refusal not_permitted, assignee_not_found, assignee_without_access, nothing_to_hand_over
 */
export async function handOver(ctx: Context, input: { toId: string; fromId?: string }): Promise<number> {
  await allow(ctx, "tickets:write");
  const fromId = input.fromId ?? ctx.member?.id ?? null;
  const from = await namePerson(ctx, fromId);
  if (!from) throw new Refusal("assignee_not_found", {});
  const to = await pickAssignee(ctx, input.toId);
  const held = await ctx.tx.ticket.findMany({
    where: { assigneeId: from.memberId, state: { in: ["new", "open", "waiting"] } },
    select: { id: true },
  });
  const locked = await lockTickets(
    ctx,
    held.map(({ id }) => id),
  );
  // One that was solved, or given to somebody else, while this waited for its row is no longer meant.
  const tickets = locked.filter(
    ({ assigneeId, state }) => assigneeId === from.memberId && state !== "solved" && state !== "closed",
  );
  if (tickets.length === 0 || from.memberId === to.memberId)
    throw new Refusal("nothing_to_hand_over", { name: from.name });
  await keepChanges(
    ctx,
    tickets.map((ticket) => ({
      ticket,
      kind: "handed_over",
      data: { assigneeId: to.memberId },
      details: { from: from.memberId, to: to.memberId },
      before: { assigneeId: from.memberId },
      after: { assigneeId: to.memberId },
    })),
  );
  if (to.memberId !== ctx.member?.id) {
    const ticketIds = tickets.toSorted((a, b) => a.number - b.number).map(({ id }) => id);
    tell(ctx, "tickets-handed-over", to.slackUserId, {
      ticketIds,
      fromId: from.memberId,
      byId: ctx.member?.id ?? null,
    });
  }
  return tickets.length;
}
