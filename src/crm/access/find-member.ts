import type { Context } from "../../db/context.ts";
import { type AccessState, findAccess } from "./access-state.ts";

export interface MemberAccess {
  memberId: string;
  slackUserId: string;
  name: string;
  zone: string;
  locale: string;
  isGuest: boolean;
  deactivated: boolean;
  /** null: none */
  access: AccessState | null;
}

/** A member with what they may do; null for nobody of this workspace. */
export async function findMember(
  ctx: Context,
  by: { memberId: string } | { slackUserId: string },
): Promise<MemberAccess | null> {
  const row = await ctx.tx.member.findFirst({
    where: "memberId" in by ? { id: by.memberId } : { slackUserId: by.slackUserId },
  });
  if (!row) return null;
  const held = await findAccess(ctx.tx, [row.id], ctx.now);
  const { id, slackUserId, name, zone, locale, isGuest, deactivatedAt } = row;
  const usable = deactivatedAt === null && !isGuest;
  return {
    memberId: id,
    slackUserId,
    name,
    zone,
    locale,
    isGuest,
    deactivated: deactivatedAt !== null,
    access: usable ? (held.get(id) ?? null) : null,
  };
}
