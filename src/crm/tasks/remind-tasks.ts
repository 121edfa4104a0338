import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { activePerson } from "../tickets/ticket-people.ts";
import { localTime } from "./task.ts";
import { managersOf } from "./task-managers.ts";
import { tellOfTasks } from "./task-notices.ts";

/** Tasks that one transaction deals with; the rest has its turn in the next minute. */
const atOnce = 200;
/** What could not be reminded of for so long is in the digest and on the list; a reminder would only be late. */
const stalestHours = 24;
/** A day's reminder waits for a digest that is about to say the same for so long; a digest later than that is too late. */
export const leftToDigestMinutes = 30;

interface ToRemind {
  id: string;
  assigneeId: string;
  createdById: string | null;
  contactId: string | null;
  stale: boolean;
}

/**
 * Reminds of what has come due: of a moment at that moment, of a day as the day's work begins where whoever has it is. Each
 * once; all of one person's at one time in one message. What somebody has who may not work here any more is raised to the
 * manager instead. Doing it twice reminds of nothing twice.
 * @param digestSoon members whose digest comes within minutes and says what is due on this day: for those minutes it is left
 * to the digest, so that nothing is said twice
 */
export async function remindOfTasks(
  ctx: Context,
  { digestSoon = [] }: { digestSoon?: readonly string[] } = {},
): Promise<{ reminded: number; passedBy: number }> {
  await allow(ctx, "interactions:write");
  const due = await lockDue(ctx, digestSoon);
  if (due.length === 0) return { reminded: 0, passedBy: 0 };
  const ids = due.map(({ id }) => id);
  await ctx.tx.$executeRaw`UPDATE task SET "remindedAt" = ${ctx.now} WHERE id = ANY(${ids}::uuid[])`;
  const fresh = due.filter(({ stale }) => !stale);
  const people = Map.groupBy(fresh, ({ assigneeId }) => assigneeId);
  for (const [memberId, tasks] of people) {
    const person = await activePerson(ctx, memberId);
    if (!person) {
      const promised = tasks.filter(({ contactId }) => contactId !== null);
      await raise(
        ctx,
        promised.map(({ id }) => ({ id, assigneeId: memberId })),
      );
      continue;
    }
    const own = tasks.filter(({ createdById }) => createdById === memberId || createdById === null);
    const given = tasks.filter((task) => !own.includes(task));
    for (const [kind, some] of [
      ["task-reminder", own],
      ["given-task-reminder", given],
    ] as const) {
      if (some.length > 0) tellOfTasks(ctx, kind, person.slackUserId, { memberId, taskIds: some.map(({ id }) => id) });
    }
  }
  ctx.audit({
    action: "task.reminded",
    subjectType: "task",
    subjectId: null,
    after: { tasks: fresh.length, passedBy: due.length - fresh.length },
  });
  return { reminded: fresh.length, passedBy: due.length - fresh.length };
}

/** Their rows locked; what somebody did or put off while this waited is not among them. */
async function lockDue({ tx, now }: Context, digestSoon: readonly string[]): Promise<ToRemind[]> {
  const zones = await tx.$queryRaw<{ zone: string }[]>`SELECT DISTINCT zone FROM member`;
  if (zones.length === 0) return [];
  const clocks = zones.map(({ zone }) => {
    const wall = localTime(now, zone).setZone("utc", { keepLocalTime: true });
    return sql.sql`(${zone}, ${wall.toJSDate()}::timestamp, ${wall.minus({ hours: stalestHours }).toJSDate()}::timestamp,
      ${wall.minus({ minutes: leftToDigestMinutes }).toJSDate()}::timestamp)`;
  });
  // Wherever anybody is, what is due by their clock is due by ours within a day and a half.
  const horizon = new Date(now.getTime() + 36 * 3_600_000);
  const stale = new Date(now.getTime() - stalestHours * 3_600_000);
  return tx.$queryRaw<ToRemind[]>`
    SELECT t.id, t."assigneeId", t."createdById", t."contactId",
      CASE WHEN t."dueOn" IS NULL THEN t."dueAt" < ${stale} ELSE t."remindLocal" < clock.stale END AS stale
    FROM task t JOIN member m ON m.id = t."assigneeId"
      JOIN (VALUES ${sql.join(clocks)}) AS clock (zone, wall, stale, late) ON clock.zone = m.zone
    WHERE t."remindedAt" IS NULL AND t."doneAt" IS NULL AND t."droppedAt" IS NULL AND t."dueAt" <= ${horizon}
      AND CASE WHEN t."dueOn" IS NULL THEN t."dueAt" <= ${now} ELSE t."remindLocal" <= clock.wall END
      AND NOT (t."dueOn" IS NOT NULL AND t."assigneeId" = ANY(${[...digestSoon]}::uuid[]) AND t."remindLocal" > clock.late)
    ORDER BY t."dueAt", t.id LIMIT ${atOnce} FOR UPDATE OF t`;
}

/**
 * Raises what customers were promised and nothing has been done about, once each: when, is said at {@link raiseTimeOf}.
 * Something was done when anybody has logged more than a note to themself with the customer since it was planned.
 */
export async function raisePromises(ctx: Context): Promise<{ raised: number; underWay: number }> {
  await allow(ctx, "interactions:write");
  const due = await ctx.tx.$queryRaw<{ id: string; assigneeId: string; underWay: boolean }[]>`
    SELECT t.id, t."assigneeId", EXISTS (
        SELECT FROM interaction i WHERE i."contactId" = t."contactId" AND i."createdAt" > t."createdAt"
          AND i."removedAt" IS NULL AND i.type <> 'note' AND i.id IS DISTINCT FROM t."interactionId") AS "underWay"
    FROM task t
    WHERE t."raiseAt" <= ${ctx.now} AND t."raisedAt" IS NULL AND t."doneAt" IS NULL AND t."droppedAt" IS NULL
      AND t."contactId" IS NOT NULL
    ORDER BY t."raiseAt", t.id LIMIT ${atOnce} FOR UPDATE OF t`;
  if (due.length === 0) return { raised: 0, underWay: 0 };
  const underWay = due.filter((task) => task.underWay).map(({ id }) => id);
  await ctx.tx.$executeRaw`UPDATE task SET "raiseAt" = NULL WHERE id = ANY(${underWay}::uuid[])`;
  const left = due.filter((task) => !task.underWay);
  await raise(ctx, left);
  return { raised: left.length, underWay: underWay.length };
}

/** Tells the managers, each of all at once. */
async function raise(ctx: Context, tasks: readonly { id: string; assigneeId: string }[]): Promise<void> {
  if (tasks.length === 0) return;
  const ids = tasks.map(({ id }) => id);
  const raised = await ctx.tx.$queryRaw<{ id: string }[]>`
    UPDATE task SET "raisedAt" = ${ctx.now} WHERE id = ANY(${ids}::uuid[]) AND "raisedAt" IS NULL RETURNING id`;
  const first = new Set(raised.map(({ id }) => id));
  const told = new Map<string, string[]>();
  for (const [assigneeId, theirs] of Map.groupBy(tasks, (task) => task.assigneeId)) {
    const taskIds = theirs.map(({ id }) => id).filter((id) => first.has(id));
    for (const manager of await managersOf(ctx, assigneeId))
      told.set(manager, [...(told.get(manager) ?? []), ...taskIds]);
  }
  for (const [manager, taskIds] of told) {
    if (taskIds.length > 0) tellOfTasks(ctx, "promises-slipping", manager, { taskIds });
  }
  ctx.audit({ action: "task.raised", subjectType: "task", subjectId: null, after: { tasks: first.size } });
}
