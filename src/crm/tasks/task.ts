import { DateTime, IANAZone } from "luxon";
import { afterWorkingTime, type WorkingCalendar, workingTime } from "../tickets/working-time.ts";

/** When something is to be done: on a day, at a moment of one, or some day. */
export interface Due {
  /** null: some day. Of a day without a time: a moment of that day, for the order */
  dueAt: Date | null;
  /** the day where no time was said, "2026-11-27": it is that day wherever whoever has it is */
  dueOn: string | null;
}

/** One thing to do, as it is shown. */
export interface Task extends Due {
  id: string;
  /** what whoever has it calls it by; null once it is over, and until they have seen it */
  number: number | null;
  title: string;
  assigneeId: string;
  assigneeName: string;
  assigneeSlackId: string;
  createdById: string | null;
  createdAt: Date;
  contactId: string | null;
  contactName: string | null;
  companyName: string | null;
  ticketId: string | null;
  ticketNumber: number | null;
  /** permalink of the message that it was made from */
  link: string | null;
  /** when somebody said last that it is still to be done */
  keptAt: Date | null;
  doneAt: Date | null;
  droppedAt: Date | null;
}

export const longestTitle = 300;
/** What lies further ahead is a slip of the year. */
export const furthestYears = 2;

/** Minutes are not worth a reminder of a day: a day is reminded of as its work begins, one said later on the same day in the afternoon. */
const hourOfReminder = 9;
const hourOfLateReminder = 16;

/** @param zone IANA; one that does not exist counts as UTC */
export function localTime(at: Date, zone: string): DateTime {
  const known = IANAZone.create(zone);
  return DateTime.fromJSDate(at, { zone: known.isValid ? known : "utc" });
}

export function localDay(at: Date, zone: string): string {
  return localTime(at, zone).toFormat("yyyy-MM-dd");
}

/** @param timed a time was said, not only a day */
export function dueOf(
  { dueAt, timed = false }: { dueAt: Date | null; timed?: boolean | undefined },
  zone: string,
): Due {
  return { dueAt, dueOn: dueAt === null || timed ? null : localDay(dueAt, zone) };
}

/** A day without a time, as the due time of whoever has it. @param day "2026-11-27" */
export function dueOnDay(day: string, zone: string): Due {
  const known = IANAZone.create(zone);
  const start = DateTime.fromISO(`${day}T09:00`, { zone: known.isValid ? known : "utc" });
  return { dueAt: start.toJSDate(), dueOn: day };
}

/** A moment that has passed, or a day that is over. */
export function isOverdue({ dueAt, dueOn }: Due, { now, zone }: { now: Date; zone: string }): boolean {
  if (dueOn !== null) return dueOn < localDay(now, zone);
  return dueAt !== null && dueAt < now;
}

/** Due today or earlier. */
export function isDue({ dueAt, dueOn }: Due, { now, zone }: { now: Date; zone: string }): boolean {
  const today = localDay(now, zone);
  if (dueOn !== null) return dueOn <= today;
  return dueAt !== null && localDay(dueAt, zone) <= today;
}

/**
 * When a day without a time is reminded of, as a wall clock shows it: as the day's work begins; in the afternoon, if it was
 * planned later than that; not at all, if it was planned later still, since whoever plans something for the next hours has
 * it in mind.
 * @returns "2026-11-27T09:00:00.000Z" meaning nine o'clock wherever whoever has it is; null of a moment, and for none
 */
export function reminderOf({ dueOn }: Due, planned: Date, zone: string): Date | null {
  if (dueOn === null) return null;
  const said = localTime(planned, zone).setZone("utc", { keepLocalTime: true });
  for (const hour of [hourOfReminder, hourOfLateReminder]) {
    const at = DateTime.fromISO(dueOn, { zone: "utc" }).set({ hour });
    if (said < at) return at.toJSDate();
  }
  return null;
}

const hourMs = 3_600_000;
/** Working hours that are left when a promise is raised. */
const hoursLeft = 2;
/** Working hours that a promise must have had: what is promised for the next hours is in hand. */
const hoursGiven = 4;

/**
 * When a promise to a customer is raised to the department's manager, if by then nothing has been done: with two working hours
 * left, so that somebody else can still keep it ("come back with an offer this afternoon"); a day counts to its end, so that
 * is mid-afternoon where a team works nine to five. Customers go elsewhere because nobody came back to them in time, which
 * nobody but whoever forgot could know [R68]. What was promised less than four working hours ahead is not raised: whoever
 * promised it has it in hand, and a manager who hears of everything hears nothing.
 * @returns null: never
 */
export function raiseTimeOf(
  { dueAt, dueOn }: Due,
  { planned, zone, calendar }: { planned: Date; zone: string; calendar: WorkingCalendar },
): Date | null {
  if (dueAt === null) return null;
  const known = IANAZone.create(zone);
  const end =
    dueOn === null
      ? dueAt
      : DateTime.fromISO(dueOn, { zone: known.isValid ? known : "utc" })
          .endOf("day")
          .toJSDate();
  const given = workingTime(calendar, planned, end);
  return given < hoursGiven * hourMs ? null : afterWorkingTime(calendar, planned, given - hoursLeft * hourMs);
}

/** Ways of putting something off that a button offers. */
export type Later = "tomorrow" | "next-week";

/** The next day, or the next Monday; at the time that had been said, if there was one. */
export function putOff(task: Due, later: Later, { now, zone }: { now: Date; zone: string }): Due {
  const today = localTime(now, zone).startOf("day");
  const day = later === "tomorrow" ? today.plus({ days: 1 }) : today.plus({ weeks: 1 }).startOf("week");
  if (task.dueAt === null || task.dueOn !== null) return dueOnDay(day.toFormat("yyyy-MM-dd"), zone);
  const { hour, minute } = localTime(task.dueAt, zone);
  return { dueAt: day.set({ hour, minute }).toJSDate(), dueOn: null };
}
