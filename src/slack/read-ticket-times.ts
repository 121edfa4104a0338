import type { WorkingSpan } from "../crm/tickets/working-time.ts";

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const shownWeekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/**
 * Working hours as a person types them: "Mon-Fri 9:00-12:00, 13:00-17:00", days and their spans on a line or between
 * semicolons. Null: not to be understood. Whether the spans make sense is the use case's to say.
 */
export function readWorkingHours(typed: string): WorkingSpan[] | null {
  const week: WorkingSpan[] = [];
  for (const line of typed.split(/[\n;]/u)) {
    if (line.trim() === "") continue;
    const parts = /^\s*(?<days>[\p{L}][\p{L}\s,–-]*?)\s*:?\s*(?<spans>\d.*)$/u.exec(line)?.groups;
    const days = readDays(parts?.["days"] ?? "");
    const spans = (parts?.["spans"] ?? "").split(",").map(readSpan);
    if (!days || spans.some((span) => span === null)) return null;
    for (const weekday of days) for (const span of spans) if (span) week.push({ weekday, ...span });
  }
  return week;
}

function readDays(typed: string): number[] | null {
  const days: number[] = [];
  for (const part of typed.split(",")) {
    const [from, to = from, ...more] = part
      .split(/[-–]/u)
      .map((name) => weekdays.indexOf(name.trim().slice(0, 3).toLowerCase()) + 1);
    if (!from || !to || more.length > 0) return null;
    for (let day = from; ; day = (day % 7) + 1) {
      days.push(day);
      if (day === to) break;
    }
  }
  return days;
}

function readSpan(typed: string): { fromMinute: number; toMinute: number } | null {
  const [from, to, ...more] = typed.split(/[-–]/u).map(readMinute);
  return from == null || to == null || more.length > 0 ? null : { fromMinute: from, toMinute: to };
}

/** "9", "9:30", "09.30", "24:00" */
function readMinute(typed: string): number | null {
  const [, hour, minute = "0"] = /^\s*(\d{1,2})(?:[:.](\d{2}))?\s*$/u.exec(typed) ?? [];
  const at = Number(hour) * 60 + Number(minute);
  return hour !== undefined && Number(minute) < 60 && at <= 1440 ? at : null;
}

/** The same, as it is shown and may be typed again: days with the same hours together. */
export function sayWorkingHours(week: readonly WorkingSpan[]): string {
  const byDay = weekdays.map((_, index) =>
    week
      .filter(({ weekday }) => weekday === index + 1)
      .map(({ fromMinute, toMinute }) => `${clock(fromMinute)}-${clock(toMinute)}`)
      .join(", "),
  );
  const lines: string[] = [];
  for (let day = 0; day < 7; day++) {
    if (byDay[day] === "") continue;
    let last = day;
    while (last < 6 && byDay[last + 1] === byDay[day]) last++;
    lines.push(`${shownWeekdays[day]}${last > day ? `-${shownWeekdays[last]}` : ""} ${byDay[day]}`);
    day = last;
  }
  return lines.join("\n");
}

function clock(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
}

/** Minutes of working time: "30m", "4h", "1h 30m", "1.5h"; null: not to be understood. */
export function readWorkingMinutes(typed: string): number | null {
  const [all, hours, minutes] =
    /^\s*(?:(\d+(?:[.,]\d+)?)\s*(?:h|hours?|hrs?))?\s*(?:(\d+)\s*(?:m|min|minutes?))?\s*$/iu.exec(typed) ?? [];
  if (all === undefined || (hours === undefined && minutes === undefined)) return null;
  return Math.round(Number((hours ?? "0").replace(",", ".")) * 60 + Number(minutes ?? 0));
}

/** "4h", "1h 30m", "30m" */
export function sayWorkingMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(hours > 0 ? [`${hours}h`] : []), ...(rest > 0 ? [`${rest}m`] : [])].join(" ") || "0m";
}

/** Days off of one's own, a line each: "2026-12-24 Office party"; null: a line that is no day. */
export function readOwnDays(typed: string): { date: string; name: string }[] | null {
  const days: { date: string; name: string }[] = [];
  for (const line of typed.split("\n")) {
    if (line.trim() === "") continue;
    const [, date = "", name = ""] = /^\s*(\d{4}-\d{2}-\d{2})\s*(.*)$/u.exec(line) ?? [];
    const real = new Date(`${date}T00:00:00Z`);
    if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== date) return null;
    days.push({ date, name: name.trim() });
  }
  return days;
}
