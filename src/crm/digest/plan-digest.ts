import { v7 as newId } from "uuid";
import { type Context, sql } from "../../db/context.ts";
import { selectTasks } from "../tasks/list-tasks.ts";
import { isDue } from "../tasks/task.ts";
import { listWithRisk } from "../tickets/list-own-tickets.ts";
import { listTickets } from "../tickets/list-tickets.ts";
import { mostTasks, mostTickets } from "./digest.ts";
import { pointsToConfirm } from "./points-to-confirm.ts";

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
export const digestParts = ["digest-tasks", "digest-tickets", "digest-fields"] as const;

/** Tasks looked through for those that are due: the due ones come first. */
const mostLookedAt = 50;

/**
 * Gathers what a person's digest has to say and keeps it by its ids. Shown is how each of them stands by then.
 * @returns its id; null: there is nothing to say
 */
export async function keepDigest(ctx: Context, { memberId, day, heldIds, less }: DigestToKeep): Promise<string | null> {
  const member = await ctx.tx.member.findFirstOrThrow({ where: { id: memberId }, select: { zone: true } });
  const found = {
    taskIds: less.includes("digest-tasks") ? [] : await dueTasks(ctx, memberId, member.zone),
    ticketIds: less.includes("digest-tickets") ? [] : await ticketsAtRisk(ctx, memberId),
    heldIds: [...heldIds],
    pointIds: less.includes("digest-fields") ? [] : await pointsToConfirm(ctx, memberId),
  };
  if (Object.values(found).every((ids) => ids.length === 0)) return null;
  const id = newId();
  await ctx.tx.digest.create({
    data: {
      ...{ id, workspaceId: ctx.workspace.id, memberId, day: new Date(`${day}T00:00:00Z`), createdAt: ctx.now },
      ...found,
      // Left out it would be no list rather than an empty one.
      skippedIds: [],
    },
  });
  return id;
}

async function dueTasks(ctx: Context, memberId: string, zone: string): Promise<string[]> {
  const tasks = await selectTasks(
    ctx,
    sql.sql`WHERE t."assigneeId" = ${memberId}::uuid AND t."doneAt" IS NULL AND t."droppedAt" IS NULL AND t."dueAt" IS NOT NULL
      ORDER BY t."dueAt", t.id LIMIT ${mostLookedAt}`,
  );
  const due = tasks.filter((task) => isDue(task, { now: ctx.now, zone }));
  return due.slice(0, mostTasks).map(({ id }) => id);
}

/** Due first, so that those whose time runs out are among the first. */
async function ticketsAtRisk(ctx: Context, assigneeId: string): Promise<string[]> {
  const { tickets } = await listTickets(ctx, {
    filter: { assigneeId, states: ["new", "open"] },
    limit: mostLookedAt,
  });
  const atRisk = (await listWithRisk(ctx, tickets)).filter(({ dueSoon }) => dueSoon);
  return atRisk.slice(0, mostTickets).map(({ id }) => id);
}
