import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasRoomForTip, mostThings, queueLines, shareRoom } from "../../../src/crm/digest/room.ts";

const count = fc.integer({ min: 0, max: 60 });
const sum = ({ tasks, tickets, leads }: { tasks: number; tickets: number; leads: number }) => tasks + tickets + leads;

describe("shareRoom", () => {
  it("never shows more than there is or than there is room for, and leaves no room while anything of a kind could use it", () => {
    fc.assert(
      fc.property(count, count, count, (tasks, tickets, leads) => {
        const there = { tasks, tickets, leads };
        const shown = shareRoom(there);
        expect(sum(shown)).toBeLessThanOrEqual(mostThings);
        for (const kind of ["tasks", "tickets", "leads"] as const) {
          expect(shown[kind]).toBeLessThanOrEqual(there[kind]);
          // Nothing is crowded out altogether.
          if (there[kind] > 0) expect(shown[kind]).toBeGreaterThan(0);
        }
        const most = { tasks: Math.min(tasks, 4), tickets: Math.min(tickets, 3), leads: Math.min(leads, 2) };
        expect(sum(shown)).toBe(Math.min(mostThings, sum(most)));
      }),
    );
  });

  it("puts what was promised before tickets, and those before leads", () => {
    expect(shareRoom({ tasks: 9, tickets: 9, leads: 9 })).toEqual({ tasks: 2, tickets: 1, leads: 1 });
    expect(shareRoom({ tasks: 1, tickets: 9, leads: 1 })).toEqual({ tasks: 1, tickets: 2, leads: 1 });
    expect(shareRoom({ tasks: 9, tickets: 0, leads: 0 })).toEqual({ tasks: 4, tickets: 0, leads: 0 });
  });
});

describe("queueLines", () => {
  it("gives way to what has buttons of its own, and keeps one line", () => {
    expect([0, 1, 2, 3, 4, 5, 9].map(queueLines)).toEqual([3, 3, 3, 3, 2, 1, 1]);
    expect([0, 3, 4].map(hasRoomForTip)).toEqual([true, true, false]);
  });
});
