import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { taskStateOf, ticketStandingOf } from "../../../src/crm/digest/digest.ts";
import { weeksOf } from "../../../src/crm/digest/own-week.ts";
import { moment, zone } from "./anywhere.ts";

const memberId = "me";

describe("taskStateOf", () => {
  it("calls a task open as long as its day in the person's zone has come", () => {
    fc.assert(
      fc.property(moment, moment, zone, (dueAt, now, at) => {
        const day = DateTime.fromJSDate(now, { zone: at }).toFormat("yyyy-MM-dd");
        const dueDay = DateTime.fromJSDate(dueAt, { zone: at }).toFormat("yyyy-MM-dd");
        const task = { doneAt: null, droppedAt: null, assigneeId: memberId, dueAt, dueOn: null };
        expect(taskStateOf(task, { memberId, day, zone: at })).toBe(dueDay > day ? "moved" : "open");
        // A day is that day wherever the person is.
        expect(taskStateOf({ ...task, dueOn: dueDay }, { memberId, day, zone: "UTC" })).toBe(
          dueDay > day ? "moved" : "open",
        );
      }),
    );
  });

  it("says what is over before whose it is, and whose it is before when", () => {
    const at = new Date("2026-11-23T02:00:00Z");
    const digest = { memberId, day: "2026-11-23", zone: "Asia/Jakarta" };
    const task = { doneAt: null, droppedAt: null, assigneeId: "her", dueAt: null, dueOn: null };
    expect(taskStateOf({ ...task, doneAt: at, droppedAt: at }, digest)).toBe("done");
    expect(taskStateOf({ ...task, droppedAt: at }, digest)).toBe("dropped");
    expect(taskStateOf(task, digest)).toBe("given");
    expect(taskStateOf({ ...task, assigneeId: memberId }, digest)).toBe("moved");
  });
});

describe("weeksOf", () => {
  it("compares two whole weeks that lie side by side, by the person's own calendar, through every change of the clock", () => {
    fc.assert(
      fc.property(moment, zone, (now, at) => {
        const local = DateTime.fromJSDate(now, { zone: at });
        const { told, from, to, before } = weeksOf(local.toFormat("yyyy-MM-dd"), at);
        for (const edge of [from, to, before]) {
          const there = DateTime.fromJSDate(edge, { zone: at });
          expect([there.weekday, there.hour, there.minute]).toEqual([1, 0, 0]);
        }
        const days = (a: Date, b: Date) =>
          DateTime.fromJSDate(b, { zone: at }).diff(DateTime.fromJSDate(a, { zone: at }), "days").days;
        expect([days(before, from), days(from, to)]).toEqual([7, 7]);
        expect(told).toBe(local.weekday === 1 ? "last" : "this");
        expect(now >= from && (told === "last" ? now >= to : now < to)).toBe(true);
      }),
    );
  });
});

describe("ticketStandingOf", () => {
  it("calls it solved whoever has it, and given once somebody else has", () => {
    const assignee = { memberId, name: "Maya", slackUserId: "UMAYA" };
    expect(ticketStandingOf({ state: "closed", assignee: null }, memberId)).toBe("solved");
    expect(ticketStandingOf({ state: "open", assignee }, "him")).toBe("given");
    expect(ticketStandingOf({ state: "waiting", assignee }, memberId)).toBe("waiting");
    expect(ticketStandingOf({ state: "open", assignee }, memberId)).toBe("open");
  });
});
