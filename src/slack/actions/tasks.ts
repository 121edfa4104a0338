import { getContact } from "../../crm/customers/get-contact.ts";
import {
  assignTask,
  changeTask,
  dropTask,
  finishTask,
  keepTask,
  reopenTask,
  snoozeTask,
} from "../../crm/tasks/change-task.ts";
import { getTask } from "../../crm/tasks/list-tasks.ts";
import { localDay } from "../../crm/tasks/task.ts";
import { getTicket } from "../../crm/tickets/get-ticket.ts";
import type { Context } from "../../db/context.ts";
import { addTypedTask } from "../add-typed-task.ts";
import { cardOf } from "../card-of.ts";
import { type Click, defineAction } from "../define.ts";
import { entryMessage } from "../entry-message.ts";
import { typistOf } from "../listeners/payload.ts";
import { giveTaskForm } from "../modals/give-task.ts";
import { contactOption, taskForm } from "../modals/task-form.ts";
import { readerOf } from "../reader.ts";
import { nothing, open, type Reply, replace, say } from "../reply.ts";
import { readNewTask } from "../task-grammar.ts";
import { afterDeed, aloneMessage, type Deed, listPage } from "../task-lists.ts";
import { placeOf, taskActions } from "../views/tasks.actions.ts";
import { notUnderstoodMessage } from "../views/tasks.ts";

/** In place of what was pressed; on the Home tab, which is drawn afresh, nothing more need be said. */
async function answer(ctx: Context, from: string, { where }: Click, deed: Deed): Promise<Reply> {
  if (where.place === "home") return nothing();
  if (placeOf(from).in === "beside") return say(await aloneMessage(ctx, deed));
  return replace(await afterDeed(ctx, from, deed));
}

export const doneTaskAction = defineAction({
  ref: taskActions.done,
  may: "interactions:write",
  run: async (ctx, { taskId, from }, click) =>
    answer(ctx, from, click, { task: await finishTask(ctx, { taskId }), deed: "done" }),
});

export const reopenTaskAction = defineAction({
  ref: taskActions.reopen,
  may: "interactions:write",
  run: async (ctx, { taskId, from }, click) =>
    answer(ctx, from, click, { task: await reopenTask(ctx, { taskId }), deed: "reopened" }),
});

export const todayTaskAction = defineAction({
  ref: taskActions.today,
  may: "interactions:write",
  async run(ctx, { taskId, from }, click) {
    const day = localDay(ctx.now, readerOf(ctx).zone);
    return answer(ctx, from, click, { task: await snoozeTask(ctx, { taskId, to: { day } }), deed: "moved" });
  },
});

export const tomorrowTaskAction = defineAction({
  ref: taskActions.tomorrow,
  may: "interactions:write",
  run: async (ctx, { taskId, from }, click) =>
    answer(ctx, from, click, { task: await snoozeTask(ctx, { taskId, to: "tomorrow" }), deed: "moved" }),
});

export const nextWeekTaskAction = defineAction({
  ref: taskActions.nextWeek,
  may: "interactions:write",
  run: async (ctx, { taskId, from }, click) =>
    answer(ctx, from, click, { task: await snoozeTask(ctx, { taskId, to: "next-week" }), deed: "moved" }),
});

export const dayOfTaskAction = defineAction({
  ref: taskActions.day,
  may: "interactions:write",
  run: async (ctx, { taskId, day }, click) =>
    answer(ctx, "one", click, { task: await snoozeTask(ctx, { taskId, to: { day } }), deed: "moved" }),
});

export const takeTaskAction = defineAction({
  ref: taskActions.take,
  may: "interactions:write",
  async run(ctx, { taskId, from }, click) {
    const task = await assignTask(ctx, { taskId, assigneeId: ctx.member?.id ?? "" });
    return answer(ctx, from, click, { task, deed: "taken" });
  },
});

export const dropTaskAction = defineAction({
  ref: taskActions.drop,
  may: "interactions:write",
  run: async (ctx, { taskId, from }, click) =>
    answer(ctx, from, click, { task: await dropTask(ctx, { taskId }), deed: "dropped" }),
});

export const customerOfTaskAction = defineAction({
  ref: taskActions.customer,
  may: "interactions:write",
  async run(ctx, { taskId, contactId }, click) {
    const task = await changeTask(ctx, { taskId, contactId: contactId === "" ? null : contactId });
    return answer(ctx, "one", click, { task, deed: "changed" });
  },
});

export const openTaskAction = defineAction({
  ref: taskActions.open,
  may: "customers:read",
  async run(ctx, { taskId }) {
    const { contactId } = await getTask(ctx, taskId);
    return say(await cardOf(ctx, contactId ?? ""));
  },
});

export const editTaskAction = defineAction({
  ref: taskActions.edit,
  may: "interactions:write",
  async run(ctx, { taskId, from }) {
    const task = await getTask(ctx, taskId);
    const { ticketId, ticketNumber, assigneeSlackId: who } = task;
    const ticket = ticketId !== null && ticketNumber !== null ? { id: ticketId, number: ticketNumber } : null;
    return open(taskForm.build({ task, contact: contactOption(task), ticket, who, from, reader: readerOf(ctx) }));
  },
});

export const giveTaskAction = defineAction({
  ref: taskActions.give,
  may: "interactions:write",
  async run(ctx, { taskId, from }) {
    const { id, title } = await getTask(ctx, taskId);
    return open(giveTaskForm.build({ taskId: id, title, from }));
  },
});

export const listTasksAction = defineAction({
  ref: taskActions.list,
  may: "customers:read",
  async run(ctx, { place: coded }, { where }) {
    const [code = "", taskId = ""] = coded.split(":");
    const place = placeOf(code);
    const of = taskId === "" ? null : await getTask(ctx, taskId);
    const page = await listPage(ctx, "offset" in place ? place : { in: "mine", offset: 0 }, of);
    return where.place === "conversation" ? replace(page) : say(page);
  },
});

export const addTaskAction = defineAction({
  ref: taskActions.add,
  may: "interactions:write",
  async run(ctx, { ticketId }) {
    return openTaskForm(ctx, { ticketId: ticketId === "" ? null : ticketId });
  },
});

/** The form of a new task, for a customer or a ticket. */
export async function openTaskForm(
  ctx: Context,
  { contactId = null, ticketId = null }: { contactId?: string | null; ticketId?: string | null } = {},
): Promise<Reply> {
  const ticket = ticketId === null ? null : await getTicket(ctx, { ticketId });
  const customer = ticket?.customer && !ticket.customer.gone ? ticket.customer.contactId : null;
  const about = contactId ?? customer;
  const contact = about === null ? null : await getContact(ctx, about);
  return open(
    taskForm.build({
      task: null,
      contact: contact && { id: contact.id, label: [contact.name, contact.companyName].filter(Boolean).join(", ") },
      ticket: ticket && { id: ticket.id, number: ticket.number },
      ...{ who: ctx.member?.slackUserId ?? "", from: "one", reader: readerOf(ctx) },
    }),
  );
}

export const addTypedTaskAction = defineAction({
  ref: taskActions.addTyped,
  may: "interactions:write",
  async run(ctx, { text }) {
    const typed = readNewTask(text, typistOf(ctx));
    return replace(typed ? await addTypedTask(ctx, typed) : notUnderstoodMessage(text));
  },
});

/** "Done" on a receipt: the talk that it is of did it. */
export const talkDoneAction = defineAction({
  ref: taskActions.talkDone,
  may: "interactions:write",
  async run(ctx, { taskId, interactionId }) {
    await finishTask(ctx, { taskId, interactionId });
    return replace(await entryMessage(ctx, interactionId));
  },
});

export const talkKeepAction = defineAction({
  ref: taskActions.talkKeep,
  may: "interactions:write",
  async run(ctx, { taskId, interactionId }) {
    await keepTask(ctx, { taskId });
    return replace(await entryMessage(ctx, interactionId));
  },
});
