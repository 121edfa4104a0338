import { DateTime } from "luxon";
import { type Context, sql } from "../../db/context.ts";
import { allow, type Department } from "../access/permission.ts";
import { type ClockPlan, planClock } from "../tickets/clock.ts";
import { loadClockEvents } from "../tickets/plan-clocks.ts";
import { type ClockKind, clockKinds, type Priority, priorities } from "../tickets/ticket.ts";
import { loadClockwork } from "../tickets/ticket-settings.ts";
import { addDays, type Days } from "./local-days.ts";
import { quantile } from "./quantile.ts";

/** How long one clock of some tickets took; minutes of working time. */
export interface ClockFigures {
  /** answered, or solved */
  done: number;
  /** of the done ones: half took no longer, and nine in ten took no longer */
  median: number | null;
  ninetieth: number | null;
  /** within the target, of all that were done or whose time has run out */
  within: number;
  decided: number;
  /** neither done nor late yet */
  open: number;
}

/** How fast customers are answered: tickets opened in a period, and leads that came in it. */
export interface Response {
  days: Days;
  department: Department | null;
  tickets: number;
  /** more were opened than are looked at */
  cut: boolean;
  all: Record<ClockKind, ClockFigures>;
  /** only priorities with tickets */
  byPriority: { priority: Priority; tickets: number; clocks: Record<ClockKind, ClockFigures> }[];
  leads: LeadFigures;
}

/** How long leads waited for the first call, e-mail, meeting or visit; hours of the clock on the wall. */
export interface LeadFigures {
  leads: number;
  followedUp: number;
  medianHours: number | null;
  ninetiethHours: number | null;
}

/** Tickets whose history is read for one report: newest first. */
const mostTickets = 20_000;
const pageSize = 2_000;

/**
 * First answers and solutions of the tickets opened in the period, by the team's working hours and targets as they are now, and
 * the follow-up of leads. Duplicates count with their original. Days are those of whoever asks.
 * @throws Refusal not_permitted
 */
export async function getResponse(
  ctx: Context,
  { days, department }: { days: Days; department: Department | null },
): Promise<Response> {
  await allow(ctx, "reports:read");
  const zone = ctx.member?.zone ?? ctx.workspace.zone;
  const from = DateTime.fromISO(days.from, { zone }).toJSDate();
  const to = DateTime.fromISO(addDays(days.to, 1), { zone }).toJSDate();
  const tickets = await ctx.tx.$queryRaw<{ id: string; priority: Priority }[]>`
    SELECT id, priority FROM ticket WHERE "openedAt" >= ${from} AND "openedAt" < ${to} AND "duplicateOfId" IS NULL
      ${department === null ? sql.empty : sql.sql`AND department = ${department}`}
    ORDER BY "openedAt" DESC, id LIMIT ${mostTickets + 1}`;
  const cut = tickets.length > mostTickets;
  const told = tickets.slice(0, mostTickets);
  const { calendar, targets } = await loadClockwork(ctx);
  const plans: { priority: Priority; plan: ClockPlan }[] = [];
  for (let at = 0; at < told.length; at += pageSize) {
    const page = told.slice(at, at + pageSize);
    const events = await loadClockEvents(
      ctx,
      page.map(({ id }) => id),
    );
    for (const { id, priority } of page) {
      for (const kind of clockKinds) {
        const plan = planClock(kind, events.get(id) ?? [], targets[priority][kind], calendar, ctx.now);
        plans.push({ priority, plan });
      }
    }
  }
  const figures = (of: typeof plans) =>
    Object.fromEntries(
      clockKinds.map((kind) => [kind, clockFigures(of.flatMap(({ plan }) => (plan.kind === kind ? [plan] : [])))]),
    ) as Record<ClockKind, ClockFigures>;
  return {
    ...{ days, department, tickets: told.length, cut, all: figures(plans) },
    byPriority: priorities.flatMap((priority) => {
      const own = plans.filter((one) => one.priority === priority);
      return own.length === 0 ? [] : [{ priority, tickets: own.length / clockKinds.length, clocks: figures(own) }];
    }),
    leads: await countLeads(ctx, { from, to, department }),
  };
}

const minuteMs = 60_000;

/** What is told of the clocks of one kind. A clock that stands still for the customer is as open as one that runs. */
export function clockFigures(plans: readonly ClockPlan[]): ClockFigures {
  const done = plans.filter(({ stoppedAt }) => stoppedAt !== null);
  const isLate = ({ elapsed, targetMinutes }: ClockPlan) => elapsed > targetMinutes * minuteMs;
  const late = plans.filter((plan) => plan.stoppedAt === null && isLate(plan));
  const minutes = done.map(({ elapsed }) => elapsed / minuteMs);
  return {
    ...{ done: done.length, median: quantile(minutes, 0.5), ninetieth: quantile(minutes, 0.9) },
    within: done.filter((plan) => !isLate(plan)).length,
    decided: done.length + late.length,
    open: plans.length - done.length - late.length,
  };
}

/** Of customers who came in as leads; imported ones are left out, since nobody waited at their moment. */
async function countLeads(
  ctx: Context,
  { from, to, department }: { from: Date; to: Date; department: Department | null },
): Promise<LeadFigures> {
  const rows = await ctx.tx.$queryRaw<{ hours: number | null }[]>`
    SELECT extract(epoch FROM f.first - c."createdAt")::float8 / 3600 AS hours
    FROM contact c
    LEFT JOIN LATERAL (SELECT min(i."happenedAt") AS first FROM interaction i
      WHERE i."contactId" = c.id AND i."removedAt" IS NULL AND i.type NOT IN ('note', 'quote')
        AND i."happenedAt" >= c."createdAt") f ON true
    WHERE c."createdAt" >= ${from} AND c."createdAt" < ${to} AND c."endedAt" IS NULL AND c."importId" IS NULL
      AND coalesce((SELECT s."fromStage" FROM stage_change s WHERE s."contactId" = c.id AND s."fromStage" IS NOT NULL
        ORDER BY s.at, s.id LIMIT 1), c.stage) = 'lead'
      ${
        department === null
          ? sql.empty
          : sql.sql`AND EXISTS (SELECT FROM access_grant g WHERE g."memberId" = coalesce(c."ownerId", c."createdById")
              AND g.department = ${department} AND g."revokedAt" IS NULL)`
      }`;
  const hours = rows.flatMap((row) => (row.hours === null ? [] : [row.hours]));
  return {
    ...{ leads: rows.length, followedUp: hours.length },
    ...{ medianHours: quantile(hours, 0.5), ninetiethHours: quantile(hours, 0.9) },
  };
}
