import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { getContactToMention } from "../customers/get-contact.ts";
import { Refusal } from "../refusal.ts";

export interface Task {
  id: string;
  title: string;
  dueAt: Date | null;
  assigneeId: string;
}

interface NewTask {
  contactId: string | null;
  title: string;
  dueAt: Date | null;
  interactionId: string | null;
}

const longestTitle = 300;

/** Adds something to do, for the person who says so. @throws Refusal not_permitted, task_too_long */
export async function addTask(ctx: Context, input: NewTask): Promise<Task> {
  await allow(ctx, "interactions:write");
  if (!ctx.member) throw new Error("A task needs a person");
  const title = checkTitle(input.title);
  const { contactId, dueAt, interactionId } = input;
  if (contactId) await getContactToMention(ctx, contactId);
  const task = { id: newId(), title, dueAt, assigneeId: ctx.member.id };
  await ctx.tx.task.create({
    data: {
      ...task,
      workspaceId: ctx.workspace.id,
      contactId,
      interactionId,
      createdById: ctx.member.id,
      createdAt: ctx.now,
    },
  });
  ctx.audit({
    action: "task.added",
    subjectType: "task",
    subjectId: task.id,
    ...(contactId && { about: { type: "contact", id: contactId } }),
    after: { contactId, title, dueAt: dueAt?.toISOString() ?? null, assigneeId: task.assigneeId },
  });
  return task;
}

/** The title as it is kept. @throws Refusal task_too_long */
export function checkTitle(typed: string): string {
  const title = typed.trim();
  const { length } = title;
  if (length > longestTitle) throw new Refusal("task_too_long", { length, longest: longestTitle });
  return title;
}
