import { DateTime } from "luxon";
import type { Reader } from "./dates.ts";

/** English has no short name for most zones ("GMT+7"); these locales between them name what their own countries say. */
const namingLocales = ["en-GB", "en-US", "id", "en-AU", "en-CA", "en-IN", "en-NZ", "en-ZA"];

/** "11:40 WIB" today, "Mon 23 Nov, 11:40 WIB" on another day: a moment as somebody reads it whose zone is not known. */
export function zonedTime(at: Date, reader: Reader): string {
  const local = DateTime.fromJSDate(at, { zone: reader.zone }).setLocale("en-GB");
  const time = `${local.toFormat("HH:mm")} ${zoneName(at, reader.zone)}`;
  return isToday(at, reader) ? time : `${local.toFormat("ccc d LLL")}, ${time}`;
}

/**
 * A moment that each reader's Slack shows in their own zone: the hour alone where it is today's, else with its day. It does
 * not change with the clock; only Slack's "today" and "tomorrow" do, and stay true.
 */
export function slackTime(at: Date, reader: Reader): string {
  const shape = isToday(at, reader) ? "{time}" : "{date_short_pretty}, {time}";
  return `<!date^${Math.floor(at.getTime() / 1000)}^${shape}|${zonedTime(at, reader)}>`;
}

function isToday(at: Date, { zone, now }: Reader): boolean {
  return DateTime.fromJSDate(at, { zone }).hasSame(DateTime.fromJSDate(now, { zone }), "day");
}

function zoneName(at: Date, timeZone: string): string {
  const names = namingLocales.map((locale) =>
    new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" })
      .formatToParts(at)
      .find(({ type }) => type === "timeZoneName"),
  );
  const known = names.find((name) => name && !/^(GMT|UTC)[+-]/u.test(name.value)) ?? names[0];
  return known?.value ?? timeZone;
}
