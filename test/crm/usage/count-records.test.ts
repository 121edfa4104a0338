import { DateTime } from "luxon";
import { v7 as newId } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { type ActivityType, activityTypes, countActivity } from "../../../src/crm/usage/activity.ts";
import { countRecords } from "../../../src/crm/usage/count-records.ts";
import { getUsage } from "../../../src/crm/usage/get-usage.ts";
import { listRecorders } from "../../../src/crm/usage/list-recorders.ts";
import { testClient } from "../../support/database.ts";
import { type Firm, type NewColleague, openFirm } from "./usage-fixture.ts";

const db = testClient();
/** The clocks go back in New York on 1 November and in London on 25 October. */
const days = { from: "2026-10-19", to: "2026-11-15" };
const now = new Date("2026-11-24T03:00:00Z");
const zones = [
  ...["Asia/Jakarta", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "Europe/London", "Pacific/Pago_Pago"],
];
const holiday = "2026-10-28";

interface Entry {
  id: string;
  who: string;
  at: Date;
  type: string;
  outcome: string | null;
  note: string;
  contactId: string;
  removed: boolean;
}

/** The same numbers each time: mulberry32. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

describe("what people recorded", () => {
  let firm: Firm;
  const entries: Entry[] = [];
  const quotes: {
    who: string;
    at: Date;
    decidedBy: string | null;
    decidedAt: Date | null;
    state: string;
    removed: boolean;
  }[] = [];
  const done: { who: string; at: Date; kind: string }[] = [];
  const withTask = new Set<string>();

  beforeAll(async () => {
    const random = randoms(11);
    const people: Record<string, NewColleague> = {};
    for (let n = 0; n < 18; n++) {
      people[`p${n}`] = {
        zone: zones[n % zones.length] as string,
        departments: n % 3 === 0 ? ["sales"] : n % 3 === 1 ? ["support"] : ["sales", "marketing"],
        ...(n === 4 && { workDays: [1, 2, 3, 4, 5, 6] }),
        ...(n === 5 && { away: ["2026-10-21", "2026-10-30"] as [string, string] }),
        ...(n === 6 && { grantedAt: new Date("2026-11-03T01:00:00Z") }),
        ...(n === 7 && { role: "viewer" as const }),
        ...(n === 8 && { role: "manager" as const }),
      };
    }
    people["boss"] = { role: "steward", departments: [] };
    firm = await openFirm(db, people);
    const moment = () => new Date(Date.parse("2026-10-17T00:00:00Z") + Math.floor(random() * 31 * 86_400_000));
    for (let n = 0; n < 900; n++) {
      const at = moment();
      entries.push({
        ...{ id: newId(), who: `p${Math.floor(random() * 15)}`, at, contactId: pick(random, firm.contacts) },
        type: pick(random, ["call", "call", "call", "email", "meeting", "visit", "quote", "note"]),
        outcome: pick(random, [null, "connected", "no_answer"]),
        note: pick(random, ["", "wants the offer", "asked for the invoice copy, then the renewal"]),
        removed: random() < 0.05,
      });
    }
    for (let n = 0; n < 60; n++) {
      const decided = random() < 0.6;
      quotes.push({
        ...{ who: `p${Math.floor(random() * 15)}`, at: moment(), removed: random() < 0.1 },
        ...(decided
          ? { decidedBy: `p${Math.floor(random() * 15)}`, decidedAt: moment(), state: pick(random, ["won", "lost"]) }
          : { decidedBy: null, decidedAt: null, state: "open" }),
      });
    }
    for (let n = 0; n < 120; n++)
      done.push({
        who: `p${Math.floor(random() * 15)}`,
        at: moment(),
        kind: pick(random, ["replied", "taken", "breached"]),
      });
    const { workspaceId } = firm;
    const idOf = (name: string) => firm.people[name]?.id ?? "";
    await db.inWorkspace(workspaceId, async (tx) => {
      await tx.holiday.create({
        data: { id: newId(), workspaceId, day: new Date(`${holiday}T00:00:00Z`), name: "A holiday", source: "typed" },
      });
      await tx.interaction.createMany({
        data: entries.map(({ id, who, at, type, outcome, note, contactId, removed }) => ({
          ...{ id, workspaceId, memberId: idOf(who), happenedAt: at, createdAt: at, type, outcome, note, contactId },
          ...{ surface: "slack-command", removedAt: removed ? at : null },
        })),
      });
      const tasks = entries.filter((_, index) => index % 7 === 0);
      await tx.task.createMany({
        data: tasks.map(({ id, who, at }) => ({
          ...{ id: newId(), workspaceId, title: "send it", assigneeId: idOf(who), interactionId: id, createdAt: at },
        })),
      });
      for (const { id } of tasks) withTask.add(id);
      await tx.quote.createMany({
        data: quotes.map(({ who, at, decidedBy, decidedAt, state, removed }, index) => ({
          ...{
            id: newId(),
            workspaceId,
            number: index + 1,
            contactId: firm.contacts[0] ?? "",
            title: "renewal",
            state,
          },
          ...{ memberId: idOf(who), createdById: idOf(who), sentAt: at, createdAt: at, decidedAt },
          ...{ decidedById: decidedBy && idOf(decidedBy), removedAt: removed ? at : null },
        })),
      });
      const ticketId = newId();
      await tx.ticket.create({
        data: {
          ...{ id: ticketId, workspaceId, number: 1, subject: "x", text: "", priority: "P3", state: "open" },
          ...{ department: "support", openedAt: `${days.from}T00:00:00Z`, lastActiveAt: new Date() },
        },
      });
      await tx.ticketEvent.createMany({
        data: done.map(({ who, at, kind }) => ({
          ...{ id: newId(), workspaceId, ticketId, at, actorId: idOf(who), kind, state: "open" },
        })),
      });
    });
  });

  const localDay = (who: string, at: Date) =>
    DateTime.fromJSDate(at, { zone: firm.people[who]?.zone ?? "UTC" }).toFormat("yyyy-MM-dd");
  const inPeriod = (who: string, at: Date | null) => {
    if (!at) return false;
    const day = localDay(who, at);
    return day >= days.from && day <= days.to;
  };

  it("is counted by each person's own days, as an independent count has it [R119-R121]", async () => {
    const records = await firm.as(null, (ctx) => countRecords(ctx, days), now);
    for (const who of Object.keys(firm.people)) {
      const own = entries.filter((entry) => entry.who === who && !entry.removed && inPeriod(who, entry.at));
      const sent = quotes.filter((quote) => quote.who === who && !quote.removed && inPeriod(who, quote.at));
      const decided = quotes.filter((q) => q.decidedBy === who && !q.removed && inPeriod(who, q.decidedAt));
      const closed = quotes.filter((q) => q.who === who && !q.removed && inPeriod(who, q.decidedAt));
      const worked = done.filter((one) => one.who === who && one.kind !== "breached" && inPeriod(who, one.at));
      const touched = [
        ...own.map(({ at }) => at),
        ...sent.map(({ at }) => at),
        ...decided.map(({ decidedAt }) => decidedAt as Date),
        ...worked.map(({ at }) => at),
      ].map((at) => localDay(who, at));
      const ofType = (...types: string[]) => own.filter(({ type }) => types.includes(type)).length;
      const got = records.get(firm.people[who]?.id ?? "");
      if (touched.length === 0) {
        expect(got, who).toBeUndefined();
        continue;
      }
      expect(got, who).toEqual({
        memberId: firm.people[who]?.id,
        days: [...new Set(touched)].toSorted(),
        ...{ calls: ofType("call"), emails: ofType("email"), meetings: ofType("meeting"), visits: ofType("visit") },
        ...{ others: ofType("quote", "note"), types: new Set(own.map(({ type }) => type)).size },
        customers: new Set(own.map(({ contactId }) => contactId)).size,
        callsWithOutcome: own.filter(({ type, outcome }) => type === "call" && outcome !== null).length,
        withNote: own.filter(({ note }) => note !== "").length,
        noteLength: own.reduce((sum, { note }) => sum + note.length, 0),
        withNextStep: own.filter(({ id }) => withTask.has(id)).length,
        ...{ ticketsSolved: 0, quotesSent: sent.length, moved: 0 },
        quotesWon: closed.filter(({ state }) => state === "won").length,
        quotesLost: closed.filter(({ state }) => state === "lost").length,
      });
    }
  });

  it("is the same by day and type, for all and for some [R120]", async () => {
    const some = ["p0", "p1", "p5"];
    for (const of of [null, some]) {
      const ids = of === null ? null : of.map((who) => firm.people[who]?.id ?? "");
      const counts = await firm.as(null, (ctx) => countActivity(ctx, days, ids), now);
      const told = new Map(counts.map(({ day, type, count, reached }) => [`${day} ${type}`, [count, reached]]));
      const expected = new Map<string, [number, number]>();
      for (const { who, at, type, outcome, removed } of entries) {
        if (removed || !activityTypes.includes(type as ActivityType) || !inPeriod(who, at) || (of && !of.includes(who)))
          continue;
        const key = `${localDay(who, at)} ${type}`;
        const [count, reached] = expected.get(key) ?? [0, 0];
        expected.set(key, [count + 1, reached + (outcome === "no_answer" ? 0 : 1)]);
      }
      expect(told.size).toBeGreaterThan(50);
      expect(told).toEqual(expected);
    }
  });

  it("is expected of members on their working days only, never-users included [R118]", async () => {
    const recorders = await firm.as(null, (ctx) => listRecorders(ctx, days), now);
    const by = new Map(recorders.map((one) => [one.name, one]));
    expect(by.has("p7"), "a viewer records nothing").toBe(false);
    expect(by.has("boss"), "a steward without a department answers for the CRM").toBe(false);
    expect(by.get("p8")?.workingDays, "nothing is expected of a manager").toEqual([]);
    expect(by.get("p17")?.workingDays.length, "a never-user").toBe(19);
    expect(by.get("p4")?.workingDays.length, "Saturdays too").toBe(23);
    expect(by.get("p5")?.workingDays).not.toContain("2026-10-23");
    expect(by.get("p5")?.workingDays.length, "away from 21 to 30 October, seven of them working days").toBe(12);
    expect(by.get("p6")?.workingDays[0], "from the day of the access on").toBe("2026-11-03");
    for (const { workingDays } of recorders) expect(workingDays).not.toContain(holiday);
  });

  it("adds up by team [R117]", async () => {
    const usage = await firm.as("boss", (ctx) => getUsage(ctx, { days, department: null }), now);
    const records = await firm.as(null, (ctx) => countRecords(ctx, days), now);
    const recorders = await firm.as(null, (ctx) => listRecorders(ctx, days), now);
    expect(usage.everyone?.people).toBe(17);
    for (const { department, people, usage: team } of usage.teams) {
      const own = recorders.filter(({ departments }) => departments.some((one) => one === department));
      expect(people).toBe(own.length);
      const calls = own.reduce((sum, { memberId }) => sum + (records.get(memberId)?.calls ?? 0), 0);
      expect(team?.calls).toBe(calls);
      const everyDay = own.filter(({ memberId, workingDays }) => {
        const recorded = new Set(records.get(memberId)?.days);
        return workingDays.length > 0 && workingDays.every((day) => recorded.has(day));
      });
      expect(team?.everyDay).toBe(everyDay.length);
      expect(team?.expected).toBe(own.filter(({ workingDays }) => workingDays.length > 0).length);
    }
    expect(usage.teams.map(({ department }) => department)).toEqual(["sales", "marketing", "support"]);
    expect(usage.people, "nobody's own numbers unless the workspace says so").toEqual([]);
  });
});
