import type { ClockKind, Priority, TicketEventKind, TicketState } from "./ticket.ts";
import { respondingKinds } from "./ticket.ts";
import {
  afterWorkingTime,
  holidaysBetween,
  type TimeSpan,
  type WorkingCalendar,
  workingSpans,
  workingTime,
} from "./working-time.ts";

/** Working minutes that each priority has to the first answer, and to the solution. */
export type ServiceTargets = Record<Priority, Record<ClockKind, number>>;

/** As much of a ticket's history as its clocks are told from. */
export interface ClockEvent {
  at: Date;
  kind: TicketEventKind;
  /** the ticket's state after it */
  state: TicketState;
}

/** A clock as planned at a moment: while it runs, when it warns and when it is over, as far as now known. */
export interface ClockPlan {
  kind: ClockKind;
  targetMinutes: number;
  /** none while it is paused or has stopped */
  dueAt: Date | null;
  warnAt: Date | null;
  stoppedAt: Date | null;
  /** working time that was used, in milliseconds */
  elapsed: number;
}

/** The share of a target after which a warning is given. */
const warnShare = 0.75;

const minuteMs = 60_000;

const running: readonly TicketState[] = ["new", "open"];

/** Stretches in which a clock ran, and in which it stood still and why; `stoppedAt` once it is stopped for good or for now. */
interface Course {
  ran: TimeSpan[];
  paused: (TimeSpan & { reason: "waiting" | "solved" })[];
  stoppedAt: Date | null;
  /** since when it runs; null: it does not */
  runsSince: Date | null;
}

/**
 * A clock runs while the ticket is new or open, stands still while it waits for the customer or counts as solved, and goes on
 * where it stood when it is opened again. The first response stops for good with the first answer.
 * @param events in order of time, the first of them "opened"
 */
function courseOf(kind: ClockKind, events: readonly ClockEvent[], until: Date): Course {
  const course: Course = { ran: [], paused: [], stoppedAt: null, runsSince: null };
  let state: TicketState | null = null;
  let since = until;
  for (const event of events) {
    if (event.at > until) break;
    if (state !== null) addStretch(course, state, since, event.at);
    ({ state } = event);
    since = event.at;
    if (kind === "first_response" && respondingKinds.includes(event.kind)) return { ...course, stoppedAt: event.at };
  }
  if (state === null) return course;
  if (running.includes(state)) {
    addStretch(course, state, since, until);
    const last = course.ran.at(-1);
    return { ...course, runsSince: last?.to.getTime() === until.getTime() ? last.from : since };
  }
  if (state === "waiting") {
    addStretch(course, state, since, until);
    return course;
  }
  // Solved, perhaps closed since: it stopped when the ticket was done.
  return { ...course, stoppedAt: doneAt(events, until) };
}

function doneAt(events: readonly ClockEvent[], until: Date): Date | null {
  const past = events.filter(({ at }) => at <= until);
  const last = past.findLastIndex(({ state }) => state !== "solved" && state !== "closed");
  return past[last + 1]?.at ?? null;
}

function addStretch(course: Course, state: TicketState, from: Date, to: Date): void {
  if (from >= to) return;
  const reason = state === "waiting" ? "waiting" : "solved";
  const stretches = running.includes(state) ? course.ran : course.paused;
  const last = stretches.at(-1);
  // What happens to a ticket without changing how its clocks stand does not cut a stretch in two.
  if (last?.to.getTime() === from.getTime() && (!("reason" in last) || last.reason === reason)) last.to = to;
  else if (stretches === course.ran) course.ran.push({ from, to });
  else course.paused.push({ from, to, reason });
}

/** How a clock stands at a moment, and where it will go if nothing happens. */
export function planClock(
  kind: ClockKind,
  events: readonly ClockEvent[],
  targetMinutes: number,
  calendar: WorkingCalendar,
  now: Date,
): ClockPlan {
  const course = courseOf(kind, events, now);
  const elapsed = course.ran.reduce((total, { from, to }) => total + workingTime(calendar, from, to), 0);
  const plan: ClockPlan = { kind, targetMinutes, dueAt: null, warnAt: null, stoppedAt: course.stoppedAt, elapsed };
  if (!course.runsSince) return plan;
  const target = targetMinutes * minuteMs;
  return {
    ...plan,
    dueAt: reachedAt(course, calendar, target),
    warnAt: reachedAt(course, calendar, target * warnShare),
  };
}

/** When so much working time is used, past or to come. */
function reachedAt({ ran, runsSince }: Course, calendar: WorkingCalendar, milliseconds: number): Date | null {
  let left = milliseconds;
  for (const { from, to } of ran) {
    const length = workingTime(calendar, from, to);
    // The stretch that runs has no end yet: what is left of the target is looked for beyond now.
    if (from.getTime() === runsSince?.getTime()) return afterWorkingTime(calendar, from, left);
    if (length >= left) return afterWorkingTime(calendar, from, left);
    left -= length;
  }
  return runsSince && afterWorkingTime(calendar, runsSince, left);
}

/** Why a clock stands where it stands: everything it counted and everything it did not. */
export interface ClockReasons extends ClockPlan {
  /** every stretch of working time that counted */
  counted: (TimeSpan & { minutes: number })[];
  paused: (TimeSpan & { reason: "waiting" | "solved" })[];
  /** days off that fell into the time it ran */
  holidays: { date: string; name: string }[];
}

/** @param now up to when it is told */
export function explainClock(
  kind: ClockKind,
  events: readonly ClockEvent[],
  targetMinutes: number,
  calendar: WorkingCalendar,
  now: Date,
): ClockReasons {
  const { ran, paused } = courseOf(kind, events, now);
  const counted = ran
    .flatMap(({ from, to }) => [...workingSpans(calendar, from, to)])
    .map((span) => ({ ...span, minutes: (span.to.getTime() - span.from.getTime()) / minuteMs }));
  const holidays = ran.flatMap(({ from, to }) => holidaysBetween(calendar, from, to));
  return {
    ...planClock(kind, events, targetMinutes, calendar, now),
    counted,
    paused,
    // A day off on which it was paused and went on again falls into two stretches.
    holidays: [...new Map(holidays.map((day) => [day.date, day])).values()],
  };
}
