import { z } from "zod";
import { addTask } from "../../crm/tasks/add-task.ts";
import { assignTask, changeTask } from "../../crm/tasks/change-task.ts";
import { getTask } from "../../crm/tasks/list-tasks.ts";
import { isOverdue, longestTitle, type Task } from "../../crm/tasks/task.ts";
import type { Context } from "../../db/context.ts";
import { context, input } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { shorten } from "../mrkdwn.ts";
import { replace, say } from "../reply.ts";
import { afterDeed, aloneMessage, memberOf, taskReaderOf } from "../task-lists.ts";
import { dayOf, picked, pickerDay, pickerTime, type Reader } from "../views/dates.ts";
import { taskText as text } from "../views/tasks.text.ts";
import { customerInput } from "./customer-input.ts";

const block = { title: "title", day: "day", time: "time", customer: "customer", who: "who" } as const;
/** A day without a time. */
const anyTime = "09:00";

const memory = z.object({
  /** what is changed; null: a new one */
  taskId: z.uuid().nullable(),
  ticketId: z.uuid().nullable(),
  link: z.url().nullable(),
  from: z.string(),
});

interface TaskForm {
  task: Task | null;
  /** of a new one */
  title?: string;
  contact?: { id: string; label: string } | null;
  ticket?: { id: string; number: number } | null;
  link?: string | null;
  /** it is made from a conversation that not everybody can read */
  isPrivate?: boolean;
  /** who is to do it: a Slack user */
  who: string;
  from: string;
  reader: Reader;
}

interface TaskInput {
  title: string;
  due: { dueAt: Date; timed: boolean } | null;
  contactId: string | null;
  slackUserId: string | null;
}

/** A task, new or to be changed: what, by when, about whom, and whose. */
export const taskForm = defineModal({
  id: "task",
  may: "interactions:write",
  memory,
  build({
    task,
    title = task?.title ?? "",
    contact = null,
    ticket = null,
    link = null,
    isPrivate = false,
    who,
    from,
    reader,
  }: TaskForm) {
    const day = task?.dueOn ? dayOf(task.dueOn, reader) : (task?.dueAt ?? null);
    const at = task?.dueOn === null ? task.dueAt : null;
    const notes = [
      ...(ticket ? [`T-${ticket.number}`] : []),
      ...(link ? [text.fromMessage()] : []),
      ...(isPrivate ? [text.everyoneWillRead()] : []),
    ];
    return {
      memory: { taskId: task?.id ?? null, ticketId: ticket?.id ?? null, link, from },
      title: text.formTitle(),
      submit: text.save(),
      close: text.cancel(),
      blocks: [
        ...(notes.length > 0 ? [context(notes.join(" · "))] : []),
        input(block.title, text.what(), {
          type: "plain_text_input",
          action_id: "value",
          max_length: longestTitle,
          focus_on_load: true,
          ...(title && { initial_value: shorten(title, longestTitle) }),
        }),
        input(
          block.day,
          text.day(),
          { type: "datepicker", action_id: "value", ...(day && { initial_date: pickerDay(day, reader) }) },
          { optional: true },
        ),
        input(
          block.time,
          text.time(),
          { type: "timepicker", action_id: "value", ...(at && { initial_time: pickerTime(at, reader) }) },
          { optional: true, hint: text.timeHint() },
        ),
        customerInput(block.customer, { label: text.customer(), contact, optional: true }),
        input(block.who, text.who(), { type: "users_select", action_id: "value", initial_user: who }),
      ],
    };
  },
  read(values, typist): TaskInput | InputErrors {
    const title = values.text(block.title);
    const day = values.text(block.day);
    const time = values.text(block.time);
    if (!title) return { errors: { [block.title]: text.titleMissing() } };
    if (!day && time) return { errors: { [block.day]: text.dayMissing() } };
    const dueAt = day ? picked(day, time ?? anyTime, typist.zone) : null;
    return {
      title,
      due: dueAt && { dueAt, timed: time !== null },
      contactId: values.chosen(block.customer),
      slackUserId: values.chosen(block.who),
    };
  },
  async submit(ctx, { title, due, contactId, slackUserId }, { taskId, ticketId, link, from }) {
    const assigneeId = slackUserId ? (await memberOf(ctx, slackUserId)).memberId : (ctx.member?.id ?? "");
    if (taskId === null) {
      const added = await addTask(ctx, {
        ...{ title, contactId, ticketId, link, assigneeId, interactionId: null },
        ...(due ?? { dueAt: null }),
      });
      // Beside the card or the list from which it was planned, which stays.
      return say(await aloneMessage(ctx, { task: await getTask(ctx, added.id), deed: "added" }));
    }
    const before = await getTask(ctx, taskId);
    const stays =
      due !== null && before.dueAt !== null && isOverdue(before, taskReaderOf(ctx)) && sameDay(ctx, before, due);
    await changeTask(ctx, { taskId, title, contactId, ...(!stays && { due }) });
    const task = await assignTask(ctx, { taskId, assigneeId });
    const deed = task.assigneeId === before.assigneeId ? "changed" : "given";
    return replace(await afterDeed(ctx, from, { task, deed }));
  },
  blame: {
    task_title_missing: block.title,
    task_too_long: block.title,
    task_day_wrong: block.day,
    contact_not_found: block.customer,
    assignee_not_found: block.who,
    assignee_without_access: block.who,
  },
});

/** An overdue task's own day may stay while something else about it is put right. */
function sameDay(ctx: Context, task: Task, due: { dueAt: Date; timed: boolean }): boolean {
  const reader = taskReaderOf(ctx);
  if (task.dueOn !== null) return !due.timed && pickerDay(due.dueAt, reader) === task.dueOn;
  return (
    task.dueAt !== null &&
    pickerDay(due.dueAt, reader) === pickerDay(task.dueAt, reader) &&
    pickerTime(due.dueAt, reader) === pickerTime(task.dueAt, reader)
  );
}

/** How a customer stands in a select. */
export function contactOption({ contactId, contactName, companyName }: Task): { id: string; label: string } | null {
  if (contactId === null || contactName === null) return null;
  return { id: contactId, label: [contactName, companyName].filter(Boolean).join(", ") };
}
