import { DateTime } from "luxon";
import type { Draw } from "./seeded-draw.ts";

/** Days and hours at which people work, as seen back from the moment of the seeding. */
export interface Calendar {
  readonly now: Date;
  /** a moment within working hours of `zone`, on that day or, at a weekend, the Friday before; never in the future */
  workingTime(daysAgo: number, zone: string): Date;
  /** the same hour so many days back, whatever the day */
  daysBack(daysAgo: number): Date;
  /** the end of the working day so many days ahead, at a weekend on the Monday after; negative days are past */
  dueIn(days: number, zone: string): Date;
  /** a day of the calendar as the database keeps it: midnight UTC */
  day(daysAgo: number): Date;
}

const opens = 8;
const closes = 17;

export function demoCalendar(now: Date, draw: Draw): Calendar {
  const base = DateTime.fromJSDate(now, { zone: "utc" });
  return {
    now,
    workingTime(daysAgo, zone) {
      let local = DateTime.fromJSDate(now, { zone }).minus({ days: daysAgo });
      if (local.weekday > 5) local = local.minus({ days: local.weekday - 5 });
      const at = local.set({
        hour: draw.int(opens, closes - 1),
        minute: draw.int(0, 59),
        second: draw.int(0, 59),
        millisecond: 0,
      });
      // Today's working hours may still lie ahead.
      const past = at.toMillis() < now.getTime() - 3_600_000 ? at : at.minus({ days: at.weekday === 1 ? 3 : 1 });
      return past.toJSDate();
    },
    daysBack: (daysAgo) => base.minus({ days: daysAgo }).toJSDate(),
    dueIn(days, zone) {
      let local = DateTime.fromJSDate(now, { zone })
        .plus({ days })
        .set({ hour: closes, minute: 0, second: 0, millisecond: 0 });
      if (local.weekday > 5) local = local.plus({ days: 8 - local.weekday });
      return local.toJSDate();
    },
    day: (daysAgo) => base.minus({ days: daysAgo }).startOf("day").toJSDate(),
  };
}

/** The name of the month so many days from now, in English and Indonesian. */
export function monthNames(now: Date, daysAhead: number): { month: string; bulan: string } {
  const at = DateTime.fromJSDate(now, { zone: "utc" }).plus({ days: daysAhead });
  return { month: at.setLocale("en").toFormat("LLLL"), bulan: at.setLocale("id").toFormat("LLLL") };
}
