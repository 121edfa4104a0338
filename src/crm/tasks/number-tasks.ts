import { type Context, sql } from "../../db/context.ts";

/** Numbers go round, so that they stay short enough to be typed. */
const highestNumber = 99;

/**
 * Gives each of somebody's open tasks that has none a number by which they call it. The number after the last one given is
 * next, so that one that was just finished with does not at once mean something else to whoever still has the old list
 * before them; after 99 it begins again at 1, leaving out what is still open.
 */
export async function numberTasks(ctx: Context, assigneeId: string): Promise<void> {
  const [bare] = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM task WHERE "assigneeId" = ${assigneeId}::uuid AND number IS NULL AND "doneAt" IS NULL AND "droppedAt" IS NULL LIMIT 1`;
  if (!bare) return;
  // The counter's row puts those who number the same person's tasks in order.
  const [counter] = await ctx.tx.$queryRaw<{ last: number }[]>`
    INSERT INTO task_counter ("workspaceId", "memberId", last) VALUES (${ctx.workspace.id}::uuid, ${assigneeId}::uuid, 0)
    ON CONFLICT ("workspaceId", "memberId") DO UPDATE SET last = task_counter.last RETURNING last`;
  const open = await ctx.tx.$queryRaw<{ id: string; number: number | null }[]>`
    SELECT id, number FROM task WHERE "assigneeId" = ${assigneeId}::uuid AND "doneAt" IS NULL AND "droppedAt" IS NULL
    ORDER BY "createdAt", id`;
  const taken = new Set(open.flatMap(({ number }) => number ?? []));
  let last = counter?.last ?? 0;
  const given: { id: string; number: number }[] = [];
  for (const { id, number } of open) {
    if (number !== null) continue;
    last = nextNumber(last, taken);
    taken.add(last);
    given.push({ id, number: last });
  }
  if (given.length === 0) return;
  await ctx.tx.$executeRaw`
    UPDATE task t SET number = g.number FROM (VALUES ${sql.join(given.map(({ id, number }) => sql.sql`(${id}::uuid, ${number}::int)`))})
      AS g (id, number) WHERE t.id = g.id`;
  await ctx.tx.$executeRaw`
    UPDATE task_counter SET last = ${last} WHERE "memberId" = ${assigneeId}::uuid`;
}

/** The next number that is free; beyond 99 only where all of those are open. */
export function nextNumber(last: number, taken: ReadonlySet<number>): number {
  for (let step = 1; step <= highestNumber; step++) {
    const number = ((last + step - 1) % highestNumber) + 1;
    if (!taken.has(number)) return number;
  }
  let number = highestNumber + 1;
  while (taken.has(number)) number++;
  return number;
}
