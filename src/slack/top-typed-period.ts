import { DateTime } from "luxon";
import { calendarOf, splitPeriod } from "../crm/audits/read-audit-query.ts";
import { listTopProblems } from "../crm/tickets/list-top-problems.ts";
import type { Context } from "../db/context.ts";
import { readerOf } from "./reader.ts";
import type { Message } from "./reply.ts";
import { topMessage } from "./views/ticket-top.ts";

export interface Period {
  from: Date;
  to: Date;
}

const usualDays = 30;
const unitDays: Record<string, number> = {
  day: 1,
  week: 7,
  month: 30,
  quarter: 90,
  year: 365,
  hari: 1,
  minggu: 7,
  bulan: 30,
  tahun: 365,
};

/**
 * "week", "30 days", "last 2 months", "since 1 Nov", "1 Oct to 31 Oct"; nothing: the last thirty days. Whole days, today included.
 * @returns null when it is no period
 */
export function readPeriod(typed: string, calendar: { zone: string; locale: string; now: Date }): Period | null {
  const text = typed.trim().toLowerCase();
  const end = DateTime.fromJSDate(calendar.now, { zone: calendar.zone }).startOf("day").plus({ days: 1 });
  const lately = (days: number) => ({ from: end.minus({ days }).toJSDate(), to: end.toJSDate() });
  if (text === "") return lately(usualDays);
  if (text === "today" || text === "hari ini") return lately(1);
  const [, count = "1", unit = ""] =
    /^(?:(?:the )?(?:last|past|this)\s+)?(\d{1,3})?\s*(day|week|month|quarter|year|hari|minggu|bulan|tahun)s?(?:\s+terakhir)?$/u.exec(
      text,
    ) ?? [];
  const days = unitDays[unit];
  if (days !== undefined) return Number(count) > 0 ? lately(Number(count) * days) : null;
  const { rest, from, to } = splitPeriod(typed, calendar);
  return from && to && rest.trim() === "" ? { from, to } : null;
}

/** The most common problems of a period; null when what was typed is none. @throws Refusal period_wrong */
export async function topOfTyped(ctx: Context, typed: string): Promise<Message | null> {
  const period = readPeriod(typed, calendarOf(ctx));
  return period && topMessage(await listTopProblems(ctx, period), period, readerOf(ctx));
}
