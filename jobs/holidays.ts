import { type CalendarReader, fetchCalendar } from "../src/crm/tickets/fetch-calendar.ts";
import { findCalendarToRead, keepCountryHolidays, keepReadCalendar } from "../src/crm/tickets/keep-holidays.ts";
import { defineJob } from "../src/scheduler/define-job.ts";

export const holidays = createHolidays(fetchCalendar);

export function createHolidays(readCalendar: CalendarReader) {
  return defineJob({
    name: "holidays",
    cron: "17 * * * *",
    summary: "Keeps the public holidays of each workspace's country, and reads its calendar of days off once a day.",
    missed: "skip",
    timeoutMs: 2 * 60_000,
    async run(env) {
      const { changed } = await env.transaction(keepCountryHolidays);
      const url = await env.transaction(findCalendarToRead);
      if (url === null) return { changed, read: 0 };
      const read = await readCalendar(url, env.signal);
      const { days } = await env.transaction((ctx) => keepReadCalendar(ctx, { url, ...read }));
      return { changed, read: days };
    },
  });
}
