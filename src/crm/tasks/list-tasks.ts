import { validate as isId } from "uuid";
import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { localDay, localTime, type Task } from "./task.ts";

const open = sql.sql`t."doneAt" IS NULL AND t."droppedAt" IS NULL`;
const dueFirst = sql.sql`ORDER BY t."dueAt" NULLS LAST, t.id`;

/** @param rest WHERE and what follows, over `task t` */
export function selectTasks({ tx }: Context, rest: sql.Sql): Promise<Task[]> {
  return tx.$queryRaw<Task[]>`
    SELECT t.id, CASE WHEN ${open} THEN t.number END AS number, t.title, t."dueAt", to_char(t."dueOn", 'YYYY-MM-DD') AS "dueOn",
      t."assigneeId", m.name AS "assigneeName", m."slackUserId" AS "assigneeSlackId", t."createdById", t."createdAt",
      t."contactId", c.name AS "contactName", co.name AS "companyName", t."ticketId", ti.number AS "ticketNumber", t.link,
      t."keptAt", t."doneAt", t."droppedAt"
    FROM task t JOIN member m ON m.id = t."assigneeId"
      LEFT JOIN contact c ON c.id = t."contactId" LEFT JOIN company co ON co.id = c."companyId"
      LEFT JOIN ticket ti ON ti.id = t."ticketId"
    ${rest}`;
}

/** @throws Refusal not_permitted, task_not_found */
export async function getTask(ctx: Context, taskId: string): Promise<Task> {
  await allow(ctx, "customers:read");
  const [task] = isId(taskId) ? await selectTasks(ctx, sql.sql`WHERE t.id = ${taskId}::uuid`) : [];
  if (!task) throw new Refusal("task_not_found", {});
  return task;
}

export interface TaskFilter {
  assigneeId?: string;
  contactIds?: readonly string[];
  /** due before today, or at a moment that has passed */
  overdue?: boolean;
  /** due today or earlier, by the zone of whoever asks */
  due?: boolean;
}

/**
 * Open tasks, those due first before the others.
 * @returns a page of them, and how many there are in all
 */
export async function listTasks(
  ctx: Context,
  { offset, limit, ...filter }: TaskFilter & { offset: number; limit: number },
): Promise<{ tasks: Task[]; total: number }> {
  await allow(ctx, "customers:read");
  const where = whereOf(ctx, filter);
  const [counted] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`SELECT count(*)::int AS total FROM task t WHERE ${where}`;
  const tasks = await selectTasks(ctx, sql.sql`WHERE ${where} ${dueFirst} LIMIT ${limit} OFFSET ${offset}`);
  return { tasks, total: counted?.total ?? 0 };
}

function whereOf(ctx: Context, { assigneeId, contactIds, overdue, due }: TaskFilter): sql.Sql {
  const parts = [open];
  if (![...(assigneeId ? [assigneeId] : []), ...(contactIds ?? [])].every((id) => isId(id))) return sql.sql`false`;
  if (assigneeId) parts.push(sql.sql`t."assigneeId" = ${assigneeId}::uuid`);
  if (contactIds) parts.push(sql.sql`t."contactId" = ANY(${[...contactIds]}::uuid[])`);
  const zone = ctx.member?.zone ?? ctx.workspace.zone;
  const today = localDay(ctx.now, zone);
  if (overdue)
    parts.push(sql.sql`CASE WHEN t."dueOn" IS NULL THEN t."dueAt" < ${ctx.now} ELSE t."dueOn" < ${today}::date END`);
  if (due)
    parts.push(
      sql.sql`CASE WHEN t."dueOn" IS NULL THEN t."dueAt" < ${endOfDay(ctx)} ELSE t."dueOn" <= ${today}::date END`,
    );
  return sql.join(parts, " AND ");
}

function endOfDay(ctx: Context): Date {
  return localTime(ctx.now, ctx.member?.zone ?? ctx.workspace.zone)
    .plus({ days: 1 })
    .startOf("day")
    .toJSDate();
}

/** What one did lately, the last first: to take it back. */
export async function listJustDone(ctx: Context, since: Date, limit: number): Promise<Task[]> {
  await allow(ctx, "customers:read");
  return selectTasks(
    ctx,
    sql.sql`WHERE t."doneById" = ${ctx.member?.id ?? null}::uuid AND t."doneAt" >= ${since} AND t."droppedAt" IS NULL
      ORDER BY t."doneAt" DESC, t.id LIMIT ${limit}`,
  );
}

/** Words to compare: lower case, without marks. */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Tasks of one's own that words can be looked for in. */
const mostSearched = 500;

/**
 * The open task of one's own that somebody means, by its number or by words of it or of its customer.
 * @throws Refusal not_permitted, task_which, task_unknown, task_ambiguous
 */
export async function findOwnTask(ctx: Context, typed: string): Promise<Task> {
  await allow(ctx, "customers:read");
  const said = typed.trim();
  if (said === "") throw new Refusal("task_which", {});
  const own = await selectTasks(
    ctx,
    sql.sql`WHERE t."assigneeId" = ${ctx.member?.id ?? null}::uuid AND ${open} ${dueFirst} LIMIT ${mostSearched}`,
  );
  const [, digits] = /^#?\s*0*(\d{1,6})\.?$/u.exec(said) ?? [];
  const numbered = digits === undefined ? undefined : own.find(({ number }) => number === Number(digits));
  if (numbered) return numbered;
  const words = fold(said).split(/\s+/u);
  const whole = own.filter(({ title }) => fold(title) === fold(said));
  const found = own.filter(({ title, contactName }) => {
    const text = fold(`${title} ${contactName ?? ""}`);
    return words.every((word) => text.includes(word));
  });
  const [only, ...others] = whole.length > 0 ? whole : digits === undefined ? found : [];
  if (!only) throw new Refusal("task_unknown", { typed: said });
  if (others.length > 0) {
    const numbers = [only, ...others].flatMap(({ number }) => number ?? []);
    throw new Refusal("task_ambiguous", { typed: said, numbers: numbers.slice(0, 5) });
  }
  return only;
}
