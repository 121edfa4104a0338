import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClockEvent, explainClock, planClock } from "../../../src/crm/tickets/clock.ts";
import type { TicketEventKind, TicketState } from "../../../src/crm/tickets/ticket.ts";
import type { WorkingCalendar } from "../../../src/crm/tickets/working-time.ts";

const hour = 3_600_000;
const office: WorkingCalendar = {
  zone: "Asia/Jakarta",
  week: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, fromMinute: 9 * 60, toMinute: 12 * 60 },
    { weekday, fromMinute: 13 * 60, toMinute: 17 * 60 },
  ]),
  holidays: new Map([["2026-12-25", "Christmas Day"]]),
};
const jakarta = (text: string) => new Date(`${text}:00+07:00`);
const event = (at: string, kind: TicketEventKind, state: TicketState): ClockEvent => ({
  at: jakarta(at),
  kind,
  state,
});
const opened = event("2026-11-23T09:00", "opened", "new");

describe("planClock", () => {
  it("ends when the target's working time is used, and warns at three quarters of it [R78]", () => {
    const plan = planClock("resolution", [opened], 8 * 60, office, jakarta("2026-11-23T10:00"));
    expect(plan).toMatchObject({
      dueAt: jakarta("2026-11-24T10:00"),
      warnAt: jakarta("2026-11-23T16:00"),
      elapsed: hour,
      stoppedAt: null,
    });
  });

  it("stands still while it waits for the customer, and goes on after the answer", () => {
    const waiting = [opened, event("2026-11-23T11:00", "waiting", "waiting")];
    expect(planClock("resolution", waiting, 480, office, jakarta("2026-11-25T10:00"))).toMatchObject({
      dueAt: null,
      warnAt: null,
      elapsed: 2 * hour,
    });
    const answered = [...waiting, event("2026-11-25T09:00", "answered", "open")];
    expect(planClock("resolution", answered, 480, office, jakarta("2026-11-25T10:00"))).toMatchObject({
      dueAt: jakarta("2026-11-25T16:00"),
      elapsed: 3 * hour,
    });
  });

  it("stops when it is solved, and continues when it is opened again", () => {
    const solved = [
      opened,
      event("2026-11-23T11:00", "solved", "solved"),
      event("2026-11-24T09:00", "closed", "closed"),
    ];
    expect(planClock("resolution", solved, 480, office, jakarta("2026-11-26T10:00"))).toMatchObject({
      stoppedAt: jakarta("2026-11-23T11:00"),
      dueAt: null,
      elapsed: 2 * hour,
    });
    const again = [...solved, event("2026-11-26T09:00", "reopened", "open")];
    expect(planClock("resolution", again, 480, office, jakarta("2026-11-26T10:00"))).toMatchObject({
      stoppedAt: null,
      dueAt: jakarta("2026-11-26T16:00"),
      elapsed: 3 * hour,
    });
  });

  it("of the first response stops with the first answer and does not start again", () => {
    const own = [opened, event("2026-11-23T09:30", "noted", "new"), event("2026-11-23T09:40", "taken", "open")];
    expect(planClock("first_response", own, 60, office, jakarta("2026-11-23T09:50"))).toMatchObject({
      stoppedAt: null,
      dueAt: jakarta("2026-11-23T10:00"),
    });
    const answered = [...own, event("2026-11-23T09:45", "replied", "open")];
    const stopped = { stoppedAt: jakarta("2026-11-23T09:45"), dueAt: null, elapsed: 45 * 60_000 };
    expect(planClock("first_response", answered, 60, office, jakarta("2026-11-24T09:50"))).toMatchObject(stopped);
    const reopened = [
      ...answered,
      event("2026-11-23T10:00", "solved", "solved"),
      event("2026-11-24T10:00", "reopened", "open"),
    ];
    expect(planClock("first_response", reopened, 60, office, jakarta("2026-11-24T11:00"))).toMatchObject(stopped);
  });

  it("has an end in the past once it is missed", () => {
    const waited = [
      opened,
      event("2026-11-23T11:00", "waiting", "waiting"),
      event("2026-11-24T09:00", "answered", "open"),
    ];
    expect(planClock("resolution", waited, 60, office, jakarta("2026-11-24T10:00")).dueAt).toEqual(
      jakarta("2026-11-23T10:00"),
    );
  });
});

/** A history in which anything may follow anything, minutes apart. */
const histories = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 0, max: 3 * 1440 }),
      step: fc.constantFrom<[TicketEventKind, TicketState]>(
        ["waiting", "waiting"],
        ["answered", "open"],
        ["solved", "solved"],
        ["closed", "closed"],
        ["reopened", "open"],
        ["noted", "open"],
        ["taken", "open"],
      ),
    }),
    { maxLength: 12 },
  )
  .map((steps) => {
    let at = opened.at.getTime();
    return [
      opened,
      ...steps.map(({ minutes, step: [kind, state] }): ClockEvent => {
        at += minutes * 60_000;
        return { at: new Date(at), kind, state };
      }),
    ];
  });
const later = fc.integer({ min: 0, max: 40 * 1440 }).map((minutes) => new Date(opened.at.getTime() + minutes * 60_000));
const kinds = fc.constantFrom("first_response" as const, "resolution" as const);

describe("a clock", () => {
  it("never goes back", () => {
    fc.assert(
      fc.property(kinds, histories, later, later, (kind, events, a, b) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        const at = (now: Date) => planClock(kind, events, 480, office, now).elapsed;
        expect(at(second)).toBeGreaterThanOrEqual(at(first));
      }),
    );
  });

  it("is due exactly when its target is used, if nothing happens before", () => {
    fc.assert(
      fc.property(kinds, histories, fc.integer({ min: 1, max: 6000 }), (kind, events, target) => {
        const end = events.at(-1)?.at ?? opened.at;
        const { dueAt, warnAt } = planClock(kind, events, target, office, end);
        if (!dueAt || !warnAt) return;
        expect(warnAt.getTime()).toBeLessThanOrEqual(dueAt.getTime());
        const used = (now: Date) => planClock(kind, events, target, office, now).elapsed;
        if (dueAt > end) {
          expect(used(dueAt)).toBe(target * 60_000);
          // The plan stays as it is until then.
          expect(planClock(kind, events, target, office, dueAt).dueAt).toEqual(dueAt);
        } else expect(used(end)).toBeGreaterThanOrEqual(target * 60_000);
      }),
    );
  });

  it("explains itself: what it counted adds up to what it shows", () => {
    fc.assert(
      fc.property(kinds, histories, later, (kind, events, now) => {
        const { counted, paused, elapsed } = explainClock(kind, events, 480, office, now);
        expect(counted.reduce((total, { minutes }) => total + minutes * 60_000, 0)).toBeCloseTo(elapsed, 3);
        for (const { from, to } of counted)
          expect(paused.every((pause) => pause.to <= from || pause.from >= to)).toBe(true);
      }),
    );
  });
});

describe("explainClock", () => {
  it("lists every span, pause and day off", () => {
    const events = [
      event("2026-12-24T11:00", "opened", "new"),
      event("2026-12-24T11:30", "noted", "new"),
      event("2026-12-24T14:00", "waiting", "waiting"),
      event("2026-12-24T16:00", "answered", "open"),
    ];
    const { counted, paused, holidays } = explainClock("resolution", events, 480, office, jakarta("2026-12-28T09:30"));
    expect(counted).toEqual([
      { from: jakarta("2026-12-24T11:00"), to: jakarta("2026-12-24T12:00"), minutes: 60 },
      { from: jakarta("2026-12-24T13:00"), to: jakarta("2026-12-24T14:00"), minutes: 60 },
      { from: jakarta("2026-12-24T16:00"), to: jakarta("2026-12-24T17:00"), minutes: 60 },
      { from: jakarta("2026-12-28T09:00"), to: jakarta("2026-12-28T09:30"), minutes: 30 },
    ]);
    expect(paused).toEqual([{ from: jakarta("2026-12-24T14:00"), to: jakarta("2026-12-24T16:00"), reason: "waiting" }]);
    expect(holidays).toEqual([{ date: "2026-12-25", name: "Christmas Day" }]);
  });
});
