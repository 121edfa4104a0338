import type { Context } from "../../db/context.ts";
import { personIds } from "../customers/merge/person-ids.ts";

/**
 * The tasks about one customer, and those about nobody that name them.
 * @param names tells whether a text names the person
 */
export async function tasksOfPerson(
  ctx: Context,
  contactId: string,
  names: (text: string) => boolean,
): Promise<string[]> {
  const own = await ctx.tx.task.findMany({
    where: { contactId: { in: await personIds(ctx, contactId) } },
    select: { id: true },
  });
  const unknown = await ctx.tx.task.findMany({
    where: { contactId: null, title: { not: "" } },
    select: { id: true, title: true },
  });
  return [...own, ...unknown.filter(({ title }) => names(title))].map(({ id }) => id).toSorted();
}

/** Takes every word out of these tasks; what was open is dropped. That there were any stays. Doing it twice does no harm. */
export async function emptyTasks(ctx: Context, taskIds: readonly string[]): Promise<number> {
  const where = { id: { in: [...taskIds] } };
  const { count } = await ctx.tx.task.updateMany({ where, data: { title: "", link: null } });
  await ctx.tx.task.updateMany({
    where: { ...where, doneAt: null, droppedAt: null },
    data: { droppedAt: ctx.now },
  });
  return count;
}
