import { validate as isId } from "uuid";
import { type Context, type Prisma, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { getContactToMention, holdContacts } from "../customers/get-contact.ts";
import { Refusal } from "../refusal.ts";
import { pickAssignee } from "../tickets/ticket-people.ts";
import { checkDay, checkTitle, zoneOf } from "./add-task.ts";
import { selectTasks } from "./list-tasks.ts";
import { planTimes } from "./plan-times.ts";
import { type Due, dueOf, dueOnDay, type Later, putOff, type Task } from "./task.ts";
import { tellOfTasks } from "./task-notices.ts";

/** A task, its row locked until the end of the transaction: of two presses the second finds what the first did. */
async function lockTask(ctx: Context, taskId: string): Promise<Task> {
  const [task] = isId(taskId) ? await selectTasks(ctx, sql.sql`WHERE t.id = ${taskId}::uuid FOR UPDATE OF t`) : [];
  if (!task) throw new Refusal("task_not_found", {});
  return task;
}

async function lockOpen(ctx: Context, taskId: string): Promise<Task> {
  const task = await lockTask(ctx, taskId);
  if (task.doneAt || task.droppedAt) throw new Refusal("task_over", { title: task.title, done: task.doneAt !== null });
  return task;
}

interface Change {
  action: string;
  data: Prisma.TaskUncheckedUpdateInput;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
}

async function keep(ctx: Context, task: Task, { action, data, before, after }: Change): Promise<Task> {
  await ctx.tx.task.update({ where: { id: task.id }, data });
  ctx.audit({
    action,
    subjectType: "task",
    subjectId: task.id,
    ...(task.contactId && { about: { type: "contact", id: task.contactId } }),
    ...(before && { before }),
    // What is about nobody is under nobody's key: its words stay out of the log.
    after: { ...(task.contactId && { title: task.title }), ...after },
  });
  const [now] = await selectTasks(ctx, sql.sql`WHERE t.id = ${task.id}::uuid`);
  if (!now) throw new Error("What was locked is there");
  return now;
}

const said = ({ dueAt }: Due) => ({ dueAt: dueAt?.toISOString() ?? null });

/**
 * Marks a task as done, whoever has it: a colleague may have done it. What is done already stays as it is.
 * @param input.interactionId the talk that did it
 * @throws Refusal not_permitted, task_not_found, task_over when it was dropped
 */
export async function finishTask(ctx: Context, input: { taskId: string; interactionId?: string }): Promise<Task> {
  await allow(ctx, "interactions:write");
  const task = await lockTask(ctx, input.taskId);
  if (task.doneAt) return task;
  if (task.droppedAt) throw new Refusal("task_over", { title: task.title, done: false });
  return keep(ctx, task, {
    action: "task.done",
    data: { doneAt: ctx.now, doneById: ctx.member?.id ?? null, doneInteractionId: input.interactionId ?? null },
  });
}

/**
 * Takes back that a task was done or dropped: it is open again, under a number of its own.
 * @throws Refusal not_permitted, task_not_found
 */
export async function reopenTask(ctx: Context, input: { taskId: string }): Promise<Task> {
  await allow(ctx, "interactions:write");
  const task = await lockTask(ctx, input.taskId);
  if (!task.doneAt && !task.droppedAt) return task;
  return keep(ctx, task, {
    action: "task.reopened",
    data: { doneAt: null, doneById: null, doneInteractionId: null, droppedAt: null, number: null },
  });
}

/** What one did last, to take it back. @throws Refusal not_permitted, nothing_done */
export async function reopenLastTask(ctx: Context): Promise<Task> {
  await allow(ctx, "interactions:write");
  const [last] = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM task WHERE "doneById" = ${ctx.member?.id ?? null}::uuid AND "doneAt" IS NOT NULL AND "droppedAt" IS NULL
    ORDER BY "doneAt" DESC, id DESC LIMIT 1`;
  if (!last) throw new Refusal("nothing_done", {});
  return reopenTask(ctx, { taskId: last.id });
}

/**
 * Puts a task off to another day or moment; to where it is now, it stays.
 * @param input.to a moment, or what a button says; of a typed one `timed` tells whether a time was said
 * @throws Refusal not_permitted, task_not_found, task_over, task_day_wrong
 */
export async function snoozeTask(
  ctx: Context,
  input: { taskId: string; to: Later | { at: Date; timed: boolean } | { day: string } },
): Promise<Task> {
  await allow(ctx, "interactions:write");
  const task = await lockOpen(ctx, input.taskId);
  const zone = await zoneOf(ctx, task.assigneeId);
  const { to } = input;
  const due =
    typeof to === "string"
      ? putOff(task, to, { now: ctx.now, zone })
      : "day" in to
        ? dueOnDay(to.day, zone)
        : dueOf({ dueAt: to.at, timed: to.timed }, zone);
  if (due.dueAt) checkDay(ctx, due.dueAt);
  if (due.dueOn === task.dueOn && due.dueAt?.getTime() === task.dueAt?.getTime()) return task;
  return keep(ctx, task, {
    action: "task.snoozed",
    data: await planTimes(ctx, due, { zone, promised: task.contactId !== null }),
    before: said(task),
    after: said(due),
  });
}

/**
 * Gives a task to somebody, who is told unless it is whoever acts.
 * @throws Refusal not_permitted, task_not_found, task_over, assignee_not_found, assignee_without_access
 */
export async function assignTask(ctx: Context, input: { taskId: string; assigneeId: string }): Promise<Task> {
  await allow(ctx, "interactions:write");
  const task = await lockOpen(ctx, input.taskId);
  const assignee = await pickAssignee(ctx, input.assigneeId);
  const { memberId } = assignee;
  if (task.assigneeId === memberId) return task;
  const zone = await zoneOf(ctx, memberId);
  const due = task.dueOn === null ? task : dueOnDay(task.dueOn, zone);
  const given = await keep(ctx, task, {
    action: "task.assigned",
    data: {
      ...(await planTimes(ctx, due, { zone, promised: task.contactId !== null })),
      ...{ assigneeId: memberId, number: null },
    },
    before: { assigneeId: task.assigneeId },
    after: { assigneeId: memberId },
  });
  if (memberId !== ctx.member?.id)
    tellOfTasks(ctx, "task-given", assignee.slackUserId, { memberId, taskId: task.id, byId: ctx.member?.id ?? null });
  return given;
}

/** Drops what nobody is to do any more. @throws Refusal not_permitted, task_not_found, task_over when it is done */
export async function dropTask(ctx: Context, input: { taskId: string }): Promise<Task> {
  await allow(ctx, "interactions:write");
  const task = await lockTask(ctx, input.taskId);
  if (task.droppedAt) return task;
  if (task.doneAt) throw new Refusal("task_over", { title: task.title, done: true });
  return keep(ctx, task, { action: "task.dropped", data: { droppedAt: ctx.now } });
}

/** Notes that a task is still to be done although the customer was talked with: it is not asked about again before the next talk. */
export async function keepTask(ctx: Context, input: { taskId: string }): Promise<Task> {
  await allow(ctx, "interactions:write");
  return keep(ctx, await lockOpen(ctx, input.taskId), { action: "task.kept", data: { keptAt: ctx.now } });
}

export interface TaskChange {
  taskId: string;
  title?: string;
  /** null: about nobody */
  contactId?: string | null;
  /** null: some day */
  due?: { dueAt: Date; timed: boolean } | null;
}

/**
 * Puts right what a task says.
 * @throws Refusal not_permitted, task_not_found, task_over, task_title_missing, task_too_long, task_day_wrong, contact_not_found
 */
export async function changeTask(ctx: Context, { taskId, ...change }: TaskChange): Promise<Task> {
  await allow(ctx, "interactions:write");
  if (change.contactId) await holdContacts(ctx, [change.contactId]);
  const task = await lockOpen(ctx, taskId);
  const title = change.title === undefined ? task.title : checkTitle(change.title);
  const named = change.contactId === undefined ? task.contactId : change.contactId;
  const contactId = named === null || named === task.contactId ? named : (await getContactToMention(ctx, named)).id;
  const zone = await zoneOf(ctx, task.assigneeId);
  const due = change.due === undefined ? task : dueOf(change.due ?? { dueAt: null }, zone);
  const moved = due.dueOn !== task.dueOn || due.dueAt?.getTime() !== task.dueAt?.getTime();
  if (moved && due.dueAt) checkDay(ctx, due.dueAt);
  if (!moved && title === task.title && contactId === task.contactId) return task;
  const planned = moved || contactId !== task.contactId;
  return keep(
    ctx,
    { ...task, contactId },
    {
      action: "task.changed",
      data: {
        ...{ title, contactId },
        ...(planned && (await planTimes(ctx, due, { zone, promised: contactId !== null }))),
      },
      before: { ...(contactId && { title: task.title, contactId: task.contactId }), ...said(task) },
      after: { ...(contactId && { title, contactId }), ...said(due) },
    },
  );
}
