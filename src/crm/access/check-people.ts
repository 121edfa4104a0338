import type { Context } from "../../db/context.ts";
import type { Profile } from "../../db/open-transaction.ts";
import { findAccess } from "./access-state.ts";
import { followPerson } from "./follow-person.ts";

export type Checked = { checked: number; lostAccess: number };

/**
 * Follows what Slack says of everybody in one go, for what its events did not tell: whoever was deactivated or made a
 * guest while Steward was down loses access now. People whom the list leaves out are left as they are.
 */
export async function checkPeople(ctx: Context, people: readonly Profile[]): Promise<Checked> {
  const slackUserIds = people.map(({ slackUserId }) => slackUserId);
  const members = await ctx.tx.member.findMany({ where: { slackUserId: { in: slackUserIds } } });
  const ids = members.map(({ id }) => id);
  const before = await findAccess(ctx.tx, ids, ctx.now);
  const known = new Set(members.map(({ slackUserId }) => slackUserId));
  for (const person of people.toSorted((a, b) => a.slackUserId.localeCompare(b.slackUserId))) {
    if (known.has(person.slackUserId)) await followPerson(ctx, person);
  }
  const after = await findAccess(ctx.tx, ids, ctx.now);
  return { checked: members.length, lostAccess: before.size - after.size };
}
