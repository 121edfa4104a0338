import { Chrono, type ParsingContext } from "chrono-node";
import * as en from "chrono-node/en";
import * as id from "chrono-node/id";
import { DateTime, FixedOffsetZone } from "luxon";

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
  words: string;
  /** false: only the day was said */
  hasTime: boolean;
  /** other days that the same words may mean, {@link at} among them, the likelier first; none where they are clear */
  choices: Date[];
}

type Part = "year" | "month" | "day" | "hour" | "minute" | "weekday" | "meridiem" | "timezoneOffset";

interface Parsed {
  index: number;
  text: string;
  start: {
    get(part: Part): number | null;
    isCertain(part: Part): boolean;
    date(): Date;
  };
}

/** A day said without a time is kept as this hour of it. */
const hourOfPastDay = 12;
const hourOfFutureDay = 9;
/** "This afternoon", "besok pagi": chrono-node has its hours for them, of which six in the morning is none of an office's. */
const hoursOfPart: [RegExp, number][] = [
  [/\b(morning|pagi)\b/iu, 9],
  [/\b(noon|siang)\b/iu, 12],
  [/\b(afternoon|sore)\b/iu, 15],
  [/\b(evening|tonight|night|malam)\b/iu, 20],
];
/** "12 April" in November is the one gone by, but "3 Dec" may be last year's, a slip or a plan: it is asked. */
const planDays = 31;
/** chrono-node's time grows with the square of the text; dates stand at one end of what is read here. */
const longestRead = 200;

/** "Yesterday PT Contoh Makmur", "9:00 EAST Ventures": what stands behind a date is the name of a company sooner than of a zone. */
function withoutZoneNames({ parsers, refiners }: Chrono): Chrono {
  const kept = refiners.filter((refiner) => refiner.constructor.name !== "ExtractTimezoneAbbrRefiner");
  return new Chrono({ parsers, refiners: kept });
}

const american = withoutZoneNames(en.casual);
const english = withoutZoneNames(en.GB);
const indonesian = withShortForms(withoutZoneNames(id.casual));

/** "Bsk" and "kmrn" as chats spell besok and kemarin, "tadi pagi" and "semalam": chrono-node knows the textbook's words only. */
function withShortForms({ parsers, refiners }: Chrono): Chrono {
  const shortForms = {
    pattern: () =>
      /\b(?:(bsk|bsok)|(kmrn|kmrin|kmren|kemaren)|(semalam|semalem|tadi malam)|(?:tadi|td) (pagi|siang|sore))\b/iu,
    extract(context: ParsingContext, [, tomorrow, yesterday, night]: RegExpMatchArray) {
      const days = tomorrow ? 1 : yesterday || night ? -1 : 0;
      const { year, month, day } = DateTime.fromJSDate(context.refDate).setZone(fixedOffset(context)).plus({ days });
      return { year, month, day, ...(night && { hour: 20 }) };
    },
  };
  return new Chrono({ parsers: [shortForms, ...parsers], refiners });
}

function fixedOffset(context: ParsingContext): FixedOffsetZone {
  return FixedOffsetZone.instance(context.reference.getTimezoneOffset());
}

/** A weekday's short form, a part of the day: in a name ("Sun Life", "Siang Malam") as often as not. */
const bareWord =
  /^(mon|tue|wed|thu|fri|sat|sun|min|sen|sel|rab|kam|jum|sab|noon|midnight|morning|afternoon|evening|night|pagi|siang|sore|malam)$/iu;
/** "12m", "2 weeks": a length, not a day. "In 2 weeks" and "2 minggu lagi" say when. */
const bareLength = /^[\d.,]+\s*\p{L}+\.?(\s+[\d.,]+\s*\p{L}+\.?)*$/iu;
const lengthUnit =
  /^(s|m|h|d|w|y|mo|sec|min|hr|hour|day|week|month|mon|minute|second|quarter|yr|year|menit|jam|hari|minggu|bulan|tahun|detik)s?\.?$/iu;
/** What "friday" leaves behind of "friday 9". */
const hourAfter = /^,?\s+(\d{1,2})(?=\s|$)/u;

/**
 * Every date in a text, in English or Indonesian. chrono-node reads month and day names inside names ("April Ludgate",
 * "Sun Life"): a bare month, or a bare short weekday, is no date here.
 */
function parseAll(text: string, reader: DateReader, forwardDate: boolean): Parsed[] {
  const offset = DateTime.fromJSDate(reader.now, { zone: reader.zone }).offset;
  const reference = { instant: reader.now, timezone: offset };
  return windows(text)
    .flatMap(({ from, part }) =>
      [reader.locale === "en-US" ? american : english, indonesian]
        .flatMap((language): Parsed[] => language.parse(part, reference, { forwardDate }))
        .map((one): Parsed => ({ index: one.index + from, text: one.text, start: one.start })),
    )
    .filter(isDate)
    .sort((a, b) => a.index - b.index || b.text.length - a.text.length);
}

function windows(text: string): { from: number; part: string }[] {
  if (text.length <= 2 * longestRead) return [{ from: 0, part: text }];
  const from = text.length - longestRead;
  const part = text.slice(from);
  const word = Math.max(0, part.search(/\s/u));
  return [
    { from: 0, part: text.slice(0, longestRead) },
    { from: from + word, part: part.slice(word) },
  ];
}

/** "Send the minutes": a word for a length alone. */
const bareUnit = /^(?:the|a|an)?\s*(?:second|minute|hour|day|week|month|quarter|year)s?$/iu;

function isDate({ text, start }: Parsed): boolean {
  const words = text.trim();
  if (bareUnit.test(words)) return false;
  if (words.split(/\s+/u).every((word) => bareWord.test(word))) return false;
  if (bareLength.test(words) && words.split(/[\d.,\s]+/u).every((unit) => unit === "" || lengthUnit.test(unit)))
    return false;
  return start.isCertain("day") || start.isCertain("weekday") || start.isCertain("hour") || partOfDay(words) !== null;
}

function partOfDay(words: string): number | null {
  return hoursOfPart.find(([name]) => name.test(words))?.[1] ?? null;
}

interface Moment {
  at: DateTime;
  hasTime: boolean;
  to: number;
}

function toMoment(parsed: Parsed, text: string, reader: DateReader, usualHour: number): Moment {
  const { start } = parsed;
  const end = parsed.index + parsed.text.length;
  // "2 hours ago": an instant; read by the wall's clock it would be an hour off where the clocks have changed.
  if (start.isCertain("hour") && start.isCertain("timezoneOffset")) {
    return { at: DateTime.fromJSDate(start.date(), { zone: reader.zone }), hasTime: true, to: end };
  }
  const day = { year: start.get("year") ?? 1970, month: start.get("month") ?? 1, day: start.get("day") ?? 1 };
  const wall = (hour: number, minute: number) => DateTime.fromObject({ ...day, hour, minute }, { zone: reader.zone });
  if (start.isCertain("hour")) {
    const hour = start.get("hour") ?? usualHour;
    const asSaid = start.isCertain("meridiem") || /\d[:.]\d|\b0\d/u.test(parsed.text);
    return { at: wall(asSaid ? hour : ofOffice(hour), start.get("minute") ?? 0), hasTime: true, to: end };
  }
  const left = start.isCertain("weekday") ? hourAfter.exec(text.slice(end)) : null;
  if (left && Number(left[1]) < 24) {
    return { at: wall(ofOffice(Number(left[1])), 0), hasTime: true, to: end + left[0].length };
  }
  return { at: wall(partOfDay(parsed.text) ?? usualHour, 0), hasTime: false, to: end };
}

/** "At 3" is said of the afternoon. */
function ofOffice(hour: number): number {
  return hour >= 1 && hour <= 6 ? hour + 12 : hour;
}

/** Dates said of something that has happened: what can be meant of the past is, a weekday as the last one gone by. */
export function findPastDates(text: string, reader: DateReader): FoundDate[] {
  const now = DateTime.fromJSDate(reader.now, { zone: reader.zone });
  return parseAll(text, reader, false).map((parsed) => {
    const { start } = parsed;
    const { at: said, hasTime, to } = toMoment(parsed, text, reader, hourOfPastDay);
    const today = now.startOf("day");
    let at = said;
    const swapped = otherWayRound(parsed, said);
    if (swapped) {
      const choices = [at, swapped].map((one) => gone(one, now, start.isCertain("year")).toJSDate());
      return { at: choices[0] as Date, from: parsed.index, to, words: text.slice(parsed.index, to), hasTime, choices };
    }
    let choices: Date[] = [];
    if (start.isCertain("weekday") && !start.isCertain("day")) {
      while (at.startOf("day") > today || (hasTime && at > now)) at = at.minus({ days: 7 });
    } else if (start.isCertain("day") && start.isCertain("month") && !start.isCertain("year")) {
      if (at > now.plus({ days: planDays })) at = at.minus({ years: 1 });
      else if (at.startOf("day") > today && /\d/u.test(parsed.text)) {
        at = at.minus({ years: 1 });
        choices = [at.toJSDate()];
      }
    } else if (hasTime && !start.isCertain("day") && !start.isCertain("timezoneOffset") && at > now) {
      at = at.minus({ days: 1 });
    }
    // A day without a time is the day itself: noon of today has not come yet when it is said in the morning.
    if (!hasTime && at > now && at.hasSame(now, "day")) at = now;
    return { at: at.toJSDate(), from: parsed.index, to, words: text.slice(parsed.index, to), hasTime, choices };
  });
}

/** Dates said of something that is still to be done. */
export function findFutureDates(text: string, reader: DateReader): FoundDate[] {
  const now = DateTime.fromJSDate(reader.now, { zone: reader.zone });
  return parseAll(text, reader, true).map((parsed) => {
    const { at: said, hasTime, to } = toMoment(parsed, text, reader, hourOfFutureDay);
    const swapped = otherWayRound(parsed, said);
    if (swapped) {
      const yearSaid = parsed.start.isCertain("year");
      const choices = [said, swapped].map((one) => ahead(one, now, yearSaid).toJSDate());
      return { at: choices[0] as Date, from: parsed.index, to, words: text.slice(parsed.index, to), hasTime, choices };
    }
    const at = toCome(said, now, { hasTime, anyDay: !isDay(parsed) }).toJSDate();
    return { at, from: parsed.index, to, words: text.slice(parsed.index, to), hasTime, choices: [] };
  });
}

/** "3/12" as 12 March, when it was read as 3 December, and the other way round; null where it can be one day only. */
function otherWayRound({ text }: Parsed, said: DateTime): DateTime | null {
  const numbers = /^\D*?(\d{1,2})[/-](\d{1,2})(?:[/-]\d{2,4})?(?!\d)/u.exec(text);
  if (!numbers) return null;
  const [first, second] = [Number(numbers[1]), Number(numbers[2])];
  if (first === second || Math.max(first, second) > 12 || Math.min(first, second) < 1) return null;
  return said.set({ day: said.month, month: said.day });
}

/** The latest such day that is no longer to come. */
function gone(at: DateTime, now: DateTime, yearSaid: boolean): DateTime {
  if (yearSaid) return at;
  const thisYear = at.set({ year: now.year });
  return thisYear.startOf("day") > now ? thisYear.minus({ years: 1 }) : thisYear;
}

/** The next such day. */
function ahead(at: DateTime, now: DateTime, yearSaid: boolean): DateTime {
  if (yearSaid) return at;
  const thisYear = at.set({ year: now.year });
  return thisYear.endOf("day") < now ? thisYear.plus({ years: 1 }) : thisYear;
}

function isDay({ start }: Parsed): boolean {
  return start.isCertain("day") || start.isCertain("weekday");
}

function toCome(said: DateTime, now: DateTime, { hasTime, anyDay }: { hasTime: boolean; anyDay: boolean }): DateTime {
  // "Today" said at ten: due by its end, not at nine.
  if (!hasTime && said < now && said.hasSame(now, "day")) return now.endOf("day").startOf("minute");
  // "At 3" at two in the afternoon was put off to tomorrow as three in the morning.
  const dayBefore = said.minus({ days: 1 });
  return hasTime && anyDay && dayBefore > now ? dayBefore : said;
}
