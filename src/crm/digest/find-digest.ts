import { validate as isId } from "uuid";
import { type Context, sql } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import type { OwnStale } from "../freshness/list-stale.ts";
import { selectTasks } from "../tasks/list-tasks.ts";
import { isDue, type Task } from "../tasks/task.ts";
import { listCardTickets, type TicketOnCard } from "../tickets/get-card-ticket.ts";
import { runsOut } from "../tickets/list-own-tickets.ts";
import { type TaskState, type TicketStanding, taskStateOf, ticketStandingOf } from "./digest.ts";
import { readDigestPerson } from "./digest-person.ts";
import { groupLeads, type LeadGroup, listCalled } from "./lead-queue.ts";
import { type OwnWeek, readOwnWeek } from "./own-week.ts";
import { type Confirmation, findOwnStale, readConfirmation } from "./points-to-confirm.ts";
import { type QuietLead, readQuietLeads } from "./quiet-leads.ts";
import type { Tip } from "./tips.ts";

/** A person's digest of a day, each thing as it stands now. */
export interface Digest {
  id: string;
  memberId: string;
  /** the person's name and zone, and where Slack finds them */
  name: string;
  zone: string;
  slackUserId: string;
  /** their local day, "2026-11-23" */
  day: string;
  tasks: { task: Task; state: TaskState }[];
  /** due as well, and not among those shown */
  moreDue: number;
  tickets: { ticket: TicketOnCard; standing: TicketStanding }[];
  /** at risk as well, and not among those shown */
  moreAtRisk: number;
  quiet: QuietLead[];
  /** leads that nobody has talked with, by origin; null: there were none */
  queue: LeadGroup[] | null;
  /** of the leads that it brought, how many whoever has it has called or written to since */
  called: number;
  /** what it asks about customers; null: nothing */
  confirmation: Confirmation | null;
  /** of one's own customers, more than it asks about; null: nothing more */
  ownStale: OwnStale | null;
  /** null: there is nothing to compare */
  week: OwnWeek | null;
  heldIds: string[];
  tip: Tip | null;
  /** it stands there in one line, since a later one has come */
  folded: boolean;
  /** where it stands; null until it has been sent */
  place: { channel: string; ts: string } | null;
}

/** A digest as it is now; null: there is none of this id, or it is somebody else's. @throws Refusal not_permitted */
export async function findDigest(ctx: Context, digestId: string): Promise<Digest | null> {
  await allow(ctx, "customers:read");
  const kept = isId(digestId) ? await ctx.tx.digest.findFirst({ where: { id: digestId } }) : null;
  if (!kept || (ctx.member && ctx.member.id !== kept.memberId)) return null;
  const { id, memberId, taskIds, ticketIds, heldIds, leadIds, quietIds, channel, ts, createdAt } = kept;
  const member = await ctx.tx.member.findFirstOrThrow({
    where: { id: memberId },
    select: { name: true, zone: true, slackUserId: true },
  });
  const day = kept.day.toISOString().slice(0, 10);
  const tasks = (
    await selectTasks(ctx, sql.sql`WHERE t.id = ANY(${taskIds}::uuid[]) ORDER BY t."createdAt", t.id`)
  ).map((task) => ({ task, state: taskStateOf(task, { memberId, day, zone: member.zone }) }));
  const tickets = await listCardTickets(ctx, ticketIds);
  return {
    ...{ id, memberId, ...member, day, heldIds },
    // In the order in which they came: nothing jumps when something is put off.
    tasks: taskIds.flatMap((taskId) => tasks.find(({ task }) => task.id === taskId) ?? []),
    moreDue: await countMoreDue(ctx, { memberId, zone: member.zone, taskIds }),
    tickets: ticketIds.flatMap((ticketId) =>
      tickets
        .filter((ticket) => ticket.id === ticketId)
        .map((ticket) => ({ ticket, standing: ticketStandingOf(ticket, memberId) })),
    ),
    moreAtRisk: await countMoreAtRisk(ctx, { memberId, ticketIds }),
    quiet: await readQuietLeads(ctx, kept),
    queue: leadIds.length > 0 ? await groupLeads(ctx, await readDigestPerson(ctx, memberId), day) : null,
    called: (await listCalled(ctx, { memberId, contactIds: [...leadIds, ...quietIds], since: createdAt })).length,
    tip: kept.tip as Tip | null,
    folded: kept.foldedAt !== null,
    confirmation: await readConfirmation(ctx, kept),
    ownStale: await findOwnStale(ctx, kept),
    week: await readOwnWeek(ctx, { memberId, day, zone: member.zone }),
    place: channel !== null && ts !== null ? { channel, ts } : null,
  };
}

async function countMoreDue(
  ctx: Context,
  { memberId, zone, taskIds }: { memberId: string; zone: string; taskIds: readonly string[] },
): Promise<number> {
  if (taskIds.length === 0) return 0;
  const others = await ctx.tx.$queryRaw<{ dueAt: Date; dueOn: string | null }[]>`
    SELECT "dueAt", to_char("dueOn", 'YYYY-MM-DD') AS "dueOn" FROM task
    WHERE "assigneeId" = ${memberId}::uuid AND "doneAt" IS NULL AND "droppedAt" IS NULL AND NOT id = ANY(${[...taskIds]}::uuid[])
      AND "dueAt" < ${new Date(ctx.now.getTime() + 86_400_000)} LIMIT 1000`;
  return others.filter((task) => isDue(task, { now: ctx.now, zone })).length;
}

async function countMoreAtRisk(
  ctx: Context,
  { memberId, ticketIds }: { memberId: string; ticketIds: readonly string[] },
): Promise<number> {
  if (ticketIds.length === 0) return 0;
  const [count] = await ctx.tx.$queryRaw<{ more: number }[]>`
    SELECT count(*)::int AS more FROM ticket t
    WHERE t."assigneeId" = ${memberId}::uuid AND t.state IN ('new', 'open') AND ${runsOut(ctx)}
      AND NOT t.id = ANY(${[...ticketIds]}::uuid[])`;
  return count?.more ?? 0;
}

/** The digest that stands in this message, of whoever asks; null: it is another message. @throws Refusal not_permitted */
export async function findDigestAt(
  ctx: Context,
  { channel, ts }: { channel: string; ts: string },
): Promise<string | null> {
  await allow(ctx, "customers:read");
  const kept = await ctx.tx.digest.findFirst({
    where: { channel, ts, memberId: ctx.member?.id ?? "" },
    select: { id: true },
  });
  return kept?.id ?? null;
}

/** Notes where a digest stands. */
export async function noteDigestPlace(
  ctx: Context,
  digestId: string,
  { channel, ts }: { channel: string; ts: string },
): Promise<void> {
  await ctx.tx.digest.updateMany({ where: { id: digestId }, data: { channel, ts } });
}
