import type { Context } from "../../db/context.ts";
import { digestKind } from "../attention/digest.ts";
import { listDuePeople } from "../attention/personal-turn.ts";
import { leftToDigestMinutes } from "../tasks/remind-tasks.ts";

/**
 * Members whose digest is due or comes within {@link leftToDigestMinutes} and says what is due: their reminders of this day are
 * left to it. Asked only where there is anything of a day to be reminded of.
 */
export async function listDigestSoon(ctx: Context): Promise<string[]> {
  const [waiting] = await ctx.tx.$queryRaw<{ waiting: boolean }[]>`
    SELECT EXISTS (SELECT FROM task WHERE "dueOn" IS NOT NULL AND "remindedAt" IS NULL AND "doneAt" IS NULL
      AND "droppedAt" IS NULL AND "remindLocal" <= ${new Date(ctx.now.getTime() + 14 * 3_600_000)}::timestamp) AS waiting`;
  if (!waiting?.waiting) return [];
  const soon = new Date(ctx.now.getTime() + leftToDigestMinutes * 60_000);
  const people = await listDuePeople({ ...ctx, now: soon }, digestKind);
  const less = await ctx.tx.attentionLess.findMany({ where: { kind: "digest-tasks" }, select: { memberId: true } });
  const without = new Set(less.map(({ memberId }) => memberId));
  return people.flatMap(({ memberId }) => (without.has(memberId) ? [] : [memberId]));
}
