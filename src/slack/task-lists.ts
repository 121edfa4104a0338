import { DateTime } from "luxon";
import { findMember } from "../crm/access/find-member.ts";
import { findCustomers } from "../crm/customers/find-customers.ts";
import { getContact } from "../crm/customers/get-contact.ts";
import { Refusal } from "../crm/refusal.ts";
import { getTask, listJustDone, listTasks, type TaskFilter } from "../crm/tasks/list-tasks.ts";
import { numberTasks } from "../crm/tasks/number-tasks.ts";
import type { Task } from "../crm/tasks/task.ts";
import { findColleagues } from "../crm/tickets/find-colleagues.ts";
import type { Context } from "../db/context.ts";
import { inline } from "./mrkdwn.ts";
import { readerOf } from "./reader.ts";
import type { Message } from "./reply.ts";
import type { TypedList } from "./task-grammar.ts";
import type { TypedPeople } from "./ticket-grammar.ts";
import { firstName } from "./views/first-name.ts";
import { sentenceMessage } from "./views/sentence-message.ts";
import { type ListPlace, placeOf, type TaskPlace } from "./views/tasks.actions.ts";
import { taskText as text } from "./views/tasks.text.ts";
import {
  type DueTasks,
  dueMessage,
  type TaskDeed,
  type TaskQuestions,
  type TaskReader,
  taskListMessage,
  taskMessage,
  tasksOnPage,
  tasksWithButtons,
  whichCustomerMessage,
} from "./views/tasks.ts";

export function taskReaderOf(ctx: Context): TaskReader {
  return { ...readerOf(ctx), memberId: ctx.member?.id ?? null };
}

/** What was just done, and with which task. */
export interface Deed {
  task: Task;
  deed: TaskDeed;
}

/** For how long what was done stays in view, with its Undo. */
const justDoneMinutes = 30;
const justDoneShown = 3;

/** What is due for whoever asks. */
export async function loadDue(ctx: Context): Promise<DueTasks> {
  const memberId = ctx.member?.id ?? "";
  await numberTasks(ctx, memberId);
  const of = { assigneeId: memberId, offset: 0 };
  const due = await listTasks(ctx, { ...of, due: true, limit: tasksWithButtons });
  const overdue = await listTasks(ctx, { ...of, overdue: true, limit: 1 });
  // What is due comes first in the list of all: what follows is due later.
  const [next] = (await listTasks(ctx, { ...of, offset: due.total, limit: 1 })).tasks;
  const all = await listTasks(ctx, { ...of, limit: 1 });
  const since = new Date(ctx.now.getTime() - justDoneMinutes * 60_000);
  return {
    ...due,
    overdue: overdue.total,
    next: next?.dueAt ? next : null,
    later: all.total - due.total,
    justDone: await listJustDone(ctx, since, justDoneShown),
  };
}

/** The list in which something was pressed, as it is now; null: it was shown alone. */
async function listAt(ctx: Context, place: TaskPlace, lead: Deed): Promise<Message | null> {
  if (place.in === "due") return dueMessage(await loadDue(ctx), taskReaderOf(ctx), lead);
  if (!("offset" in place)) return null;
  return listPage(ctx, place, lead.task, lead);
}

/** What a press is answered with: the list that it was made in, or the task alone. */
export async function afterDeed(ctx: Context, from: string, lead: Deed): Promise<Message> {
  return (await listAt(ctx, placeOf(from), lead)) ?? aloneMessage(ctx, lead);
}

/** One task as it is now. */
export async function aloneMessage(
  ctx: Context,
  { task, deed }: Deed,
  questions: TaskQuestions = {},
): Promise<Message> {
  const own = task.assigneeId === ctx.member?.id;
  if (own) await numberTasks(ctx, task.assigneeId);
  return taskMessage(own ? await getTask(ctx, task.id) : task, deed, taskReaderOf(ctx), questions);
}

/** A page of a list. @param of a task of whoever's or of whomever it is about; null: one's own */
export async function listPage(
  ctx: Context,
  place: ListPlace,
  of: Task | null,
  lead: Deed | null = null,
): Promise<Message> {
  if (place.in === "customer") {
    const contact = await getContact(ctx, of?.contactId ?? "");
    return pageOf(ctx, place, { what: text.about(inline(contact.name)), filter: { contactIds: [contact.id] } }, lead);
  }
  if (place.in === "theirs" && of && of.assigneeId !== ctx.member?.id) {
    const what = text.of(inline(firstName(of.assigneeName)));
    return pageOf(ctx, place, { what, filter: { assigneeId: of.assigneeId } }, lead);
  }
  const memberId = ctx.member?.id ?? "";
  await numberTasks(ctx, memberId);
  const overdue = place.in === "overdue";
  const filter = { assigneeId: memberId, ...(overdue && { overdue }) };
  return pageOf(ctx, place, { what: overdue ? text.yoursOverdue() : text.yours(), filter }, lead);
}

async function pageOf(
  ctx: Context,
  place: ListPlace,
  { what, filter }: { what: string; filter: TaskFilter },
  lead: Deed | null,
): Promise<Message> {
  let { tasks, total } = await listTasks(ctx, { ...filter, offset: place.offset, limit: tasksOnPage });
  let { offset } = place;
  // The last of its page was done: the page before it is shown.
  if (tasks.length === 0 && total > 0) {
    offset = Math.floor((total - 1) / tasksOnPage) * tasksOnPage;
    ({ tasks, total } = await listTasks(ctx, { ...filter, offset, limit: tasksOnPage }));
  }
  return taskListMessage({ what, place: { ...place, offset }, tasks, total }, taskReaderOf(ctx), lead);
}

/** What was typed behind "list": one's own, a colleague's or a customer's. */
export async function typedList(ctx: Context, { overdue, slackUserIds, name }: TypedList): Promise<Message> {
  const [slackUserId] = slackUserIds;
  if (slackUserId) return listOf(ctx, await memberOf(ctx, slackUserId), overdue);
  if (name === "") return listPage(ctx, { in: overdue ? "overdue" : "mine", offset: 0 }, null);
  const colleagues = await findColleagues(ctx, name);
  const [colleague] = colleagues;
  const customers = await findCustomers(ctx, name, { limit: 4 });
  const exact = customers.filter((match) => match.exact);
  const meant = exact.length > 0 ? exact : customers;
  if (colleague && colleagues.length === 1 && exact.length === 0) return listOf(ctx, colleague, overdue);
  const [customer] = meant;
  if (!customer) return sentenceMessage(text.whoIsMeant(inline(name)));
  if (meant.length > 1) return whichCustomerMessage(name, meant, readerOf(ctx));
  const filter = { contactIds: [customer.contactId], ...(overdue && { overdue }) };
  return pageOf(ctx, { in: "customer", offset: 0 }, { what: text.about(inline(customer.name)), filter }, null);
}

function listOf(
  ctx: Context,
  { memberId, name }: { memberId: string; name: string },
  overdue: boolean,
): Promise<Message> {
  if (memberId === ctx.member?.id) return listPage(ctx, { in: overdue ? "overdue" : "mine", offset: 0 }, null);
  const filter = { assigneeId: memberId, ...(overdue && { overdue }) };
  return pageOf(ctx, { in: "theirs", offset: 0 }, { what: text.of(inline(firstName(name))), filter }, null);
}

/** A colleague who was mentioned. @throws Refusal assignee_not_found */
export async function memberOf(ctx: Context, slackUserId: string): Promise<{ memberId: string; name: string }> {
  const member = await findMember(ctx, { slackUserId });
  if (!member) throw new Refusal("assignee_not_found", {});
  return member;
}

/** The colleague to whom something is given. @throws Refusal task_whom, assignee_not_found, colleague_unknown */
export async function colleagueOf(ctx: Context, { slackUserIds, name }: TypedPeople): Promise<string> {
  const [slackUserId] = slackUserIds;
  if (slackUserId) return (await memberOf(ctx, slackUserId)).memberId;
  if (name === "") throw new Refusal("task_whom", {});
  if (["me", "myself", "saya"].includes(name.toLowerCase()) && ctx.member) return ctx.member.id;
  const [only, ...others] = await findColleagues(ctx, name);
  if (!only || others.length > 0) throw new Refusal("colleague_unknown", { typed: name });
  return only.memberId;
}

/** Days that were offered, as buttons carry them. */
export function choicesOf(choices: readonly Date[], zone: string): { day: string; at: Date }[] {
  return choices.map((at) => ({ day: DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd"), at }));
}
