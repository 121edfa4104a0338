import { validate as isId, v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { getContactToMention } from "../customers/get-contact.ts";
import { Refusal } from "../refusal.ts";
import { pickAssignee } from "../tickets/ticket-people.ts";
import { planTimes } from "./plan-times.ts";
import { type Due, dueOf, furthestYears, localTime, longestTitle } from "./task.ts";
import { tellOfTasks } from "./task-notices.ts";

export interface AddedTask extends Due {
  id: string;
  title: string;
  assigneeId: string;
}

export interface NewTask {
  contactId: string | null;
  title: string;
  dueAt: Date | null;
  /** a time was said, not only a day */
  timed?: boolean | undefined;
  interactionId: string | null;
  /** null: whoever adds it */
  assigneeId?: string | null;
  ticketId?: string | null;
  /** permalink of the message it was made from */
  link?: string | null;
}

/**
 * Adds something to do, for whoever says so or for a colleague, who is told.
 * @throws Refusal not_permitted, contact_not_found, ticket_not_found, assignee_not_found, assignee_without_access, task_title_missing,
 * task_too_long, task_day_wrong
 */
export async function addTask(ctx: Context, input: NewTask): Promise<AddedTask> {
  await allow(ctx, "interactions:write");
  if (!ctx.member) throw new Error("A task needs a person");
  const title = checkTitle(input.title);
  const { interactionId, link = null } = input;
  const ticket = input.ticketId ? await getTicketOfTask(ctx, input.ticketId) : null;
  const named = input.contactId ?? ticket?.contactId ?? null;
  const contactId = named && (await getContactToMention(ctx, named)).id;
  const own = input.assigneeId == null || input.assigneeId === ctx.member.id;
  const assignee = own || input.assigneeId == null ? null : await pickAssignee(ctx, input.assigneeId);
  const zone = assignee ? await zoneOf(ctx, assignee.memberId) : ctx.member.zone;
  const due = dueOf(input, zone);
  if (due.dueAt) checkDay(ctx, due.dueAt);
  const task = { id: newId(), title, assigneeId: assignee?.memberId ?? ctx.member.id, ...due };
  await ctx.tx.task.create({
    data: {
      ...{ id: task.id, title, assigneeId: task.assigneeId, contactId, interactionId, link },
      ...(await planTimes(ctx, due, { zone, promised: contactId !== null })),
      workspaceId: ctx.workspace.id,
      ticketId: ticket?.id ?? null,
      createdById: ctx.member.id,
      createdAt: ctx.now,
    },
  });
  ctx.audit({
    action: "task.added",
    subjectType: "task",
    subjectId: task.id,
    ...(contactId && { about: { type: "contact", id: contactId } }),
    // What is about nobody is under nobody's key: its words stay out of the log.
    after: {
      ...(contactId && { contactId, title }),
      ...{ dueAt: due.dueAt?.toISOString() ?? null, assigneeId: task.assigneeId },
    },
  });
  if (assignee)
    tellOfTasks(ctx, "task-given", assignee.slackUserId, {
      ...{ memberId: assignee.memberId, taskId: task.id, byId: ctx.member.id },
    });
  return task;
}

/** A ticket that a task is to belong to, with its customer. @throws Refusal ticket_not_found */
async function getTicketOfTask(ctx: Context, ticketId: string): Promise<{ id: string; contactId: string | null }> {
  const ticket = isId(ticketId)
    ? await ctx.tx.ticket.findFirst({
        where: { id: ticketId },
        select: { id: true, contactId: true, contact: { select: { endedAt: true } } },
      })
    : null;
  if (!ticket) throw new Refusal("ticket_not_found", {});
  return { id: ticket.id, contactId: ticket.contact?.endedAt === null ? ticket.contactId : null };
}

/** The title as it is kept. @throws Refusal task_title_missing, task_too_long */
export function checkTitle(typed: string): string {
  const title = typed.replace(/\s+/gu, " ").trim();
  const { length } = title;
  if (length === 0) throw new Refusal("task_title_missing", {});
  if (length > longestTitle) throw new Refusal("task_too_long", { length, longest: longestTitle });
  return title;
}

/** A task is for a day to come, and not for years from now. @throws Refusal task_day_wrong */
export function checkDay(ctx: Context, dueAt: Date): void {
  const zone = ctx.member?.zone ?? ctx.workspace.zone;
  const today = localTime(ctx.now, zone).startOf("day");
  if (dueAt < today.toJSDate() || dueAt > today.plus({ years: furthestYears }).toJSDate())
    throw new Refusal("task_day_wrong", { years: furthestYears });
}

/** Where somebody is. */
export async function zoneOf(ctx: Context, memberId: string): Promise<string> {
  const member = await ctx.tx.member.findFirst({ where: { id: memberId }, select: { zone: true } });
  return member?.zone ?? ctx.workspace.zone;
}
