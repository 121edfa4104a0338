import type { Context } from "../../db/context.ts";
import type { Profile } from "../../db/open-transaction.ts";
import { findAccess } from "./access-state.ts";

/** How many of these people could have access and have none yet. */
export async function countNewcomers(ctx: Context, people: readonly Profile[]): Promise<number> {
  const able = people.filter((person) => !person.isGuest && !person.deactivated);
  const members = await ctx.tx.member.findMany({
    where: { slackUserId: { in: able.map(({ slackUserId }) => slackUserId) } },
    select: { id: true },
  });
  const held = await findAccess(
    ctx.tx,
    members.map(({ id }) => id),
    ctx.now,
  );
  return able.length - held.size;
}
