import type { Context } from "../../db/context.ts";
import type { Department } from "../access/permission.ts";
import { whoHears } from "../tickets/ticket-people.ts";

/**
 * The Slack users who answer for what somebody promised: the managers of their departments, without themself; where there is
 * none, whoever hears when the department is late with its tickets.
 */
export async function managersOf(ctx: Context, memberId: string): Promise<string[]> {
  const rows = await ctx.tx.$queryRaw<{ slackUserId: string | null; department: Department | null }[]>`
    WITH held AS (
      SELECT g."memberId", g.role, g.department FROM access_grant g
      WHERE g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now}))
    SELECT own.department, m."slackUserId" FROM held own
      LEFT JOIN held boss ON boss.department = own.department AND boss.role = 'manager' AND boss."memberId" <> own."memberId"
      LEFT JOIN member m ON m.id = boss."memberId" AND m."deactivatedAt" IS NULL AND NOT m."isGuest"
    WHERE own."memberId" = ${memberId}::uuid ORDER BY m."slackUserId"`;
  const managers = new Set(rows.flatMap(({ slackUserId }) => slackUserId ?? []));
  if (managers.size > 0) return [...managers];
  const self = await ctx.tx.member.findFirst({ where: { id: memberId }, select: { slackUserId: true } });
  const heard = await whoHears(ctx, rows[0]?.department ?? "sales");
  return heard.filter((slackUserId) => slackUserId !== self?.slackUserId);
}
