import { v7 as newId } from "uuid";
import { type Context, Prisma } from "../../db/context.ts";
import { personIds } from "../customers/merge/person-ids.ts";
import { forgetTicketWords } from "./learning/index-tickets.ts";
import { planClocks } from "./plan-clocks.ts";

/** What stands in the place of an erased ticket's subject. */
const erasedSubject = "Erased";

/**
 * The tickets about one customer, and those without a customer that name them.
 * @param names tells whether a text names the person
 */
export async function ticketsOfPerson(
  ctx: Context,
  contactId: string,
  names: (text: string) => boolean,
): Promise<string[]> {
  const ids = await personIds(ctx, contactId);
  const own = await ctx.tx.ticket.findMany({ where: { contactId: { in: ids } }, select: { id: true } });
  const unknown = await ctx.tx.$queryRaw<{ id: string; said: string }[]>`
    SELECT t.id, concat_ws(' ', t.subject, t.text, t.fix, t."sourceAuthor",
      (SELECT string_agg(concat_ws(' ', n.text, n."authorName"), ' ') FROM ticket_note n WHERE n."ticketId" = t.id),
      (SELECT string_agg(a.text, ' ') FROM ticket_attempt a WHERE a."ticketId" = t.id)) AS said
    FROM ticket t WHERE t."contactId" IS NULL`;
  return [...own, ...unknown.filter(({ said }) => names(said))].map(({ id }) => id).toSorted();
}

/** The same tickets with everything that was said about them, each row whole. */
export async function collectTickets(ctx: Context, ticketIds: readonly string[]) {
  const { tx } = ctx;
  const of = { ticketId: { in: [...ticketIds] } };
  return {
    tickets: await tx.ticket.findMany({
      where: { id: { in: [...ticketIds] } },
      include: { assignee: { select: { name: true } }, requester: { select: { name: true } } },
      orderBy: { number: "asc" },
    }),
    ticketEvents: await tx.ticketEvent.findMany({ where: of, orderBy: { id: "asc" } }),
    ticketNotes: await tx.ticketNote.findMany({ where: of, orderBy: { at: "asc" } }),
    ticketAttempts: await tx.ticketAttempt.findMany({ where: of, orderBy: { at: "asc" } }),
  };
}

/**
 * Takes every word out of these tickets; that there were any, and how long they took, stays for the counts. What is not solved
 * is closed: nothing is left of it that anybody could solve. Doing it twice does no harm.
 */
export async function emptyTickets(ctx: Context, ticketIds: readonly string[]): Promise<number> {
  if (ticketIds.length === 0) return 0;
  const { tx, now, workspace } = ctx;
  const ids = [...ticketIds];
  const of = { ticketId: { in: ids } };
  const tickets = await tx.$queryRaw<{ id: string; state: string; subject: string }[]>`
    SELECT id, state, subject FROM ticket WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  const unsolved = tickets.filter(({ state }) => state !== "solved" && state !== "closed").map(({ id }) => id);
  await tx.outage.updateMany({
    where: { title: { in: tickets.map(({ subject }) => subject) }, tickets: { some: { id: { in: ids } } } },
    data: { title: erasedSubject },
  });
  await tx.ticketEvent.updateMany({ where: of, data: { details: Prisma.DbNull } });
  await tx.ticketNote.updateMany({ where: of, data: { text: "", authorName: null, channel: null, ts: null } });
  await tx.ticketAttempt.updateMany({ where: of, data: { text: "" } });
  // The card itself is taken back in Slack with Steward's other messages; nothing more is to be shown there.
  await tx.ticketCard.deleteMany({ where: of });
  await tx.ticket.updateMany({
    where: { id: { in: ids } },
    data: {
      ...{ subject: erasedSubject, text: "", fix: null, companyId: null },
      ...{ sourceChannel: null, sourceTs: null, sourceLink: null, sourceAuthor: null },
    },
  });
  await tx.ticket.updateMany({
    where: { id: { in: unsolved } },
    data: { state: "closed", closedAt: now, wakeAt: null, wokenAt: null },
  });
  await tx.ticketEvent.createMany({
    data: unsolved.map((ticketId) => ({
      ...{ id: newId(), workspaceId: workspace.id, ticketId, at: now, kind: "erased", state: "closed" },
    })),
  });
  await forgetTicketWords(ctx, ids);
  await planClocks(ctx, unsolved);
  return tickets.length;
}
