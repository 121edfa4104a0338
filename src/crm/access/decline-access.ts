import type { Context } from "../../db/context.ts";
import { findMember, type MemberAccess } from "./find-member.ts";
import { allow } from "./permission.ts";

/** A steward's "Not now" to somebody who asked. Null when the person is gone. */
export async function declineAccess(ctx: Context, input: { memberId: string }): Promise<MemberAccess | null> {
  await allow(ctx, "access:manage");
  const member = await findMember(ctx, input);
  if (!member) return null;
  ctx.audit({ action: "access.declined", subjectType: "member", subjectId: member.memberId });
  return member;
}
