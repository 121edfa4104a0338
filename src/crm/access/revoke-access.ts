import type { Context } from "../../db/context.ts";
import { Refusal } from "../refusal.ts";
import { type AccessState, asJson, endAccess, findAccess, lockAccess } from "./access-state.ts";
import { allow } from "./permission.ts";
import { refuseIfNeeded } from "./refuse-if-needed.ts";

export interface Revoked {
  memberId: string;
  name: string;
  before: AccessState;
}

/**
 * Ends people's access at once; what they wrote stays.
 * @throws Refusal nobody_named, stranger_has_no_access, has_no_access, last_steward, last_lasting_steward
 */
export async function revokeAccess(
  ctx: Context,
  input: { memberIds: readonly string[]; reason?: string },
): Promise<Revoked[]> {
  await allow(ctx, "access:manage");
  const memberIds = [...new Set(input.memberIds)].toSorted();
  if (memberIds.length === 0) throw new Refusal("nobody_named", {});
  await lockAccess(ctx.tx);
  const members = await ctx.tx.member.findMany({
    where: { id: { in: memberIds } },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
  if (members.length < memberIds.length) throw new Refusal("stranger_has_no_access", {});
  const held = await findAccess(ctx.tx, memberIds, ctx.now);
  const revoked = members.map(({ id, name }): Revoked => {
    const before = held.get(id);
    if (!before) throw new Refusal("has_no_access", { name });
    return { memberId: id, name, before };
  });
  const steward = revoked.find(({ before }) => before.role === "steward");
  if (steward) await refuseIfNeeded(ctx, memberIds, steward.name);
  await endAccess(ctx.tx, memberIds, { revokedById: ctx.member?.id ?? null, now: ctx.now });
  for (const { memberId, before } of revoked) {
    ctx.audit({
      action: "access.revoked",
      subjectType: "member",
      subjectId: memberId,
      before: asJson(before),
      ...(input.reason !== undefined && { after: { reason: input.reason } }),
    });
  }
  return revoked;
}
