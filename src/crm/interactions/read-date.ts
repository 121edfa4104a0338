import * as en from "chrono-node/en";
import * as id from "chrono-node/id";
import { DateTime } from "luxon";

export interface DateReader {
  zone: string;
  now: Date;
  /** BCP 47: "en-US" reads 3/12 as 12 March, all others as 3 December */
  locale: string;
}

export interface FoundDate {
  at: Date;
  /** where in the text it stands */
  from: number;
  to: number;
  /** false: only the day was said */
  hasTime: boolean;
}

interface Parsed {
  index: number;
  text: string;
  start: {
    get(part: "year" | "month" | "day" | "hour" | "minute" | "weekday"): number | null;
    isCertain(part: "year" | "month" | "day" | "hour" | "minute" | "weekday"): boolean;
  };
}

/** A day said without a time is kept as this hour of it. */
const hourOfPastDay = 12;
const hourOfFutureDay = 9;

/**
 * Every date in a text, in English or Indonesian. chrono-node reads month and day names inside names ("April Ludgate",
 * "Sun Life"): a bare month, or a bare short weekday, is no date here.
 */
function parseAll(text: string, reader: DateReader, forwardDate: boolean): Parsed[] {
  const offset = DateTime.fromJSDate(reader.now, { zone: reader.zone }).offset;
  const reference = { instant: reader.now, timezone: offset };
  const english = reader.locale === "en-US" ? en.casual : en.GB;
  const found: Parsed[] = [
    ...english.parse(text, reference, { forwardDate }),
    ...id.casual.parse(text, reference, { forwardDate }),
  ];
  return found
    .filter(({ text: words, start }) => {
      const dayKnown = start.isCertain("day") || start.isCertain("weekday") || start.isCertain("hour");
      return dayKnown && !/^(mon|tue|wed|thu|fri|sat|sun|min|sen|sel|rab|kam|jum|sab)$/iu.test(words.trim());
    })
    .sort((a, b) => a.index - b.index || b.text.length - a.text.length);
}

function toDate(parsed: Parsed, reader: DateReader, hour: number): DateTime {
  const { start } = parsed;
  const hasTime = start.isCertain("hour");
  return DateTime.fromObject(
    {
      year: start.get("year") ?? 1970,
      month: start.get("month") ?? 1,
      day: start.get("day") ?? 1,
      hour: hasTime ? (start.get("hour") ?? hour) : hour,
      minute: hasTime ? (start.get("minute") ?? 0) : 0,
    },
    { zone: reader.zone },
  );
}

function found(parsed: Parsed, at: DateTime): FoundDate {
  return {
    at: at.toJSDate(),
    from: parsed.index,
    to: parsed.index + parsed.text.length,
    hasTime: parsed.start.isCertain("hour"),
  };
}

/** Dates said of something that has happened: a weekday is the last one gone by. */
export function findPastDates(text: string, reader: DateReader): FoundDate[] {
  return parseAll(text, reader, false).map((parsed) => {
    let at = toDate(parsed, reader, hourOfPastDay);
    const now = DateTime.fromJSDate(reader.now, { zone: reader.zone });
    if (parsed.start.isCertain("weekday") && !parsed.start.isCertain("day")) {
      while (at > now) at = at.minus({ days: 7 });
    }
    // A day without a time is the day itself: noon of today has not come yet when it is said in the morning.
    if (!parsed.start.isCertain("hour") && at > now && at.hasSame(now, "day")) at = now;
    return found(parsed, at);
  });
}

/** Dates said of something that is still to be done. */
export function findFutureDates(text: string, reader: DateReader): FoundDate[] {
  return parseAll(text, reader, true).map((parsed) => found(parsed, toDate(parsed, reader, hourOfFutureDay)));
}
