import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { localMoment } from "../attention/attention.ts";
import { type ActivityType, findLapsed } from "./activity.ts";
import { isTeachable, type Teachable } from "./gap-cause.ts";
import { asManager, mayBeSeen } from "./get-usage.ts";
import { listRecorders } from "./list-recorders.ts";
import { readOpenGaps } from "./sweep-gaps.ts";

export const lessonKind = "usage-lesson";

/** What a lesson is about: a person's own difficulty, or a way of talking to customers that nobody records any more. */
export type Lesson = Teachable | ActivityType;

/** A lesson about what a team stopped recording comes no more often than this. */
const restDays = 80;

/**
 * Sends a short lesson to those of one's people who record nothing, each the one that fits, once a gap; and to all of them one
 * about what none of them records any more.
 * @returns how many people it goes to
 * @throws Refusal not_permitted
 */
export async function sendLesson(ctx: Context): Promise<number> {
  await allow(ctx, "reports:read");
  const { member } = ctx;
  if (!member) throw new Error("Only a person sends a lesson");
  const today = localMoment(ctx.now, member.zone).day;
  const recorders = (await listRecorders(ctx, { from: today, to: today })).filter(
    (person) => person.current && mayBeSeen(asManager(member), person),
  );
  const lessons = new Map<string, Lesson>();
  const gaps = await readOpenGaps(
    ctx,
    recorders.map(({ memberId }) => memberId),
  );
  for (const { gapId, slackUserId, cause, lessonAt } of gaps) {
    if (lessonAt !== null || !isTeachable(cause)) continue;
    const { count } = await ctx.tx.usageGap.updateMany({
      where: { id: gapId, lessonAt: null, endedAt: null },
      data: { lessonAt: ctx.now, lessonById: member.id },
    });
    // Two managers may press at once: whoever comes second sends nothing.
    if (count === 1) lessons.set(slackUserId, cause);
  }
  const everybody = asManager(member).departments.length === 0;
  const [lapsed] = await findLapsed(ctx, today, everybody ? null : recorders.map(({ memberId }) => memberId));
  if (lapsed) {
    const had = await listTaught(ctx, lapsed.type);
    for (const { slackUserId, memberId } of recorders) {
      if (memberId !== member.id && !lessons.has(slackUserId) && !had.has(slackUserId))
        lessons.set(slackUserId, lapsed.type);
    }
  }
  for (const [recipient, lesson] of lessons) ctx.notify({ kind: lessonKind, recipient, payload: { lesson } });
  if (lessons.size > 0) {
    ctx.audit({
      action: "usage.lesson_sent",
      subjectType: "workspace",
      subjectId: ctx.workspace.id,
      after: { people: lessons.size },
    });
  }
  return lessons.size;
}

async function listTaught(ctx: Context, lesson: Lesson): Promise<Set<string>> {
  const since = new Date(ctx.now.getTime() - restDays * 86_400_000);
  const rows = await ctx.tx.$queryRaw<{ recipient: string }[]>`
    SELECT DISTINCT recipient FROM delivery
    WHERE kind = ${lessonKind} AND payload->>'lesson' = ${lesson} AND "createdAt" >= ${since}`;
  return new Set(rows.map(({ recipient }) => recipient));
}
