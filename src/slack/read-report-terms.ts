import { DateTime } from "luxon";
import { type Department, departments } from "../crm/access/permission.ts";
import { calendarOf } from "../crm/audits/read-audit-query.ts";
import { Refusal } from "../crm/refusal.ts";
import { type Days, earlierDay } from "../crm/usage/local-days.ts";
import type { Context } from "../db/context.ts";
import { readPeriod } from "./top-typed-period.ts";
import { readableTyped } from "./typed-text.ts";

/** Which days and whose a report is to tell of. */
export interface ReportTerms {
  days: Days;
  /** as long a time before it: the whole month before a month */
  before: Days;
  department: Department | null;
  /** what was typed, so that the same can be asked again */
  typed: string;
}

interface Calendar {
  zone: string;
  locale: string;
  now: Date;
}

const usualDays = 28;
const longestDays = 366;

const monthNames = [
  ["january", "jan", "januari"],
  ["february", "feb", "februari", "pebruari"],
  ["march", "mar", "maret"],
  ["april", "apr"],
  ["may", "mei"],
  ["june", "jun", "juni"],
  ["july", "jul", "juli"],
  ["august", "aug", "agustus", "agu", "ags"],
  ["september", "sep", "sept"],
  ["october", "oct", "oktober", "okt"],
  ["november", "nov", "nop", "nopember"],
  ["december", "dec", "desember", "des"],
];

const named: Readonly<Record<string, (today: DateTime) => [DateTime, DateTime]>> = {
  today: (today) => [today, today],
  yesterday: (today) => [today.minus({ days: 1 }), today.minus({ days: 1 })],
  "this week": (today) => [today.startOf("week"), today],
  "last week": (today) => [today.startOf("week").minus({ weeks: 1 }), today.startOf("week").minus({ days: 1 })],
  "this month": (today) => [today.startOf("month"), today],
  "last month": (today) => [today.startOf("month").minus({ months: 1 }), today.startOf("month").minus({ days: 1 })],
  "this quarter": (today) => [today.startOf("quarter"), today],
  "last quarter": (today) => [
    today.startOf("quarter").minus({ quarters: 1 }),
    today.startOf("quarter").minus({ days: 1 }),
  ],
  "this year": (today) => [today.startOf("year"), today],
  "last year": (today) => [today.startOf("year").minus({ years: 1 }), today.startOf("year").minus({ days: 1 })],
};

/** The same in Indonesian. */
const alsoNamed: Readonly<Record<string, string>> = {
  "hari ini": "today",
  kemarin: "yesterday",
  "minggu ini": "this week",
  "minggu lalu": "last week",
  "bulan ini": "this month",
  "bulan lalu": "last month",
  "tahun ini": "this year",
  "tahun lalu": "last year",
};

/**
 * A period and a department in any order: "last week sales", "November", "2026-10", "2026-10-01 to 2026-10-15", "since 1 Nov",
 * "30 days". No period: the last four weeks. Days are those of whoever asks.
 * @throws Refusal report_words_unknown, report_period_too_long, report_period_to_come
 */
export function readReportTerms(ctx: Context, typed: string): ReportTerms {
  const words = readableTyped(typed).trim();
  const { department, rest } = takeDepartment(words);
  const calendar = calendarOf(ctx);
  const read = readDays(rest, calendar);
  if (!read) throw new Refusal("report_words_unknown", { typed: rest });
  const today = iso(DateTime.fromJSDate(ctx.now, { zone: calendar.zone }));
  if (read.from > today) throw new Refusal("report_period_to_come", {});
  const days = { from: read.from, to: earlierDay(read.to, today) };
  const length = lengthOf(days);
  if (length > longestDays) throw new Refusal("report_period_too_long", { mostDays: longestDays });
  return { days, before: beforeOf(days, length), department, typed: words };
}

function takeDepartment(words: string): { department: Department | null; rest: string } {
  for (const department of departments) {
    const found = new RegExp(`(?:^|\\s)(?:(?:in|for|di|of)\\s+)?${department}(?=\\s|$)`, "iu").exec(words);
    if (found) {
      const rest = `${words.slice(0, found.index)} ${words.slice(found.index + found[0].length)}`;
      return { department, rest: rest.replace(/\s+/gu, " ").trim() };
    }
  }
  return { department: null, rest: words };
}

/** @returns null when it is no period */
function readDays(typed: string, calendar: Calendar): Days | null {
  const text = typed.toLowerCase().replace(/\s+/gu, " ").trim();
  const today = DateTime.fromJSDate(calendar.now, { zone: calendar.zone }).startOf("day");
  if (text === "") return { from: iso(today.minus({ days: usualDays - 1 })), to: iso(today) };
  const fixed = named[alsoNamed[text] ?? text]?.(today);
  if (fixed) return { from: iso(fixed[0]), to: iso(fixed[1]) };
  const month = readMonth(text, today);
  if (month) return { from: iso(month), to: iso(month.endOf("month")) };
  const range = /^(\d{4}-\d{2}-\d{2})\s*(?:to|until|till|sampai|\.\.|\/|[-–—])\s*(\d{4}-\d{2}-\d{2})$/u.exec(text);
  const single = range ?? /^(\d{4}-\d{2}-\d{2})$/u.exec(text);
  if (single) {
    const [first, last] = [single[1] ?? "", single[2] ?? single[1] ?? ""].toSorted();
    const valid = [first, last].every((day) => DateTime.fromISO(day ?? "", { zone: "utc" }).isValid);
    return valid && first && last ? { from: first, to: last } : null;
  }
  const read = readPeriod(typed, calendar);
  if (!read) return null;
  const local = (at: Date) => iso(DateTime.fromJSDate(at, { zone: calendar.zone }));
  return { from: local(read.from), to: local(new Date(read.to.getTime() - 1)) };
}

/** "November", "nov 2025", "2026-10": a name without a year is the last one that has begun. */
function readMonth(text: string, today: DateTime): DateTime | null {
  const number = /^(\d{4})-(\d{1,2})$/u.exec(text);
  if (number) {
    const month = DateTime.fromObject({ year: Number(number[1]), month: Number(number[2]) }, { zone: today.zone });
    return month.isValid ? month : null;
  }
  const [, word = "", year] = /^(?:in )?(\p{L}+)\.?(?: (\d{4}))?$/u.exec(text) ?? [];
  const at = monthNames.findIndex((names) => names.includes(word));
  if (at < 0) return null;
  const month = DateTime.fromObject({ year: year ? Number(year) : today.year, month: at + 1 }, { zone: today.zone });
  if (!month.isValid) return null;
  return !year && month > today ? month.minus({ years: 1 }) : month;
}

function iso(day: DateTime): string {
  return day.toFormat("yyyy-MM-dd");
}

const utc = (day: string) => DateTime.fromISO(day, { zone: "utc" });

function lengthOf({ from, to }: Days): number {
  return Math.round(utc(to).diff(utc(from), "days").days) + 1;
}

/** Beside a whole month the month before it, else as many days. */
function beforeOf({ from, to }: Days, length: number): Days {
  const first = utc(from);
  const isMonth = first.day === 1 && to === iso(first.endOf("month"));
  const begun = isMonth ? first.minus({ months: 1 }) : first.minus({ days: length });
  return { from: iso(begun), to: iso(first.minus({ days: 1 })) };
}
