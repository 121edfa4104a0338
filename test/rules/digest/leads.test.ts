import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { arrivalEdges } from "../../../src/crm/digest/lead-queue.ts";
import { leadStateOf } from "../../../src/crm/digest/quiet-leads.ts";
import { type Beginnings, tipFor, tips } from "../../../src/crm/digest/tips.ts";
import { moment, zone } from "./anywhere.ts";

describe("arrivalEdges", () => {
  it("are midnights where the person is, each earlier than the one before, a week from Monday to Monday", () => {
    fc.assert(
      fc.property(moment, zone, (at, where) => {
        const day = DateTime.fromJSDate(at, { zone: where }).toFormat("yyyy-MM-dd");
        const edges = arrivalEdges(day, where);
        expect(edges.map(({ arrival }) => arrival)).toEqual(["today", "yesterday", "this-week", "last-week"]);
        const local = edges.map(({ from }) => DateTime.fromJSDate(from, { zone: where }));
        for (const edge of local) expect([edge.hour, edge.minute]).toEqual([0, 0]);
        expect(local[0]?.toFormat("yyyy-MM-dd")).toBe(day);
        expect(local[2]?.weekday).toBe(1);
        expect(local[2]?.diff(local[3] ?? local[2], "weeks").weeks).toBe(1);
        expect((edges[2]?.from ?? at) <= (edges[0]?.from ?? at)).toBe(true);
      }),
    );
  });

  it("takes a zone that does not exist for UTC", () => {
    expect(arrivalEdges("2026-11-23", "Mars/Olympus")[0]?.from).toEqual(new Date("2026-11-23T00:00:00Z"));
  });
});

describe("leadStateOf", () => {
  it("says what was done before what was put off, and both before whose it is", () => {
    const lead = { stage: "lead", logged: false, planned: false, ownerId: "me" } as const;
    const me = { memberId: "me", isRested: false };
    expect(leadStateOf(lead, me)).toBe("open");
    expect(leadStateOf(lead, { ...me, isRested: true })).toBe("rested");
    expect(leadStateOf({ ...lead, ownerId: null }, { ...me, isRested: true })).toBe("given");
    expect(leadStateOf({ ...lead, ownerId: "her", planned: true }, me)).toBe("planned");
    expect(leadStateOf({ ...lead, stage: "customer", planned: true }, me)).toBe("bought");
    expect(leadStateOf({ ...lead, stage: "customer", planned: true, logged: true }, me)).toBe("logged");
  });
});

describe("tipFor", () => {
  const nothing: Beginnings = { logged: false, direct: false, lookedUp: false, planned: false, shortcut: false };
  const everything: Beginnings = { logged: true, direct: true, lookedUp: true, planned: true, shortcut: true };

  it("tells of each gap once, in the order in which it helps, and of nothing where there is none", () => {
    expect(tipFor(everything, [])).toBeNull();
    expect(tipFor(nothing, [])).toBe("log");
    expect(tipFor({ ...nothing, logged: true }, ["log"])).toBe("direct");
    expect(tipFor({ ...everything, planned: false }, [])).toBe("todo");
    const told: string[] = [];
    for (let tip = tipFor({ ...nothing, logged: true }, told); tip; tip = tipFor({ ...nothing, logged: true }, told))
      told.push(tip);
    expect(told).toEqual(["direct", "look-up", "todo", "shortcut"]);
  });

  it("never tells what was told, whatever somebody has done", () => {
    const done = fc.record({
      logged: fc.boolean(),
      direct: fc.boolean(),
      lookedUp: fc.boolean(),
      planned: fc.boolean(),
      shortcut: fc.boolean(),
    });
    fc.assert(
      fc.property(done, fc.subarray([...tips]), (beginnings, told) => {
        const tip = tipFor(beginnings, told);
        if (tip !== null) expect(told).not.toContain(tip);
      }),
    );
  });
});
