import { DateTime } from "luxon";
import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow, mayRole, type Role } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";

/** The first and the last day on which somebody is not there: ISO days in the person's own zone. */
export interface AbsentDays {
  from: string;
  to: string;
}

/** Longer than this is a slip of the finger. */
const longestDays = 366;

/** One's own days away, from today on; null when there are none. */
export async function findOwnAbsence(ctx: Context): Promise<AbsentDays | null> {
  await allow(ctx, "tickets:read");
  if (!ctx.member) return null;
  const found = await ctx.tx.absence.findFirst({
    where: { memberId: ctx.member.id, toDay: { gte: dayOf(today(ctx, ctx.member.zone)) } },
    orderBy: { fromDay: "asc" },
  });
  return found && { from: isoDay(found.fromDay), to: isoDay(found.toDay) };
}

/**
 * Says when one is away, in place of what was said before; null: not at all.
 * @throws Refusal not_permitted, absence_wrong
 */
export async function setOwnAbsence(ctx: Context, days: AbsentDays | null): Promise<void> {
  await allow(ctx, "tickets:write");
  const { member } = ctx;
  if (!member) throw new Error("Only a person can be away");
  if (days) checkDays(days, today(ctx, member.zone));
  const before = await findOwnAbsence(ctx);
  await ctx.tx.absence.deleteMany({ where: { memberId: member.id } });
  if (days) {
    await ctx.tx.absence.create({
      data: {
        ...{ id: newId(), workspaceId: ctx.workspace.id, memberId: member.id, createdAt: ctx.now },
        ...{ fromDay: dayOf(days.from), toDay: dayOf(days.to) },
      },
    });
  }
  ctx.audit({
    action: "absence.changed",
    subjectType: "member",
    subjectId: member.id,
    ...(before && { before: { ...before } }),
    ...(days && { after: { ...days } }),
  });
}

/** Which of these people may be given a ticket now: they have a member's access or more, are not gone and not away. */
export async function listPresent(ctx: Context, memberIds: readonly string[]): Promise<Set<string>> {
  await allow(ctx, "tickets:read");
  if (memberIds.length === 0) return new Set();
  const rows = await ctx.tx.$queryRaw<{ id: string; roles: Role[] }[]>`
    SELECT m.id, array_agg(g.role) AS roles FROM member m JOIN access_grant g
      ON g."memberId" = m.id AND g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now})
    WHERE m.id = ANY(${[...memberIds]}::uuid[]) AND m."deactivatedAt" IS NULL AND NOT m."isGuest"
      AND NOT EXISTS (SELECT FROM absence a WHERE a."memberId" = m.id
        AND (${ctx.now}::timestamptz AT TIME ZONE m.zone)::date BETWEEN a."fromDay" AND a."toDay")
    GROUP BY m.id`;
  return new Set(rows.filter(({ roles }) => roles.some((role) => mayRole(role, "tickets:write"))).map(({ id }) => id));
}

function checkDays({ from, to }: AbsentDays, first: string): void {
  const [begins, ends] = [from, to].map((day) => DateTime.fromISO(day, { zone: "utc" }));
  if (!begins?.isValid || !ends?.isValid || ends < begins) throw new Refusal("absence_wrong", { reason: "order" });
  if (to < first) throw new Refusal("absence_wrong", { reason: "past" });
  if (ends.diff(begins, "days").days >= longestDays) throw new Refusal("absence_wrong", { reason: "too_long" });
}

function today(ctx: Context, zone: string): string {
  return DateTime.fromJSDate(ctx.now, { zone }).toISODate() ?? ctx.now.toISOString().slice(0, 10);
}

function dayOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
