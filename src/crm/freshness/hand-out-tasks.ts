import type { Context } from "../../db/context.ts";
import { allow, permissions } from "../access/permission.ts";
import { isCalendarDay } from "../attention/calendar-day.ts";
import { Refusal } from "../refusal.ts";
import { addTask } from "../tasks/add-task.ts";
import type { PerishableField } from "./perishable.ts";

/** What one owner's task is about. */
export interface OwnersShare {
  customers: number;
  /** most first */
  fields: { field: PerishableField; customers: number }[];
}

/** Owners who get a task at once: those with most value at stake. */
const mostOwners = 100;
const dueInDays = 7;
const dayMs = 86_400_000;

/**
 * Gives each owner a task for the coming week: so many of their customers are to be looked at. Once for the figures of a day,
 * whoever presses; each owner is told as of any task. Owners who can't change customers any more get none.
 * @param input.title the task's words
 * @returns how many owners got one
 * @throws Refusal not_permitted, freshness_no_figures, freshness_handed_out
 */
export async function handOutTasks(
  ctx: Context,
  { day, title }: { day: string; title(share: OwnersShare): string },
): Promise<{ owners: number }> {
  await allow(ctx, "reports:read");
  if (!ctx.member) throw new Error("Somebody gives tasks");
  const shares = isCalendarDay(day) ? await readShares(ctx, day) : [];
  if (shares.length === 0) throw new Refusal("freshness_no_figures", {});
  const { id: workspaceId } = ctx.workspace;
  const first = await ctx.tx.$executeRaw`
    INSERT INTO freshness_handout ("workspaceId", day, "byId", at, owners)
    VALUES (${workspaceId}::uuid, ${day}::date, ${ctx.member.id}::uuid, ${ctx.now}, ${shares.length}) ON CONFLICT DO NOTHING`;
  if (first === 0) throw new Refusal("freshness_handed_out", { by: await whoHandedOut(ctx, day) });
  for (const { memberId, ...share } of shares) {
    const dueAt = new Date(ctx.now.getTime() + dueInDays * dayMs);
    await addTask(ctx, { contactId: null, title: title(share), dueAt, interactionId: null, assigneeId: memberId });
  }
  ctx.audit({
    action: "freshness.tasks_made",
    subjectType: "workspace",
    subjectId: workspaceId,
    after: { day, owners: shares.length },
  });
  return { owners: shares.length };
}

async function readShares(ctx: Context, day: string): Promise<(OwnersShare & { memberId: string })[]> {
  const rows = await ctx.tx.$queryRaw<{ memberId: string; customers: number; field: string; toSeeTo: number }[]>`
    WITH owner AS (
      SELECT d."ownerId", d.ageing + d.never + d.suspended AS customers, d."valueAtStake" FROM freshness_day d
      JOIN member m ON m.id = d."ownerId" AND m."deactivatedAt" IS NULL AND NOT m."isGuest"
      WHERE d.day = ${day}::date AND d.field = 'any' AND d.ageing + d.never + d.suspended > 0
        AND EXISTS (SELECT FROM access_grant g WHERE g."memberId" = m.id AND g."revokedAt" IS NULL
          AND g.role = ANY(${[...permissions["customers:write"]]}::text[]) AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now}))
      ORDER BY d."valueAtStake" DESC, d."ownerId" LIMIT ${mostOwners})
    SELECT o."ownerId" AS "memberId", o.customers, f.field, f.ageing + f.never + f.suspended AS "toSeeTo"
    FROM owner o JOIN freshness_day f ON f.day = ${day}::date AND f."ownerId" = o."ownerId" AND f.field <> 'any'
    ORDER BY o."valueAtStake" DESC, o."ownerId", "toSeeTo" DESC, f.field`;
  const shares = new Map<string, OwnersShare & { memberId: string }>();
  for (const { memberId, customers, field, toSeeTo } of rows) {
    const share = shares.get(memberId) ?? { memberId, customers, fields: [] };
    if (toSeeTo > 0) share.fields.push({ field: field as PerishableField, customers: toSeeTo });
    shares.set(memberId, share);
  }
  return [...shares.values()];
}

async function whoHandedOut(ctx: Context, day: string): Promise<string> {
  const [row] = await ctx.tx.$queryRaw<{ name: string }[]>`
    SELECT m.name FROM freshness_handout h JOIN member m ON m.id = h."byId" WHERE h.day = ${day}::date`;
  return row?.name ?? "Somebody";
}
