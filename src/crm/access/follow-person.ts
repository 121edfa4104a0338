import type { Context } from "../../db/context.ts";
import type { Profile } from "../../db/open-transaction.ts";
import { listStewards } from "./access-state.ts";
import { followProfile } from "./follow-profile.ts";

/**
 * Slack told of a change of somebody's profile. When the last steward goes that way, the owners of the Slack workspace
 * hear that they can appoint one.
 */
export async function followPerson(ctx: Context, profile: Profile): Promise<void> {
  const { lostAccess, notes } = await followProfile(ctx.tx, ctx.workspace, profile, ctx.now);
  for (const note of notes) ctx.audit(note);
  if (!lostAccess || (await listStewards(ctx.tx, ctx.now)).length > 0) return;
  const owners = await ctx.tx.member.findMany({
    where: { isSlackOwner: true, isGuest: false, deactivatedAt: null },
    select: { slackUserId: true },
  });
  for (const { slackUserId } of owners) ctx.notify({ kind: "no-steward-left", recipient: slackUserId, payload: {} });
}
