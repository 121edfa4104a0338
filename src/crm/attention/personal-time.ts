import { type AttentionSettings, isQuiet, localMoment } from "./attention.ts";
import { mondayOf } from "./calendar-day.ts";

/** How often somebody has a turn: each working day, or the first working day of each of their weeks (Monday to Sunday). */
export type Every = "day" | "week";

/** When a person's turn in a job of a personal time was last, and where they are now. */
export interface PersonalClock {
  /** IANA, as Slack says it now */
  zone: string;
  /** the local day of their last turn, "2026-11-23"; null: never yet */
  lastDay: string | null;
  /** holidays and days away, "2026-11-23" */
  daysOff: ReadonlySet<string>;
}

/**
 * The local day whose turn is due at `at`, or null. A turn is due from the moment at which the person's wall clock first
 * shows their time or a later one, on a working day, outside quiet hours, until the day is over: what was missed comes late
 * the same day or not at all, never twice and never in the night. A week's turn that its first working day missed is due on
 * the next one.
 *
 * A day has one turn whatever the clocks do: 02:30 on a night that leaves it out comes at the jump, and shown twice it
 * comes the first time. Whoever travels keeps the days that they have had: a day that comes again further west has no second
 * turn, and one that has begun further east has its own at once when the time has passed there.
 */
export function findDueDay(
  settings: Omit<AttentionSettings, "allowance">,
  { zone, lastDay, daysOff }: PersonalClock,
  at: Date,
  every: Every = "day",
): string | null {
  const { day, weekday, minute } = localMoment(at, zone);
  if (lastDay !== null && (every === "day" ? day <= lastDay : mondayOf(day) <= mondayOf(lastDay))) return null;
  if (!settings.workDays.includes(weekday) || daysOff.has(day)) return null;
  if (minute < settings.digestAt || isQuiet(settings, minute)) return null;
  return day;
}
