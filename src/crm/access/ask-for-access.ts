import type { Context } from "../../db/context.ts";
import { Refusal } from "../refusal.ts";
import { listStewardNames } from "./permission.ts";

export interface Asked {
  /** who was asked */
  name: string;
  slackUserId: string;
  at: Date;
  /** had asked already, at `at`; nothing was sent again */
  before: boolean;
}

/** For how long a question stands before it may be asked again. */
const standsHours = 24;

/**
 * Sends a steward one question for access, or for more of it.
 * @throws Refusal guest; no_access when nobody can give it
 */
export async function askForAccess(ctx: Context, input: { slackUserId: string }): Promise<Asked> {
  const { member } = ctx;
  if (!member) throw new Error("Only a person can ask for access");
  if (member.isGuest) throw new Refusal("guest", {});
  const stewards = (await listStewardNames(ctx)).filter(({ slackUserId }) => slackUserId !== member.slackUserId);
  // Whoever the button named may have left since; then the one who has served longest.
  const steward = stewards.find(({ slackUserId }) => slackUserId === input.slackUserId) ?? stewards[0];
  if (!steward) throw new Refusal("no_access", { stewards: [] });

  const since = new Date(ctx.now.getTime() - standsHours * 3_600_000);
  const earlier = await ctx.tx.delivery.findFirst({
    where: {
      kind: "access-asked",
      recipient: steward.slackUserId,
      createdAt: { gt: since },
      payload: { path: ["memberId"], equals: member.id },
    },
    orderBy: { createdAt: "desc" },
  });
  if (earlier) return { ...steward, at: earlier.createdAt, before: true };
  ctx.notify({ kind: "access-asked", recipient: steward.slackUserId, payload: { memberId: member.id } });
  ctx.audit({
    action: "access.asked",
    subjectType: "member",
    subjectId: member.id,
    after: { asked: steward.slackUserId },
  });
  return { ...steward, at: ctx.now, before: false };
}
