import { DateTime } from "luxon";
import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import type { ReadCalendar } from "./fetch-calendar.ts";
import { countryHolidays, type Day, hasHolidayRules, readCalendar } from "./holidays.ts";
import { planAllClocks } from "./plan-clocks.ts";
import { changeSettings, loadHolidaySettings } from "./set-ticket-settings.ts";

type HolidaySource = "country" | "calendar" | "typed";

/** From last year to the next but one. */
function yearsAround(ctx: Context): number[] {
  const { year } = DateTime.fromJSDate(ctx.now, { zone: ctx.workspace.zone });
  return [year - 1, year, year + 1, year + 2];
}

/**
 * Keeps the public holidays of the workspace's country for last year and the years to come, as they are now known: governments
 * move them. Where there are no rules for a country, there are none.
 * @returns how many days came or went
 */
export async function keepCountryHolidays(ctx: Context): Promise<{ changed: number }> {
  await allow(ctx, "settings:write");
  const { countryHolidays: wanted, country, subdivision } = await loadHolidaySettings(ctx);
  const known = wanted && (await hasHolidayRules(country));
  const days = known ? await countryHolidays(country, subdivision, yearsAround(ctx)) : [];
  return { changed: await replaceHolidays(ctx, "country", days) };
}

/**
 * Makes the whole days of an iCalendar file days off, in place of those of the file before.
 * @returns how many days off it has
 * @throws Refusal not_permitted, calendar_unreadable
 */
export async function importCalendar(ctx: Context, input: { text: string }): Promise<{ days: number }> {
  await allow(ctx, "settings:write");
  const years = yearsAround(ctx);
  const days = readCalendar(input.text, { from: `${years[0]}-01-01`, to: `${years.at(-1)}-12-31` });
  await replaceHolidays(ctx, "calendar", days);
  return { days: days.length };
}

/**
 * Names the address of an iCalendar file that is read every day; null: none any more, and its days off go.
 * @throws Refusal not_permitted, calendar_url_wrong
 */
export async function setCalendarUrl(ctx: Context, input: { url: string | null }): Promise<void> {
  await allow(ctx, "settings:write");
  const { url } = input;
  if (url !== null && !isCalendarAddress(url)) throw new Refusal("calendar_url_wrong", {});
  await changeSettings(ctx, { calendarUrl: url, calendarReadAt: null, calendarFault: null });
  if (url === null) await replaceHolidays(ctx, "calendar", []);
}

/** Whether it is an address that a calendar can be read from: https, without a name and password in it. */
export function isCalendarAddress(typed: string): boolean {
  if (typed.length > 2000 || !URL.canParse(typed)) return false;
  const { protocol, username, password } = new URL(typed);
  return protocol === "https:" && username === "" && password === "";
}

/** How long what was read of a calendar's address is good for; hours. */
const goodForHours = 20;

/** The calendar's address, if it is to be read again. */
export async function findCalendarToRead(ctx: Context): Promise<string | null> {
  await allow(ctx, "settings:write");
  const { calendarUrl, calendarReadAt } = await loadHolidaySettings(ctx);
  const good = calendarReadAt !== null && ctx.now.getTime() - calendarReadAt.getTime() < goodForHours * 3_600_000;
  return good ? null : calendarUrl;
}

/** What came of reading it: its text, or why it could not be read, in which case the days off stay as they were. */
export async function keepReadCalendar(ctx: Context, input: { url: string } & ReadCalendar): Promise<{ days: number }> {
  await allow(ctx, "settings:write");
  const { calendarUrl } = await loadHolidaySettings(ctx);
  // Another address was named while this one was being read.
  if (calendarUrl !== input.url) return { days: 0 };
  const keep = async (calendarFault: string | null) =>
    changeSettings(ctx, { calendarReadAt: ctx.now, calendarFault }, { silent: true });
  if (input.text === null) {
    await keep(input.fault);
    return { days: 0 };
  }
  try {
    const { days } = await importCalendar(ctx, { text: input.text });
    await keep(null);
    return { days };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    await keep(error.details.reason);
    return { days: 0 };
  }
}

/**
 * Names the address of an iCalendar file together with what was read there just now: one that gives no days off is not taken.
 * @returns how many days off it has
 * @throws Refusal not_permitted, calendar_url_wrong, calendar_url_unread
 */
export async function takeCalendarUrl(ctx: Context, input: { url: string } & ReadCalendar): Promise<{ days: number }> {
  await setCalendarUrl(ctx, { url: input.url });
  if (input.text === null) throw new Refusal("calendar_url_unread", { fault: input.fault });
  try {
    const { days } = await importCalendar(ctx, { text: input.text });
    await changeSettings(ctx, { calendarReadAt: ctx.now }, { silent: true });
    return { days };
  } catch (error) {
    if (isUnreadable(error)) throw new Refusal("calendar_url_unread", { fault: error.details.reason });
    throw error;
  }
}

function isUnreadable(error: unknown): error is Refusal<"calendar_unreadable"> {
  return error instanceof Refusal && error.code === "calendar_unreadable";
}

/** Adds a day off of the workspace's own, or names it anew. @throws Refusal not_permitted */
export async function addHoliday(ctx: Context, input: Day): Promise<void> {
  await allow(ctx, "settings:write");
  const others = await ctx.tx.holiday.findMany({ where: { source: "typed" } });
  const days = others.map(({ day, name }) => ({ date: day.toISOString().slice(0, 10), name }));
  const name = input.name.trim().slice(0, 100) || "Day off";
  await replaceHolidays(ctx, "typed", [...days.filter(({ date }) => date !== input.date), { date: input.date, name }]);
}

/** Takes back a day off that was added by hand. @throws Refusal not_permitted */
export async function removeHoliday(ctx: Context, input: { date: string }): Promise<void> {
  await allow(ctx, "settings:write");
  const others = await ctx.tx.holiday.findMany({ where: { source: "typed" } });
  const days = others.map(({ day, name }) => ({ date: day.toISOString().slice(0, 10), name }));
  await replaceHolidays(
    ctx,
    "typed",
    days.filter(({ date }) => date !== input.date),
  );
}

/** Puts these days in the place of those from the same source; clocks are planned anew only if that makes a difference. */
async function replaceHolidays(ctx: Context, source: HolidaySource, days: readonly Day[]): Promise<number> {
  const before = await ctx.tx.holiday.findMany({ where: { source } });
  const key = ({ date, name }: Day) => `${date} ${name}`;
  const wanted = new Set(days.map(key));
  const had = new Map(before.map(({ id, day, name }) => [key({ date: day.toISOString().slice(0, 10), name }), id]));
  const gone = [...had].filter(([one]) => !wanted.has(one)).map(([, id]) => id);
  const come = days.filter((day) => !had.has(key(day)));
  if (gone.length + come.length === 0) return 0;
  await ctx.tx.holiday.deleteMany({ where: { id: { in: gone } } });
  await ctx.tx.holiday.createMany({
    data: come.map(({ date, name }) => ({
      ...{ id: newId(), workspaceId: ctx.workspace.id, name, source },
      day: new Date(`${date}T00:00:00Z`),
    })),
  });
  ctx.audit({
    action: "settings.holidays_changed",
    subjectType: "workspace",
    subjectId: ctx.workspace.id,
    after: { source, added: come.length, removed: gone.length },
  });
  await planAllClocks(ctx);
  return gone.length + come.length;
}
