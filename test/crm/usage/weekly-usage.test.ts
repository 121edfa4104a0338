import { beforeAll, describe, expect, it } from "vitest";
import { weeklyUsageJob } from "../../../jobs/weekly-usage.ts";
import { listDuePeople } from "../../../src/crm/attention/personal-turn.ts";
import { getUsage } from "../../../src/crm/usage/get-usage.ts";
import { getOwnUsage } from "../../../src/crm/usage/own-usage.ts";
import { noteShown } from "../../../src/crm/usage/usage-preview.ts";
import { setUsageSettings } from "../../../src/crm/usage/usage-settings.ts";
import { getManagersWeek, weeklyKind } from "../../../src/crm/usage/weekly-usage.ts";
import type { JobRun } from "../../../src/scheduler/define-job.ts";
import { testClient } from "../../support/database.ts";
import { type Firm, openFirm } from "./usage-fixture.ts";

const db = testClient();
const jakarta = (day: string, time: string) => new Date(`${day}T${time}:00+07:00`);

/** One slot of the job in this firm: what it counted. */
function slot(firm: Firm, at: Date) {
  const env: JobRun = {
    workspace: { id: firm.workspaceId, teamId: firm.teamId, zone: "Asia/Jakarta" },
    signal: new AbortController().signal,
    transaction: (work) => firm.as(null, work, at),
    people: async () => [],
  };
  return weeklyUsageJob.run(env, at);
}

const people = {
  maya: {},
  rizky: {},
  sari: { departments: ["support" as const] },
  tono: { departments: ["support" as const] },
  lead: { role: "manager" as const, departments: ["sales" as const] },
  head: { role: "manager" as const, departments: [] },
  ana: { role: "steward" as const, departments: [] },
};

async function fillWeek(firm: Firm): Promise<void> {
  for (const date of [16, 17, 18, 19, 20]) {
    await firm.log("maya", `2026-11-${date}T04:00:00Z`);
    if (date !== 18) await firm.log("rizky", `2026-11-${date}T05:00:00Z`, { type: "email", outcome: null });
    await firm.log("sari", `2026-11-${date}T06:00:00Z`, { outcome: "no_answer" });
  }
}

describe("the weekly digest", () => {
  let firm: Firm;
  beforeAll(async () => {
    firm = await openFirm(db, people);
    await fillWeek(firm);
  });

  it("is left for each manager on their first working day of the week, at their time, once [R125]", async () => {
    expect(await slot(firm, jakarta("2026-11-22", "09:00"))).toMatchObject({ left: 0 });
    expect(await slot(firm, jakarta("2026-11-23", "08:45"))).toMatchObject({ left: 0 });
    expect(await slot(firm, jakarta("2026-11-23", "09:00"))).toEqual({ previews: 0, left: 2, waiting: 0, failed: 0 });
    expect(await slot(firm, jakarta("2026-11-23", "09:15"))).toMatchObject({ left: 0 });
    expect(await slot(firm, jakarta("2026-11-24", "09:00"))).toMatchObject({ left: 0 });
    const week = "2026-11-16";
    expect(await firm.notices()).toEqual(
      expect.arrayContaining(
        ["lead", "head"].map((name) => ({
          kind: "weekly-usage",
          recipient: `U${name.toUpperCase()}`,
          payload: { memberId: firm.people[name]?.id, week },
        })),
      ),
    );
    expect(await firm.notices()).toHaveLength(2);
  });

  it("tells of a manager's own departments, and one without any of all [R117-R120]", async () => {
    const at = jakarta("2026-11-23", "09:00");
    const own = await firm.as(
      null,
      (ctx) => getManagersWeek(ctx, { memberId: null, departments: ["sales"] }, "2026-11-16"),
      at,
    );
    expect(own.team).toMatchObject({ people: 3, expected: 2, everyDay: 1, calls: 5, emails: 4 });
    expect(own.teams).toEqual([]);
    expect(own.counts).toHaveLength(9);
    const all = await firm.as(
      null,
      (ctx) => getManagersWeek(ctx, { memberId: null, departments: [] }, "2026-11-16"),
      at,
    );
    expect(all.team).toMatchObject({ people: 5, expected: 4, everyDay: 2, silent: 1, calls: 10 });
    expect(all.teams.map(({ department, usage }) => [department, usage?.everyDay, usage?.expected])).toEqual([
      ["sales", 1, 2],
      ["support", 1, 2],
    ]);
    expect([...own.people, ...all.people], "nobody by name").toEqual([]);
  });

  it("counts leads that became customers this month beside last, and none that were taken back [R126]", async () => {
    const [a, b, c, d, e] = firm.contacts as [string, string, string, string, string];
    const { workspaceId } = firm;
    let n = 0;
    const change = (contactId: string, fromStage: string, toStage: string, at: string) => ({
      ...{ id: `0199c5d0-0000-7000-8000-${String(n++).padStart(12, "0")}`, workspaceId, contactId, fromStage, toStage },
      ...{ at: new Date(at), cause: "typed" },
    });
    await db.inWorkspace(workspaceId, (tx) =>
      tx.stageChange.createMany({
        data: [
          change(a, "lead", "prospect", "2026-11-02T03:00:00Z"),
          change(a, "prospect", "customer", "2026-11-09T03:00:00Z"),
          change(b, "lead", "customer", "2026-11-03T03:00:00Z"),
          change(b, "customer", "lead", "2026-11-04T03:00:00Z"),
          change(c, "former", "customer", "2026-11-03T03:00:00Z"),
          // 1 November in Jakarta, the last of October in London.
          change(d, "lead", "customer", "2026-10-31T17:30:00Z"),
          change(e, "prospect", "customer", "2026-10-10T03:00:00Z"),
        ],
      }),
    );
    const at = jakarta("2026-11-23", "09:00");
    const week = await firm.as(
      null,
      (ctx) => getManagersWeek(ctx, { memberId: null, departments: [] }, "2026-11-16"),
      at,
    );
    expect(week.conversions).toEqual({ thisMonth: 2, lastMonth: 1 });
  });

  it("tells nobody the numbers of a team that is one person", async () => {
    const alone = await openFirm(db, {
      maya: {},
      sari: { departments: ["support"] },
      tono: { departments: ["support"] },
    });
    await fillWeek({
      ...alone,
      log: (name, at, more) => (name === "rizky" ? Promise.resolve("") : alone.log(name, at, more)),
    });
    const at = jakarta("2026-11-23", "09:00");
    const week = await alone.as(
      null,
      (ctx) => getManagersWeek(ctx, { memberId: null, departments: ["sales"] }, "2026-11-16"),
      at,
    );
    expect(week).toMatchObject({ team: null, counts: [], gaps: [], people: [] });
  });
});

describe("single people's numbers", () => {
  const first = jakarta("2026-11-23", "09:00");
  const week = "2026-11-16";
  let firm: Firm;
  const shownTo = async (name: string, at: Date) => {
    const memberId = firm.people[name]?.id ?? "";
    await firm.as(null, (ctx) => noteShown(ctx, { memberId, week }), at);
  };
  const usageOf = (name: string, at: Date) =>
    firm.as(name, (ctx) => getUsage(ctx, { days: { from: week, to: "2026-11-22" }, department: null }), at);

  beforeAll(async () => {
    firm = await openFirm(db, { ...people, far: { zone: "Pacific/Honolulu" } });
    await fillWeek(firm);
  });

  it("are told nobody unless a steward says so, which the audit log keeps", async () => {
    expect((await usageOf("head", first)).people).toEqual([]);
    expect(await firm.as("maya", getOwnUsage, first)).toBeNull();
    await firm.as("ana", (ctx) => setUsageSettings(ctx, { perPerson: true }), first);
    const entry = await db.inWorkspace(firm.workspaceId, (tx) =>
      tx.auditEntry.findFirstOrThrow({ where: { action: "settings.usage_changed" } }),
    );
    expect(entry).toMatchObject({
      actorId: firm.people["ana"]?.id,
      before: { perPerson: false },
      after: { perPerson: true },
    });
    expect(await usageOf("head", first)).toMatchObject({ people: [], notYetShown: 6 });
  });

  it("are shown to each person before any manager's digest is left", async () => {
    // The managers are due as well, and wait until those who are told of have seen theirs.
    expect(
      await firm.as(null, (ctx) => listDuePeople(ctx, weeklyKind, { every: "week", roles: ["manager"] }), first),
    ).toHaveLength(2);
    expect(await slot(firm, first)).toEqual({ previews: 5, left: 0, waiting: 2, failed: 0 });
    const kinds = (await firm.notices()).map(({ kind, recipient }) => `${kind} ${recipient}`);
    expect(kinds.toSorted()).toEqual(
      ["ULEAD", "UMAYA", "URIZKY", "USARI", "UTONO"].map((recipient) => `usage-preview ${recipient}`),
    );
    for (const name of ["maya", "rizky", "sari", "lead"]) await shownTo(name, first);
    expect(await slot(firm, jakarta("2026-11-23", "09:15"))).toMatchObject({ previews: 0, left: 0, waiting: 2 });
    await shownTo("tono", jakarta("2026-11-23", "09:20"));
    expect(await slot(firm, jakarta("2026-11-23", "09:30"))).toEqual({ previews: 0, left: 2, waiting: 0, failed: 0 });
  });

  it("are in the digest of who answers for them only, and only once they were seen", async () => {
    const at = jakarta("2026-11-23", "09:30");
    const own = await firm.as(
      null,
      (ctx) => getManagersWeek(ctx, { memberId: null, departments: ["sales"] }, week),
      at,
    );
    expect(own.people.map(({ name, calls, emails, coveredDays }) => [name, calls, emails, coveredDays])).toEqual([
      ["lead", 0, 0, 0],
      ["maya", 5, 0, 5],
      ["rizky", 0, 4, 4],
    ]);
    // It is still night in Honolulu.
    expect(own.notYetShown).toBe(1);
    expect((await usageOf("lead", at)).people.map(({ name }) => name)).toEqual(["lead", "maya", "rizky"]);
    expect((await usageOf("head", at)).people.map(({ name }) => name)).toEqual([
      "lead",
      "maya",
      "rizky",
      "sari",
      "tono",
    ]);
  });

  it("keep no digest waiting for a message that does not arrive", async () => {
    const late = await openFirm(db, people);
    await fillWeek(late);
    await late.as("ana", (ctx) => setUsageSettings(ctx, { perPerson: true }), first);
    expect(await slot(late, first)).toMatchObject({ previews: 5, waiting: 2 });
    expect(await slot(late, jakarta("2026-11-23", "11:00"))).toMatchObject({ left: 2 });
    const told = await late.as(
      null,
      (ctx) => getManagersWeek(ctx, { memberId: null, departments: [] }, week),
      jakarta("2026-11-23", "11:00"),
    );
    expect(told).toMatchObject({ people: [], notYetShown: 5 });
  });

  it("are everybody's own to see, the same as a manager sees", async () => {
    const own = await firm.as("maya", getOwnUsage, first);
    expect(own).toMatchObject({ week, person: { name: "maya", calls: 5, coveredDays: 5, workingDays: 5 } });
    expect(await firm.as("ana", getOwnUsage, first)).toBeNull();
  });

  it("are gone at once when a steward takes that back", async () => {
    await firm.as("ana", (ctx) => setUsageSettings(ctx, { perPerson: false }), first);
    expect(await usageOf("head", jakarta("2026-11-23", "10:00"))).toMatchObject({ people: [], notYetShown: 0 });
  });
});
