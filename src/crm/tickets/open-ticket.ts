import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { type Profile, saveProfile } from "../../db/open-transaction.ts";
import { allow, type Department } from "../access/permission.ts";
import { getCompany } from "../customers/get-company.ts";
import { getContactToMention } from "../customers/get-contact.ts";
import { indexTickets } from "./learning/index-tickets.ts";
import { planClocks } from "./plan-clocks.ts";
import type { Priority, TicketSource, TicketState } from "./ticket.ts";
import { redrawCard, tell } from "./ticket-notices.ts";
import { pickAssignee } from "./ticket-people.ts";
import { readCategory, readSubject, readWords } from "./ticket-words.ts";

export interface NewTicket {
  /** empty: the first line of the text */
  subject: string;
  text?: string;
  /** none: the customer is not known yet */
  contactId?: string | null;
  /** of a customer of whom only the company is known; with a contact: the contact's */
  companyId?: string | null;
  category?: string | null;
  /** P3 unless said otherwise */
  priority?: Priority;
  /** whoever opens it, their first department; support for everybody else */
  department?: Department;
  assigneeId?: string | null;
  /** the message it was made from: one ticket a message */
  source?: TicketSource | null;
  /** whoever wrote that message: a colleague is whoever asked for it; else whoever opens it is */
  askedBy?: Profile | null;
}

export interface OpenedTicket {
  id: string;
  number: number;
  /** the message had a ticket already: this is that one, and nothing was changed */
  existed: boolean;
}

/**
 * Opens a ticket under the workspace's next number.
 * @throws Refusal not_permitted, ticket_subject_missing, ticket_text_too_long, contact_not_found, company_not_found,
 *   assignee_not_found, assignee_without_access
 */
export async function openTicket(ctx: Context, input: NewTicket): Promise<OpenedTicket> {
  await allow(ctx, "tickets:write");
  const text = readWords("text", input.text ?? "");
  const subject = readSubject(input.subject, text);
  const category = readCategory(input.category);
  const existing = input.source ? await lockSource(ctx, input.source) : null;
  if (existing) return { ...existing, existed: true };
  const customer = await pickCustomer(ctx, input);
  const assignee = input.assigneeId ? await pickAssignee(ctx, input.assigneeId) : null;
  const { priority = "P3", source = null } = input;
  const department = input.department ?? ctx.member?.departments[0] ?? "support";
  const state: TicketState = assignee ? "open" : "new";
  const id = newId();
  // Taken last: whoever opens another one waits from here to the end of the transaction.
  const number = await nextNumber(ctx);
  await ctx.tx.ticket.create({
    data: {
      ...{ id, workspaceId: ctx.workspace.id, number, subject, text, category, priority, department, state },
      ...customer,
      requesterId: (await findColleague(ctx, input.askedBy ?? null)) ?? ctx.member?.id ?? null,
      assigneeId: assignee?.memberId ?? null,
      openedAt: ctx.now,
      lastActiveAt: ctx.now,
      ...(source && {
        sourceChannel: source.channel,
        sourceTs: source.ts,
        sourceLink: source.link,
        sourceAuthor: source.author,
      }),
    },
  });
  const event = { workspaceId: ctx.workspace.id, ticketId: id, at: ctx.now, actorId: ctx.member?.id ?? null };
  await ctx.tx.ticketEvent.createMany({
    data: [
      { ...event, id: newId(), kind: "opened", state: "new" },
      ...(assignee ? [{ ...event, id: newId(), kind: "assigned", state, details: { to: assignee.memberId } }] : []),
    ],
  });
  await indexTickets(ctx, [id]);
  await planClocks(ctx, [id]);
  const { contactId } = customer;
  ctx.audit({
    action: "ticket.opened",
    subjectType: "ticket",
    subjectId: id,
    ...(contactId && { about: { type: "contact", id: contactId } }),
    after: {
      ...{ number, ...customer, priority, category, department, assigneeId: assignee?.memberId ?? null },
      // What is said of somebody unknown could never be erased from the log: it is in the ticket alone.
      ...(contactId && { subject, text }),
    },
  });
  redrawCard(ctx, id);
  if (assignee && assignee.memberId !== ctx.member?.id)
    tell(ctx, "ticket-assigned", assignee.slackUserId, { ticketId: id, byId: ctx.member?.id ?? null });
  return { id, number, existed: false };
}

/** A colleague's id, kept from now on if they were not known; null: a guest, somebody from outside, or gone. */
async function findColleague(ctx: Context, profile: Profile | null): Promise<string | null> {
  if (!profile || profile.isGuest || profile.deactivated) return null;
  const { slackUserId } = profile;
  const find = () => ctx.tx.member.findFirst({ where: { slackUserId }, select: { id: true } });
  const known = await find();
  if (known) return known.id;
  await saveProfile(ctx.tx, ctx.workspace, profile, ctx.now);
  return (await find())?.id ?? null;
}

/** The ticket that was made from this message, if one was; two requests in flight wait for each other. */
async function lockSource(ctx: Context, { channel, ts }: TicketSource): Promise<{ id: string; number: number } | null> {
  const lock = `ticket-source:${ctx.workspace.id}:${channel}:${ts}`;
  await ctx.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
  return ctx.tx.ticket.findFirst({
    where: { sourceChannel: channel, sourceTs: ts },
    select: { id: true, number: true },
  });
}

export async function pickCustomer(
  ctx: Context,
  { contactId = null, companyId = null }: Pick<NewTicket, "contactId" | "companyId">,
): Promise<{ contactId: string | null; companyId: string | null }> {
  if (contactId) {
    const contact = await getContactToMention(ctx, contactId);
    return { contactId: contact.id, companyId: contact.companyId };
  }
  return { contactId: null, companyId: companyId && (await getCompany(ctx, companyId)).id };
}

/** Numbers have no gap: a transaction that fails gives its number back. */
async function nextNumber(ctx: Context): Promise<number> {
  const [row] = await ctx.tx.$queryRaw<{ last: number }[]>`
    INSERT INTO ticket_counter AS c ("workspaceId", last) VALUES (${ctx.workspace.id}::uuid, 1)
    ON CONFLICT ("workspaceId") DO UPDATE SET last = c.last + 1 RETURNING last`;
  if (!row) throw new Error("There is always a next number");
  return row.last;
}
