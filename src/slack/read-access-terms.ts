import { DateTime } from "luxon";
import { findFutureDates, findPastDates } from "../crm/interactions/read-date.ts";
import { Refusal } from "../crm/refusal.ts";
import type { Typist } from "./define.ts";

/** Until when and why, as typed after names, role and department. */
export interface AccessTerms {
  /** the last day, "2026-12-31"; null: expressly no end; missing: not said */
  until?: string | null;
  reason?: string;
}

const reasonWord = /(?:^|[\s,;])(?:because|karena|reason:)\s+([\s\S]+)$/iu;
const noEnd =
  /(?:^|\s)(?:(?:without\s+(?:an?\s+)?|no\s+)end(?:\s+date)?|forever|for\s+good|permanently)(?=[\s,;.]|$)/iu;
const untilWord = /(?:^|[\s,;])(until|till|til|through|ending|ends|hingga|sampai)\s+(?:on\s+)?/giu;
/** The others are names too (Till Lindemann): they count only with a day behind them. */
const surelyUntil = new Set(["until", "ending"]);
const endOfPeriod = /^(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?(next\s+)?(week|month|quarter|year)(?=[\s,;.]|$)/iu;
const endOf = /^(?:the\s+)?end\s+of\s+/iu;
const monthName = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s+(\d{4}))?(?=[\s,;.]|$)/iu;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** A day may stand behind "the" or "on"; further on it belongs to something else. */
const nearEnough = 4;
const longestDay = 60;
const longestReason = 300;

/**
 * Takes "until 31 Dec" and "because covers for Maya" out of what was typed.
 * @throws Refusal unreadable_end
 */
export function readAccessTerms(text: string, typist: Typist): { rest: string; terms: AccessTerms } {
  const terms: AccessTerms = {};
  let rest = text;
  const why = reasonWord.exec(rest);
  if (why?.[1]) {
    terms.reason = readable(why[1]).slice(0, longestReason);
    rest = rest.slice(0, why.index);
  }
  const open = noEnd.exec(rest);
  if (open) {
    terms.until = null;
    rest = `${rest.slice(0, open.index)} , ${rest.slice(open.index + open[0].length)}`;
    return { rest, terms };
  }
  for (const word of rest.matchAll(untilWord)) {
    const from = word.index + word[0].length;
    const day = readDay(rest.slice(from), typist);
    if (day) {
      terms.until = day.day;
      rest = `${rest.slice(0, word.index)} , ${rest.slice(from + day.to)}`;
      break;
    }
    if (surelyUntil.has((word[1] ?? "").toLowerCase())) {
      throw new Refusal("unreadable_end", { typed: rest.slice(from).trim().split(/\s+/u).slice(0, 4).join(" ") });
    }
  }
  return { rest, terms };
}

/** A day at the beginning of a text, as a date of the calendar. */
function readDay(text: string, { zone, now, locale }: Typist): { day: string; to: number } | null {
  const today = DateTime.fromJSDate(now, { zone });
  const as = (at: DateTime, to: number) => ({ day: at.toFormat("yyyy-MM-dd"), to });
  const period = endOfPeriod.exec(text);
  if (period) {
    const unit = (period[2] ?? "month").toLowerCase() as "week" | "month" | "quarter" | "year";
    return as((period[1] ? today.plus({ [unit]: 1 }) : today).endOf(unit), period[0].length);
  }
  const skipped = endOf.exec(text)?.[0].length ?? 0;
  const said = text.slice(skipped, skipped + longestDay);
  const named = monthName.exec(said);
  if (named) {
    const month = months.indexOf((named[1] ?? "").toLowerCase()) + 1;
    const year = named[2] ? Number(named[2]) : today.month <= month ? today.year : today.year + 1;
    return as(DateTime.fromObject({ year, month }, { zone }).endOf("month"), skipped + named[0].length);
  }
  const [found] = findFutureDates(said, { zone, now, locale });
  if (!found || found.from > nearEnough) return null;
  return as(DateTime.fromJSDate(found.at, { zone }), skipped + found.to);
}

/** A mention is kept as the name that Slack gives with it: a reason is read, it calls nobody. */
function readable(text: string): string {
  return text
    .replace(/<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>/gu, (_, id: string, name?: string) => `@${name ?? id}`)
    .replace(/\s+/gu, " ")
    .replace(/[\s.]+$/u, "")
    .trim();
}

/** One day typed by itself, of the past as well: "2026-06-30", "30 June", "yesterday". */
export function readPastDay(text: string, typist: Typist): string | null {
  const iso = /^\d{4}-\d{2}-\d{2}$/u.test(text.trim()) ? DateTime.fromISO(text.trim(), { zone: typist.zone }) : null;
  if (iso) return iso.isValid ? iso.toFormat("yyyy-MM-dd") : null;
  const [found] = findPastDates(text, typist);
  return found ? DateTime.fromJSDate(found.at, { zone: typist.zone }).toFormat("yyyy-MM-dd") : null;
}
