import { v7 as newId } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { sendLesson } from "../../../src/crm/usage/send-lesson.ts";
import { sweepGaps } from "../../../src/crm/usage/sweep-gaps.ts";
import { setUsageSettings } from "../../../src/crm/usage/usage-settings.ts";
import { testClient } from "../../support/database.ts";
import { refusal } from "../interactions/interactions-fixture.ts";
import { type Firm, openFirm } from "./usage-fixture.ts";

const db = testClient();
/** Tuesday 24 November 2026, ten o'clock in Jakarta. */
const now = new Date("2026-11-24T03:00:00Z");
const day = (iso: string) => new Date(`${iso}T00:00:00Z`);

describe("sweepGaps", () => {
  let firm: Firm;
  const gaps = async () => {
    const rows = await db.inWorkspace(firm.workspaceId, (tx) =>
      tx.usageGap.findMany({ where: { endedAt: null }, include: { member: true }, orderBy: { memberId: "asc" } }),
    );
    return Object.fromEntries(
      rows.map(({ member, cause, days, fromDay }) => [member.name, [cause, days, fromDay.toISOString().slice(0, 10)]]),
    );
  };
  const sweep = (at = now) => firm.as(null, sweepGaps, at);

  beforeAll(async () => {
    firm = await openFirm(db, {
      busy: {},
      never: {},
      erring: {},
      lost: {},
      unreachable: {},
      reader: {},
      stopped: {},
      gone: {},
      holidaying: { away: ["2026-11-16", "2026-11-27"] },
      newcomer: { grantedAt: new Date("2026-11-20T02:00:00Z") },
      east: { zone: "Pacific/Kiritimati" },
      lead: { role: "manager" },
      ana: { role: "steward", departments: [] },
      looker: { role: "viewer" },
    });
    await firm.log("busy", "2026-11-23T04:00:00Z");
    // Friday 23:30 in Jakarta is Saturday in Kiritimati: each has their own day.
    await firm.log("east", "2026-11-16T04:00:00Z");
    await firm.log("stopped", "2026-10-12T04:00:00Z");
    await firm.log("gone", "2026-11-10T04:00:00Z");
    await firm.log("holidaying", "2026-11-13T04:00:00Z");
    await db.inWorkspace(firm.workspaceId, async (tx) => {
      const { workspaceId } = firm;
      const count = (name: string, on: string, counts: object) => ({
        ...{ workspaceId, memberId: firm.people[name]?.id ?? "", day: day(on), ...counts },
      });
      await tx.usageTry.createMany({
        data: [
          count("erring", "2026-11-18", { answers: 1, refusals: 2 }),
          count("lost", "2026-11-18", { answers: 6, misses: 4 }),
          count("unreachable", "2026-11-19", { answers: 3 }),
          count("reader", "2026-11-20", { answers: 9 }),
          count("stopped", "2026-11-20", { answers: 2 }),
        ],
      });
      await tx.contact.updateMany({
        where: { id: { in: firm.contacts.slice(0, 6) } },
        data: { ownerId: firm.people["unreachable"]?.id ?? null },
      });
    });
  });

  it("finds who recorded nothing in their working days, with the likely cause [R122]", async () => {
    const counts = await sweep();
    const found = await gaps();
    // As far back as a hundred days: 71 of them were worked on.
    expect(found).toMatchObject({
      never: ["never_tried", 71, "2026-08-17"],
      erring: ["errors", 71, "2026-08-17"],
      lost: ["poor_data", 71, "2026-08-17"],
      unreachable: ["poor_data", 71, "2026-08-17"],
      reader: ["only_reads", 71, "2026-08-17"],
      stopped: ["stopped", 30, "2026-10-13"],
      gone: ["away", 9, "2026-11-11"],
      east: ["away", 5, "2026-11-17"],
    });
    // Whoever records, is away, has been here two days, or answers for the others, is in no gap.
    expect(Object.keys(found).toSorted()).toEqual(
      ["never", "erring", "lost", "unreachable", "reader", "stopped", "gone", "east"].toSorted(),
    );
    expect(counts).toEqual({ people: 12, found: 8, open: 8, ended: 0 });
  });

  it("changes nothing when it is repeated, counts on, and ends a gap with the first record", async () => {
    expect(await sweep()).toMatchObject({ found: 0, open: 8, ended: 0 });
    await firm.log("gone", "2026-11-24T06:00:00Z");
    const next = new Date("2026-11-25T03:00:00Z");
    expect(await sweep(next)).toMatchObject({ found: 0, open: 7, ended: 1 });
    expect(await gaps()).toMatchObject({ stopped: ["stopped", 31, "2026-10-13"] });
    expect(Object.keys(await gaps())).not.toContain("gone");
  });

  it("counts what was done with tickets and quotes as well: support logs little", async () => {
    const ticketId = newId();
    const { workspaceId } = firm;
    const at = new Date("2026-11-25T04:00:00Z");
    await db.inWorkspace(workspaceId, async (tx) => {
      await tx.ticket.create({
        data: {
          ...{ id: ticketId, workspaceId, number: 1, subject: "x", text: "", priority: "P3", state: "open" },
          ...{ department: "support", openedAt: at, lastActiveAt: at },
        },
      });
      const actorId = firm.people["reader"]?.id ?? null;
      await tx.ticketEvent.create({
        data: { id: newId(), workspaceId, ticketId, at, actorId, kind: "replied", state: "open" },
      });
    });
    await sweep(new Date("2026-11-26T03:00:00Z"));
    expect(Object.keys(await gaps())).not.toContain("reader");
  });

  it("goes by as many days as the steward said, within reason", async () => {
    const late = new Date("2026-11-26T03:00:00Z");
    expect(await refusal(firm.as("ana", (ctx) => setUsageSettings(ctx, { gapDays: 1 }), late))).toBe("usage_gap_days");
    expect(await refusal(firm.as("lead", (ctx) => setUsageSettings(ctx, { gapDays: 2 }), late))).toBe("not_permitted");
    expect(await firm.as("ana", (ctx) => setUsageSettings(ctx, { gapDays: 4 }), late)).toBe(true);
    expect(await firm.as("ana", (ctx) => setUsageSettings(ctx, { gapDays: 4 }), late)).toBe(false);
    await sweep(late);
    // Since Friday: four working days.
    expect(await gaps()).toMatchObject({ newcomer: ["never_tried", 4, "2026-11-20"] });
    const entry = await db.inWorkspace(firm.workspaceId, (tx) =>
      tx.auditEntry.findFirstOrThrow({ where: { action: "settings.usage_changed" } }),
    );
    expect(entry).toMatchObject({ before: { perPerson: false, gapDays: 5 }, after: { perPerson: false, gapDays: 4 } });
  });

  it("leaves people alone who need not record any more", async () => {
    const late = new Date("2026-11-27T03:00:00Z");
    await db.inWorkspace(firm.workspaceId, (tx) =>
      tx.member.update({ where: { id: firm.people["never"]?.id ?? "" }, data: { deactivatedAt: late } }),
    );
    expect((await sweep(late)).ended).toBe(1);
    expect(Object.keys(await gaps())).not.toContain("never");
  });

  describe("sendLesson", () => {
    const late = new Date("2026-11-27T04:00:00Z");

    it("sends each the lesson that fits, once a gap, and none to whoever is away", async () => {
      const people = await firm.as("lead", sendLesson, late);
      const sent = (await firm.notices()).filter(({ kind }) => kind === "usage-lesson");
      expect(Object.fromEntries(sent.map(({ recipient, payload }) => [recipient, payload]))).toEqual({
        UERRING: { lesson: "errors" },
        ULOST: { lesson: "poor_data" },
        UUNREACHABLE: { lesson: "poor_data" },
        USTOPPED: { lesson: "stopped" },
        UNEWCOMER: { lesson: "never_tried" },
      });
      expect(people).toBe(5);
      expect(await firm.as("lead", sendLesson, late)).toBe(0);
      expect(await firm.as("ana", sendLesson, late)).toBe(0);
      expect((await firm.notices()).filter(({ kind }) => kind === "usage-lesson")).toHaveLength(5);
      const entries = await db.inWorkspace(firm.workspaceId, (tx) =>
        tx.auditEntry.findMany({ where: { action: "usage.lesson_sent" } }),
      );
      expect(entries).toMatchObject([{ actorId: firm.people["lead"]?.id, after: { people: 5 } }]);
    });

    it("is for managers and stewards", async () => {
      expect(await refusal(firm.as("busy", sendLesson, late))).toBe("not_permitted");
      expect(await refusal(firm.as("looker", sendLesson, late))).toBe("not_permitted");
    });
  });
});

describe("sendLesson about what nobody records any more", () => {
  it("goes to one's own people who have not had it, oneself left out", async () => {
    const firm = await openFirm(db, {
      maya: {},
      rizky: {},
      sari: { departments: ["support"] },
      lead: { role: "manager" },
    });
    for (let n = 0; n < 7; n++) await firm.log("maya", `2026-10-0${n + 1}T04:00:00Z`, { type: "visit" });
    await firm.log("maya", "2026-11-23T04:00:00Z");
    expect(await firm.as("lead", sendLesson, now)).toBe(2);
    const sent = (await firm.notices()).map(({ recipient, payload }) => [recipient, payload]);
    expect(sent.toSorted()).toEqual([
      ["UMAYA", { lesson: "visit" }],
      ["URIZKY", { lesson: "visit" }],
    ]);
    expect(await firm.as("lead", sendLesson, now)).toBe(0);
    // A visit since, and nothing has fallen out of use.
    await firm.log("rizky", "2026-11-24T02:00:00Z", { type: "visit" });
    expect(await firm.as("lead", sendLesson, new Date("2027-03-01T03:00:00Z"))).toBe(0);
  });
});
