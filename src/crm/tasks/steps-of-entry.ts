import { type Context, sql } from "../../db/context.ts";
import { selectTasks } from "./list-tasks.ts";
import type { Task } from "./task.ts";

/** What an entry has to do with the customer's tasks, besides those that it planned. */
export interface StepsOfEntry {
  /** the next thing to do for the customer that was planned before; null: none */
  next: Task | null;
  /** whether to ask if the talk did it */
  asksDone: boolean;
  /** what it did, as somebody said */
  finished: Task[];
}

/**
 * The customer's next step beside an entry. Whether it is done is asked of a talk with the customer, and only then: nobody
 * keeps a promise by not reaching somebody. What was planned after the talk, or was kept since, is not asked about.
 */
export async function findStepsOfEntry(
  ctx: Context,
  entry: { id: string; contactId: string; happenedAt: Date; createdAt: Date; isTalk: boolean },
): Promise<StepsOfEntry> {
  const open = sql.sql`t."doneAt" IS NULL AND t."droppedAt" IS NULL`;
  const [next] = await selectTasks(
    ctx,
    sql.sql`WHERE t."contactId" = ${entry.contactId}::uuid AND ${open} AND t."interactionId" IS DISTINCT FROM ${entry.id}::uuid
      ORDER BY t."dueAt" NULLS LAST, t.id LIMIT 1`,
  );
  const finished = await selectTasks(
    ctx,
    sql.sql`WHERE t."doneInteractionId" = ${entry.id}::uuid AND t."doneAt" IS NOT NULL AND t."droppedAt" IS NULL ORDER BY t.id`,
  );
  const before = next !== undefined && next.createdAt < entry.createdAt && next.createdAt <= entry.happenedAt;
  return {
    next: next ?? null,
    asksDone: entry.isTalk && before && (next.keptAt === null || next.keptAt < entry.createdAt),
    finished,
  };
}

/** Opens again what an entry had done that is taken back. */
export async function reopenStepsOf(ctx: Context, interactionId: string): Promise<void> {
  await ctx.tx.task.updateMany({
    where: { doneInteractionId: interactionId },
    data: { doneAt: null, doneById: null, doneInteractionId: null, number: null },
  });
}
