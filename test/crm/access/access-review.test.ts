import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { findReview, type Review, startReview } from "../../../src/crm/access/access-review.ts";
import { countDecisions, decideReview, keepRest, noteReviewed } from "../../../src/crm/access/decide-review.ts";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import { noteActivity } from "../../../src/crm/access/note-activity.ts";
import { firstWorkingDay, startDueReview } from "../../../src/crm/access/start-due-review.ts";
import type { Profile } from "../../../src/db/open-transaction.ts";
import { testClient } from "../../support/database.ts";
import { dewi, type EnrolledWorkspace, enrolled, installedAt, maya, person, rizky } from "./enrolled-workspace.ts";

const db = testClient();
const day = 86_400_000;
const at = (days: number) => new Date(installedAt.getTime() + days * day);
const sari = person("USARI", "Sari Indah");

const grant = (workspace: EnrolledWorkspace, people: Profile[], more: object = {}, now = installedAt, by = dewi) =>
  workspace.as(by, (ctx) => grantAccess(ctx, { people, role: "member", departments: ["sales"], ...more }), now);

const use = (workspace: EnrolledWorkspace, who: Profile, now: Date) => workspace.as(who, noteActivity, now);

async function review(workspace: EnrolledWorkspace, now: Date, by: Profile | null = dewi): Promise<Review> {
  const found = await workspace.as(
    by,
    async (ctx) => {
      await startReview(ctx);
      return findReview(ctx);
    },
    now,
  );
  if (!found) throw new Error("There is no review");
  return found;
}

const why = ({ items }: Review) => Object.fromEntries(items.map(({ name, exceptions }) => [name, exceptions]));
const itemOf = ({ items }: Review, { name }: Profile) => items.find((item) => item.name === name)?.itemId ?? "";

describe("startReview", () => {
  it("shows what is unusual about each, and those first [R4]", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, [maya]);
    await grant(workspace, [rizky], { departments: [], until: "2027-01-10" });
    await grant(workspace, [sari], { role: "steward", departments: [] });
    const lea = person("ULEA", "Lea Steward");
    await grant(workspace, [lea], { role: "viewer", departments: [] }, at(1), sari);
    for (const who of [dewi, maya, sari, lea]) await use(workspace, who, at(20));
    await grant(workspace, [sari], { role: "viewer" }, at(20));
    await workspace.as(
      dewi,
      (ctx) => ctx.tx.accessGrant.updateMany({ where: { member: { name: sari.name } }, data: { revokedAt: at(21) } }),
      at(21),
    );
    const begun = await review(workspace, at(25));
    expect(why(begun)).toEqual({
      "Rizky Pratama": ["never-active", "ends-soon", "no-department"],
      "Lea Steward": ["granter-gone"],
      "Dewi Lestari": [],
      "Maya Putri": [],
    });
    expect(begun.items.slice(0, 2).every(({ exceptions }) => exceptions.length > 0)).toBe(true);
    expect(begun.items.find(({ name }) => name === "Maya Putri")).toMatchObject({
      access: { role: "member", since: installedAt },
      grantedBy: "Dewi Lestari",
      lastActiveAt: at(20),
      decision: null,
    });
    expect(begun.dueAt).toEqual(at(39));
  });

  it("gives the one that is under way, also when two begin it at one moment", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, [maya], { role: "steward" });
    const begun = await Promise.all([dewi, maya].map((who) => workspace.as(who, startReview)));
    expect(new Set(begun.map(({ reviewId }) => reviewId)).size).toBe(1);
    expect(begun.filter((one) => one.begun)).toHaveLength(1);
  });

  it("tells what has changed since the last one", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, [maya, rizky]);
    for (const who of [dewi, maya, rizky]) await use(workspace, who, at(1));
    const first = await review(workspace, at(1));
    const [head, last] = [first.items[0], first.items.at(-1)];
    await workspace.as(
      dewi,
      (ctx) => keepRest(ctx, { firstItemId: head?.itemId ?? "", lastItemId: last?.itemId ?? "" }),
      at(1),
    );
    await grant(workspace, [maya], { departments: ["support"] }, at(2));
    await workspace.enrol({ people: [dewi, maya, { ...rizky, zone: "Europe/Berlin" }] }, at(2));
    expect(why(await review(workspace, at(3)))).toEqual({
      "Maya Putri": ["changed"],
      "Rizky Pratama": ["moved"],
      "Dewi Lestari": [],
    });
  });

  it("is for whoever gives access", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, [maya], { role: "manager" });
    await expect(workspace.as(maya, startReview)).rejects.toMatchObject({ code: "not_permitted" });
    await expect(workspace.as(maya, findReview)).rejects.toMatchObject({ code: "not_permitted" });
  });
});

describe("a review", () => {
  it("half done by one steward is gone on with by another, and the result is kept", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, [sari], { role: "steward", departments: [] });
    await grant(workspace, [maya, rizky]);
    await use(workspace, dewi, at(20));
    await use(workspace, sari, at(20));
    const begun = await review(workspace, at(20));
    const decide = (by: Profile, who: Profile, decision: "keep" | "revoke") =>
      workspace.as(by, (ctx) => decideReview(ctx, { itemId: itemOf(begun, who), decision }), at(20));
    await decide(dewi, maya, "revoke");
    expect(await workspace.as(maya, async (ctx) => ctx.member?.role, at(20))).toBeNull();

    expect(await decide(sari, maya, "keep")).toMatchObject({
      already: { decision: "revoke", decidedBy: "Dewi Lestari" },
    });
    expect((await decide(sari, rizky, "keep"))?.review.finishedAt).toBeNull();
    const rest = begun.items.filter(({ exceptions }) => exceptions.length === 0);
    const done = await workspace.as(
      sari,
      (ctx) => keepRest(ctx, { firstItemId: rest[0]?.itemId ?? "", lastItemId: rest.at(-1)?.itemId ?? "" }),
      at(21),
    );
    expect(done).toMatchObject({ finishedAt: at(21) });
    expect(done && countDecisions(done)).toEqual({ keep: 3, change: 0, revoke: 1, gone: 0 });
    const kept = await workspace.as(dewi, findReview, at(40));
    expect(kept?.items.map(({ name, decision, decidedBy }) => [name, decision, decidedBy]).toSorted()).toEqual([
      ["Dewi Lestari", "keep", "Sari Indah"],
      ["Maya Putri", "revoke", "Dewi Lestari"],
      ["Rizky Pratama", "keep", "Sari Indah"],
      ["Sari Indah", "keep", "Sari Indah"],
    ]);
    const log = await workspace.audit();
    expect(log.at(-1)).toMatchObject({ action: "access_review.finished" });
    // An entry for each person, so that whoever looks for a person finds what was decided.
    const about = log.filter(({ action }) => action === "access_review.decided").map(({ subjectId }) => subjectId);
    expect(about.toSorted()).toEqual(begun.items.map(({ memberId }) => memberId).toSorted());
  });

  it("counts what the form changed, and whoever lost access meanwhile", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, [maya, rizky]);
    const begun = await review(workspace, at(20));
    const mayaId = begun.items.find(({ name }) => name === maya.name)?.memberId ?? "";
    await workspace.as(
      dewi,
      async (ctx) => {
        await grantAccess(ctx, { people: [maya], role: "viewer", departments: [] });
        await noteReviewed(ctx, [mayaId]);
      },
      at(20),
    );
    await workspace.enrol({ people: [dewi, maya, { ...rizky, deactivated: true }] }, at(20));
    const done = await workspace.as(
      dewi,
      (ctx) => decideReview(ctx, { itemId: itemOf(begun, dewi), decision: "keep" }),
      at(20),
    );
    expect(done?.review.finishedAt).toEqual(at(20));
    expect(done && countDecisions(done.review)).toEqual({ keep: 1, change: 1, revoke: 0, gone: 1 });
  });

  it("never revokes the last steward, and leaves the person undecided", async () => {
    const workspace = await enrolled(db);
    const begun = await review(workspace, at(20));
    const itemId = itemOf(begun, dewi);
    const attempt = workspace.as(dewi, (ctx) => decideReview(ctx, { itemId, decision: "revoke" }), at(20));
    await expect(attempt).rejects.toMatchObject({ code: "last_steward" });
    expect((await workspace.as(dewi, findReview, at(20)))?.items[0]?.decision).toBeNull();
  });

  it("refuses a steward whose access was withdrawn between two clicks", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, [sari], { role: "steward", departments: [] });
    const begun = await review(workspace, at(20), sari);
    await workspace.as(dewi, (ctx) => decideReview(ctx, { itemId: itemOf(begun, sari), decision: "revoke" }), at(20));
    const attempt = workspace.as(
      sari,
      (ctx) => decideReview(ctx, { itemId: itemOf(begun, dewi), decision: "keep" }),
      at(20),
    );
    await expect(attempt).rejects.toMatchObject({ code: "no_access" });
  });

  it("keeps only whom the button named", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, [maya, rizky]);
    for (const who of [dewi, maya, rizky]) await use(workspace, who, at(1));
    const begun = await review(workspace, at(1));
    const [first, second, third] = begun.items;
    const after = await workspace.as(
      dewi,
      (ctx) => keepRest(ctx, { firstItemId: first?.itemId ?? "", lastItemId: second?.itemId ?? "" }),
      at(1),
    );
    expect(after?.items.find(({ itemId }) => itemId === third?.itemId)?.decision).toBeNull();
    expect(after?.finishedAt).toBeNull();
  });
});

describe("startDueReview", () => {
  /** 09:00 in Jakarta of a day */
  const morning = (date: string) => new Date(`${date}T02:00:00Z`);

  it("begins on the first working day of a quarter and tells each steward once", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, [maya], { role: "steward" });
    await grant(workspace, [rizky]);
    const run = (date: string) => workspace.as(null, startDueReview, morning(date));
    expect(await run("2026-12-31")).toEqual({ begun: 0, told: 0 });
    expect(await run("2027-01-01")).toEqual({ begun: 1, told: 2 });
    expect(await run("2027-01-04")).toEqual({ begun: 0, told: 0 });
    const told = (await workspace.notices()).filter(({ kind }) => kind === "access-review-due");
    expect(told.map(({ recipient }) => recipient)).toEqual(["UDEWI", "UMAYA"]);
  });

  it("is caught up with on a later day, and waits for the quarter after the installation", async () => {
    const workspace = await enrolled(db);
    const run = (date: string) => workspace.as(null, startDueReview, morning(date));
    expect(await run("2026-11-23")).toEqual({ begun: 0, told: 0 });
    expect(await run("2027-02-15")).toEqual({ begun: 1, told: 1 });
  });

  it.each([
    ["2027-01-15", "2027-01-01"],
    ["2028-01-15", "2028-01-03"],
    ["2028-12-01", "2028-10-02"],
    ["2029-05-01", "2029-04-02"],
  ])("takes, of the quarter of %s, %s", (date, first) => {
    expect(firstWorkingDay(DateTime.fromISO(date, { zone: "Asia/Jakarta" })).toISODate()).toBe(first);
  });
});

describe("noteActivity", () => {
  it("is written once an hour, and waits for nobody", async () => {
    const workspace = await enrolled(db);
    const active = async () =>
      (await workspace.as(null, (ctx) => ctx.tx.member.findFirst({ where: { name: dewi.name } })))?.lastActiveAt;
    await use(workspace, dewi, at(0));
    await use(workspace, dewi, new Date(at(0).getTime() + 3_599_000));
    expect(await active()).toEqual(at(0));
    const member = await workspace.as(dewi, async (ctx) => ctx.member);
    await workspace.as(null, async (ctx) => {
      await ctx.tx.$queryRaw`SELECT id FROM member WHERE name = ${dewi.name} FOR UPDATE`;
      await db.inWorkspace(workspace.id, (tx) => noteActivity({ ...ctx, tx, member, now: at(1) }));
    });
    expect(await active()).toEqual(at(0));
    await use(workspace, dewi, at(1));
    expect(await active()).toEqual(at(1));
  });
});
