import type { Context } from "../../db/context.ts";

/**
 * Keeps when a person last used the CRM, to the hour, for the review of access. The row is left alone when somebody else
 * holds it: the next interaction will do, and nobody waits in the wrong order.
 */
export async function noteActivity(ctx: Context): Promise<void> {
  if (!ctx.member?.role) return;
  const stale = new Date(ctx.now.getTime() - 3_600_000);
  if (ctx.member.lastActiveAt !== null && ctx.member.lastActiveAt >= stale) return;
  await ctx.tx.$executeRaw`
    UPDATE member SET "lastActiveAt" = ${ctx.now}
    WHERE id = (SELECT id FROM member WHERE id = ${ctx.member.id}::uuid AND ("lastActiveAt" IS NULL OR "lastActiveAt" < ${stale})
                FOR NO KEY UPDATE SKIP LOCKED)`;
}
