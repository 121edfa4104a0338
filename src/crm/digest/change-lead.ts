import { validate as isId } from "uuid";
import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { changeContact } from "../customers/change-contact.ts";
import { type Contact, getContactToChange } from "../customers/get-contact.ts";
import { Refusal } from "../refusal.ts";
import { addTask } from "../tasks/add-task.ts";
import { selectTasks } from "../tasks/list-tasks.ts";
import { dueOnDay, localTime, type Task } from "../tasks/task.ts";

/**
 * Makes a lead that nobody has one's own. Of two who take it at the same time, the second hears who was quicker.
 * @throws Refusal not_permitted, contact_not_found, lead_taken
 */
export async function takeLead(ctx: Context, { contactId }: { contactId: string }): Promise<Contact> {
  await allow(ctx, "customers:write");
  if (!ctx.member) throw new Error("A lead is taken by somebody");
  const contact = await getContactToChange(ctx, contactId);
  const { id, name, ownerId } = contact;
  if (ownerId === ctx.member.id) return contact;
  if (ownerId !== null) {
    const owner = await ctx.tx.member.findFirst({ where: { id: ownerId }, select: { name: true } });
    throw new Refusal("lead_taken", { name, owner: owner?.name ?? "" });
  }
  return changeContact(ctx, { contactId: id, ownerId: ctx.member.id });
}

/**
 * Gives up a lead of one's own: nobody has it any more, and the digests of those who sell show it. One that is somebody else's
 * by now stays theirs.
 * @throws Refusal not_permitted, contact_not_found
 */
export async function giveUpLead(ctx: Context, { contactId }: { contactId: string }): Promise<Contact> {
  await allow(ctx, "customers:write");
  const contact = await getContactToChange(ctx, contactId);
  if (contact.ownerId !== ctx.member?.id) return contact;
  return changeContact(ctx, { contactId: contact.id, ownerId: null });
}

/** Lets a lead rest that a digest has brought: it comes neither there nor in the queue for a while. @throws Refusal not_permitted */
export async function restLead(ctx: Context, { contactId }: { contactId: string }): Promise<void> {
  await allow(ctx, "customers:write");
  if (!ctx.member || !isId(contactId)) return;
  const rested = await ctx.tx.$executeRaw`
    UPDATE digest SET "restedIds" = "restedIds" || ${contactId}::uuid WHERE id = (
      SELECT id FROM digest WHERE "memberId" = ${ctx.member.id}::uuid AND ${contactId}::uuid = ANY("quietIds")
      ORDER BY day DESC LIMIT 1) AND NOT ${contactId}::uuid = ANY("restedIds")`;
  if (rested === 0) return;
  ctx.audit({
    action: "lead.rested",
    subjectType: "contact",
    subjectId: contactId,
    about: { type: "contact", id: contactId },
    after: { contactId },
  });
}

/**
 * Plans a call for tomorrow. Pressed twice it is planned once: what one has planned for the customer for tomorrow already stays.
 * @param input.title what it is called
 * @throws Refusal not_permitted, contact_not_found
 */
export async function planCall(ctx: Context, input: { contactId: string; title: string }): Promise<Task> {
  await allow(ctx, "interactions:write");
  if (!ctx.member) throw new Error("A task needs a person");
  const { id: contactId } = await getContactToChange(ctx, input.contactId);
  const { zone, id } = ctx.member;
  const due = dueOnDay(localTime(ctx.now, zone).plus({ days: 1 }).toFormat("yyyy-MM-dd"), zone);
  const [planned] = await selectTasks(
    ctx,
    sql.sql`WHERE t."contactId" = ${contactId}::uuid AND t."assigneeId" = ${id}::uuid AND t."doneAt" IS NULL
      AND t."droppedAt" IS NULL AND t."dueOn" = ${due.dueOn}::date ORDER BY t.id LIMIT 1`,
  );
  if (planned) return planned;
  const added = await addTask(ctx, { contactId, title: input.title, dueAt: due.dueAt, interactionId: null });
  const [task] = await selectTasks(ctx, sql.sql`WHERE t.id = ${added.id}::uuid`);
  if (!task) throw new Error("What was added is there");
  return task;
}
