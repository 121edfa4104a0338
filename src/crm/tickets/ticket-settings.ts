import type { Context } from "../../db/context.ts";
import type { ServiceTargets } from "./clock.ts";
import { clockKinds, type Priority, priorities } from "./ticket.ts";
import type { WorkingCalendar, WorkingSpan } from "./working-time.ts";

/** Monday to Friday, nine to five. */
export const defaultWeek: readonly WorkingSpan[] = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday,
  fromMinute: 9 * 60,
  toMinute: 17 * 60,
}));

/** Working minutes. Steward's own starting point; a team sets what it promises its customers. */
export const defaultTargets: ServiceTargets = {
  P1: { first_response: 30, resolution: 4 * 60 },
  P2: { first_response: 60, resolution: 8 * 60 },
  P3: { first_response: 4 * 60, resolution: 24 * 60 },
  P4: { first_response: 8 * 60, resolution: 40 * 60 },
};

export const defaultDays = { closeAfter: 7, wakeAfter: 2 };

export interface TicketRules {
  /** IANA zone of the working hours */
  zone: string;
  week: readonly WorkingSpan[];
  targets: ServiceTargets;
  /** days of silence after which a solved ticket is closed */
  closeAfterDays: number;
  /** days after which a ticket that waits for the customer comes back */
  wakeAfterDays: number;
}

/** How tickets are run here, the defaults where nothing was set, and the days off: one round trip, as every change needs it. */
export async function loadClockwork(ctx: Context): Promise<TicketRules & { calendar: WorkingCalendar }> {
  const [row] = await ctx.tx.$queryRaw<
    {
      zone: string | null;
      closeAfterDays: number | null;
      wakeAfterDays: number | null;
      week: WorkingSpan[];
      targets: { priority: Priority; first_response: number; resolution: number }[];
      holidays: { day: string; name: string }[];
    }[]
  >`
    SELECT s.zone, s."closeAfterDays", s."wakeAfterDays",
      (SELECT coalesce(json_agg(json_build_object('weekday', weekday, 'fromMinute', "fromMinute", 'toMinute', "toMinute")
        ORDER BY weekday, "fromMinute"), '[]') FROM working_span) AS week,
      (SELECT coalesce(json_agg(json_build_object('priority', priority, 'first_response', "firstResponseMinutes",
        'resolution', "resolutionMinutes")), '[]') FROM service_target) AS targets,
      (SELECT coalesce(json_agg(json_build_object('day', day, 'name', name) ORDER BY source), '[]') FROM holiday) AS holidays
    FROM (SELECT 1) AS one LEFT JOIN ticket_settings s ON true`;
  if (!row) throw new Error("A row without a table is always there");
  const zone = row.zone ?? ctx.workspace.zone;
  const week = row.week.length > 0 ? row.week : defaultWeek;
  const targets = structuredClone(defaultTargets);
  for (const { priority, ...minutes } of row.targets) targets[priority] = minutes;
  return {
    ...{ zone, week, targets },
    closeAfterDays: row.closeAfterDays ?? defaultDays.closeAfter,
    wakeAfterDays: row.wakeAfterDays ?? defaultDays.wakeAfter,
    calendar: { zone, week, holidays: new Map(row.holidays.map(({ day, name }) => [day, name])) },
  };
}

/** Both clocks' targets of every priority have to be within these: a minute and a thousand working hours. */
export const targetRange = { least: 1, most: 1000 * 60 };

export const everyTarget = priorities.flatMap((priority) => clockKinds.map((kind) => ({ priority, kind })));
