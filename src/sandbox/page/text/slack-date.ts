import { DateTime } from "luxon";

/** Where and when the reader is: a zone by IANA name and the present moment in milliseconds. */
export interface Reader {
  zone: string;
  now: number;
}

/**
 * Fills the tokens of `<!date^ts^format>` in the reader's zone: {date_num} {date} {date_short} {date_long}, each but the
 * first also with `_pretty`, {time} {time_secs} {ago} {day_divider_pretty}. An unknown token means the fall-back text, as
 * in Slack. Slack leaves the year out within six months (docs.slack.dev/messaging/formatting-message-text).
 */
export function formatSlackDate(seconds: number, format: string, fallback: string, reader: Reader): string {
  const at = DateTime.fromSeconds(seconds, { zone: reader.zone, locale: "en" });
  if (!at.isValid) return fallback;
  const now = DateTime.fromMillis(reader.now, { zone: reader.zone, locale: "en" });
  let known = true;
  const text = format.replace(/\{(\w+)\}/g, (_, token: string) => {
    const filled = fillToken(token, at, now);
    if (filled === null) known = false;
    return filled ?? "";
  });
  return known ? text : fallback;
}

function fillToken(token: string, at: DateTime, now: DateTime): string | null {
  const year = Math.abs(at.diff(now, "months").months) < 6 ? "" : `, ${at.year}`;
  switch (token) {
    case "date_num":
      return at.toFormat("yyyy-MM-dd");
    case "date":
      return `${at.toFormat("LLLL")} ${ordinal(at.day)}${year}`;
    case "date_short":
      return `${at.toFormat("LLL d")}${year}`;
    case "date_long":
      return `${at.toFormat("cccc, LLLL")} ${ordinal(at.day)}${year}`;
    case "date_pretty":
    case "date_short_pretty":
    case "date_long_pretty":
    case "day_divider_pretty":
      return (
        nearbyDay(at, now) ?? fillToken(token === "day_divider_pretty" ? "date_long" : token.slice(0, -7), at, now)
      );
    case "time":
      return at.toFormat("HH:mm");
    case "time_secs":
      return at.toFormat("HH:mm:ss");
    case "ago":
      return at.toRelative({ base: now });
    default:
      return null;
  }
}

/** "14:05" in the reader's zone, from a message's ts. */
export function clockTime(ts: string, zone: string): string {
  return fromTs(ts, zone).toFormat("HH:mm");
}

/** "Monday, 23 November at 14:05:09", for the title of a time. */
export function fullTime(ts: string, reader: Reader): string {
  const at = fromTs(ts, reader.zone);
  return `${dayName(at, reader)} at ${at.toFormat("HH:mm:ss")}`;
}

/** A key that is equal for two moments of one local day. */
export function localDay(ts: string, zone: string): string {
  return fromTs(ts, zone).toISODate() ?? ts;
}

/** "Today", "Yesterday", "Monday, 23 November", with the year when it is not this one. */
export function dayDivider(ts: string, reader: Reader): string {
  return dayName(fromTs(ts, reader.zone), reader);
}

/** The local time of somebody in `zone`: "Tue 14:05". */
export function localClock(zone: string, now: number): string {
  return DateTime.fromMillis(now, { zone, locale: "en" }).toFormat("ccc HH:mm");
}

function dayName(at: DateTime, reader: Reader): string {
  const now = DateTime.fromMillis(reader.now, { zone: reader.zone, locale: "en" });
  const near = nearbyDay(at, now);
  if (near !== null) return near.charAt(0).toUpperCase() + near.slice(1);
  return at.toFormat(at.year === now.year ? "cccc, d LLLL" : "cccc, d LLLL yyyy");
}

function nearbyDay(at: DateTime, now: DateTime): string | null {
  const days = Math.round(at.startOf("day").diff(now.startOf("day"), "days").days);
  if (days === 0) return "today";
  if (days === -1) return "yesterday";
  return days === 1 ? "tomorrow" : null;
}

function fromTs(ts: string, zone: string): DateTime {
  return DateTime.fromSeconds(Number(ts), { zone, locale: "en" });
}

function ordinal(day: number): string {
  const teen = day % 100 >= 11 && day % 100 <= 13;
  const ending = teen ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th");
  return `${day}${ending}`;
}
