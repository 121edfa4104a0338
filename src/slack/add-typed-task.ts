import { addTask } from "../crm/tasks/add-task.ts";
import { findTaskCustomers } from "../crm/tasks/find-task-customers.ts";
import { getTask } from "../crm/tasks/list-tasks.ts";
import { getTicketId } from "../crm/tickets/get-ticket.ts";
import type { Context } from "../db/context.ts";
import type { Message } from "./reply.ts";
import type { TypedTask } from "./task-grammar.ts";
import { aloneMessage, choicesOf, memberOf } from "./task-lists.ts";

/**
 * Adds a task as it was typed. It is saved at once; whom it is about, and which day was meant, is asked afterwards where it
 * is not certain.
 */
export async function addTypedTask(ctx: Context, typed: TypedTask): Promise<Message> {
  const { title, dueAt, timed, open, slackUserId, ticketNumber } = typed;
  const ticketId = ticketNumber === null ? null : await getTicketId(ctx, ticketNumber);
  const assigneeId = slackUserId === null ? null : (await memberOf(ctx, slackUserId)).memberId;
  const customers = ticketId === null ? await findTaskCustomers(ctx, title) : [];
  const [customer] = customers;
  const added = await addTask(ctx, {
    ...{ title, dueAt, timed, ticketId, assigneeId, interactionId: null },
    contactId: customers.length === 1 && customer ? customer.contactId : null,
  });
  return aloneMessage(
    ctx,
    { task: await getTask(ctx, added.id), deed: "added" },
    {
      customers: customers.length > 1 ? customers : [],
      day: open && { typed: open.typed, choices: choicesOf(open.choices, ctx.member?.zone ?? ctx.workspace.zone) },
    },
  );
}
