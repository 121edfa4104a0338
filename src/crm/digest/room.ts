/** How many things of each kind there are to say, or how many are said. */
export interface Things {
  tasks: number;
  tickets: number;
  leads: number;
}

/**
 * Things with buttons of their own that one digest shows, two lines each. With the rest of it that makes fifteen lines at the
 * most, which is a telephone's screen and a half.
 */
export const mostThings = 4;
const most: Things = { tasks: 4, tickets: 3, leads: 2 };
/** Of each kind that there is, so that none is crowded out by another. */
const first: Things = { tasks: 2, tickets: 1, leads: 1 };
/** What was promised goes before what runs out, and that before what would be worth a call. */
const order = ["tasks", "tickets", "leads"] as const;

/** How many of each are shown: a few of each kind first, then as many as there is room for, in their order. */
export function shareRoom(there: Things): Things {
  const shown = { tasks: 0, tickets: 0, leads: 0 };
  let room = mostThings;
  for (const upTo of [first, most]) {
    for (const kind of order) {
      const more = Math.max(0, Math.min(there[kind], upTo[kind]) - shown[kind]);
      const fits = Math.min(more, room);
      shown[kind] += fits;
      room -= fits;
    }
  }
  return shown;
}

/** Lines of the follow-up queue beside so many things: it gives way, and is one line at the least. */
export function queueLines(things: number): number {
  return Math.min(3, Math.max(1, 6 - things));
}

/** A tip is for a morning that leaves time for it. */
export function hasRoomForTip(things: number): boolean {
  return things <= 3;
}
