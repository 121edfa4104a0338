import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { Refusal } from "../refusal.ts";
import { findAccess, lockAccess } from "./access-state.ts";
import { listOwners, type OwnedSubject, type Ownership } from "./ownership.ts";
import { allow } from "./permission.ts";

/**
 * Says who answers for what; what is not named stays as it is, and who answered before is kept.
 * @param input Slack's id of each owner; null: nobody
 * @returns what was changed
 * @throws Refusal owner_needs_access
 */
export async function setOwners(
  ctx: Context,
  input: { owners: readonly { subject: OwnedSubject; slackUserId: string | null }[] },
): Promise<Ownership[]> {
  await allow(ctx, "access:manage");
  await lockAccess(ctx.tx);
  const current = new Map((await listOwners(ctx)).map(({ subject, owner }) => [subject, owner]));
  const moving = input.owners.filter(
    ({ subject, slackUserId }) => (current.get(subject)?.slackUserId ?? null) !== slackUserId,
  );
  for (const { subject, slackUserId } of moving) {
    const before = current.get(subject) ?? null;
    const after = slackUserId === null ? null : await getHolder(ctx, slackUserId);
    const setById = ctx.member?.id ?? null;
    if (before) {
      await ctx.tx.ownership.updateMany({
        where: { subject, endedAt: null },
        data: { endedAt: ctx.now, endedById: setById },
      });
    }
    if (after) {
      const { memberId } = after;
      const workspaceId = ctx.workspace.id;
      await ctx.tx.ownership.create({
        data: { id: newId(), workspaceId, subject, memberId, since: ctx.now, setById },
      });
    }
    ctx.audit({
      ...{ action: "ownership.changed", subjectType: "workspace", subjectId: ctx.workspace.id },
      before: { subject, memberId: before?.memberId ?? null },
      after: { subject, memberId: after?.memberId ?? null },
    });
  }
  const changed = new Set(moving.map(({ subject }) => subject));
  return (await listOwners(ctx)).filter(({ subject }) => changed.has(subject));
}

/** Nobody answers for what they cannot see. */
async function getHolder(ctx: Context, slackUserId: string): Promise<{ memberId: string }> {
  const member = await ctx.tx.member.findFirst({ where: { slackUserId } });
  const usable = member && !member.isGuest && member.deactivatedAt === null;
  const held = usable ? await findAccess(ctx.tx, [member.id], ctx.now) : null;
  if (!member || !held?.has(member.id)) throw new Refusal("owner_needs_access", { name: member?.name ?? null });
  return { memberId: member.id };
}
