import type { Context } from "../../db/context.ts";
import { findMember } from "./find-member.ts";
import type { Role } from "./permission.ts";

/** What a new person is told: what they may do, and who gave it. Null when it was taken back meanwhile. */
export async function findWelcome(
  ctx: Context,
  memberId: string,
): Promise<{ role: Role; grantedBy: string | null } | null> {
  const member = await findMember(ctx, { memberId });
  if (!member?.access) return null;
  const [grant] = await ctx.tx.$queryRaw<{ name: string | null }[]>`
    SELECT by.name FROM access_grant g LEFT JOIN member by ON by.id = g."grantedById"
    WHERE g."memberId" = ${memberId}::uuid AND g."revokedAt" IS NULL ORDER BY g."grantedAt" LIMIT 1`;
  return { role: member.access.role, grantedBy: grant?.name ?? null };
}
