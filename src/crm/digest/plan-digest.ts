import { v7 as newId } from "uuid";
import { type Context, sql } from "../../db/context.ts";
import { selectTasks } from "../tasks/list-tasks.ts";
import { localTime } from "../tasks/task.ts";
import { listWithRisk } from "../tickets/list-own-tickets.ts";
import { listTickets } from "../tickets/list-tickets.ts";
import { readDigestPerson } from "./digest-person.ts";
import { groupLeads } from "./lead-queue.ts";
import { orderDue } from "./order-due.ts";
import { pointsToConfirm } from "./points-to-confirm.ts";
import { findQuietLeads } from "./quiet-leads.ts";
import { hasRoomForTip, mostThings, shareRoom } from "./room.ts";
import { findTip } from "./tips.ts";

/** One person's digest of a day, as it is about to be left. */
export interface DigestToKeep {
  memberId: string;
  /** the person's local day, "2026-11-23" */
  day: string;
  /** deliveries that waited for it */
  heldIds: readonly string[];
  /** parts that the person wants to hear less of */
  less: readonly string[];
}

/** The parts of a digest of which a person can want less; what is held back for it always comes. */
export const digestParts = [
  "digest-tasks",
  "digest-tickets",
  "digest-leads",
  "digest-queue",
  "digest-fields",
  "digest-tips",
] as const;

/** Due tasks looked through for those that come first: the latest ones. */
const mostDue = 200;
/** Tickets looked through for those at risk: those due first. */
const mostLookedAt = 50;
/** Leads that a digest keeps, to tell the next morning how many were called. */
const mostLeads = 200;

/**
 * Gathers what a person's digest has to say and keeps it by its ids. Shown is how each of them stands by then. Of whatever is
 * due on a day rather than at a time, the digest is the reminder.
 * @returns its id; null: there is nothing to say
 */
export async function keepDigest(ctx: Context, { memberId, day, heldIds, less }: DigestToKeep): Promise<string | null> {
  const person = await readDigestPerson(ctx, memberId);
  const wants = (part: (typeof digestParts)[number]) => !less.includes(part);
  const due = wants("digest-tasks") ? await dueTasks(ctx, memberId, person.zone) : [];
  const atRisk = wants("digest-tickets") ? await ticketsAtRisk(ctx, memberId) : [];
  const quiet =
    wants("digest-leads") && person.mayWrite ? await findQuietLeads(ctx, { memberId, limit: mostThings }) : [];
  const room = shareRoom({ tasks: due.length, tickets: atRisk.length, leads: quiet.length });
  const groups = wants("digest-queue") ? await groupLeads(ctx, person, day) : [];
  const found = {
    taskIds: due.slice(0, room.tasks),
    ticketIds: atRisk.slice(0, room.tickets),
    quietIds: quiet.slice(0, room.leads),
    leadIds: groups.flatMap(({ openIds }) => openIds).slice(0, mostLeads),
    heldIds: [...heldIds],
    pointIds: wants("digest-fields") ? await pointsToConfirm(ctx, memberId) : [],
  };
  if (Object.values(found).every((ids) => ids.length === 0)) return null;
  if (wants("digest-tasks")) await noteReminded(ctx, { memberId, day });
  const isShort = hasRoomForTip(room.tasks + room.tickets + room.leads);
  const id = newId();
  await ctx.tx.digest.create({
    data: {
      ...{ id, workspaceId: ctx.workspace.id, memberId, day: new Date(`${day}T00:00:00Z`), createdAt: ctx.now },
      ...found,
      // Left out they would be no lists rather than empty ones.
      ...{ skippedIds: [], restedIds: [] },
      // A tip alone is no reason for a message.
      tip: wants("digest-tips") && person.mayWrite && isShort ? await findTip(ctx, person) : null,
    },
  });
  return id;
}

async function dueTasks(ctx: Context, memberId: string, zone: string): Promise<string[]> {
  const today = localTime(ctx.now, zone).startOf("day");
  const tasks = await selectTasks(
    ctx,
    sql.sql`WHERE t."assigneeId" = ${memberId}::uuid AND t."doneAt" IS NULL AND t."droppedAt" IS NULL
      AND CASE WHEN t."dueOn" IS NULL THEN t."dueAt" < ${today.plus({ days: 1 }).toJSDate()}
        ELSE t."dueOn" <= ${today.toFormat("yyyy-MM-dd")}::date END
      ORDER BY t."dueAt" DESC, t.id LIMIT ${mostDue}`,
  );
  return orderDue(tasks, { now: ctx.now, zone }).map(({ id }) => id);
}

/** What is due on this day or an earlier one, named or only counted, is not reminded of a second time; a time of its own is. */
async function noteReminded(ctx: Context, { memberId, day }: { memberId: string; day: string }): Promise<void> {
  const reminded = await ctx.tx.$executeRaw`
    UPDATE task SET "remindedAt" = ${ctx.now}
    WHERE "assigneeId" = ${memberId}::uuid AND "doneAt" IS NULL AND "droppedAt" IS NULL AND "remindedAt" IS NULL
      AND "dueOn" <= ${day}::date`;
  if (reminded === 0) return;
  ctx.audit({
    action: "task.reminded",
    subjectType: "task",
    subjectId: null,
    after: { tasks: reminded, passedBy: 0 },
  });
}

/** Due first, so that those whose time runs out are among the first. */
async function ticketsAtRisk(ctx: Context, assigneeId: string): Promise<string[]> {
  const { tickets } = await listTickets(ctx, {
    filter: { assigneeId, states: ["new", "open"] },
    limit: mostLookedAt,
  });
  return (await listWithRisk(ctx, tickets)).flatMap(({ id, dueSoon }) => (dueSoon ? [id] : []));
}
