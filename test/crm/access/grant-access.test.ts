import { describe, expect, it } from "vitest";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import { listAccess } from "../../../src/crm/access/list-access.ts";
import { allow } from "../../../src/crm/access/permission.ts";
import { testClient } from "../../support/database.ts";
import { bima, dewi, enrolled, installedAt, maya, person, rizky } from "./enrolled-workspace.ts";

const db = testClient();

describe("grantAccess", () => {
  it("lets a person in with role and departments, and says who did [R8]", async () => {
    const workspace = await enrolled(db);
    const granted = await workspace.as(dewi, (ctx) =>
      grantAccess(ctx, { people: [maya], role: "member", departments: ["support"] }),
    );
    expect(granted).toMatchObject({
      added: [{ name: "Maya Putri", before: null, after: { role: "member", departments: ["support"] } }],
      changed: [],
      unchanged: [],
      leftOut: [],
    });
    expect(await workspace.as(maya, async (ctx) => ctx.member)).toMatchObject({
      role: "member",
      departments: ["support"],
    });
    const dewiId = await workspace.as(dewi, async (ctx) => ctx.member?.id);
    expect((await workspace.audit()).at(-1)).toMatchObject({
      action: "access.granted",
      actorId: dewiId,
      after: { role: "member", departments: ["support"] },
    });
  });

  it("refuses whoever may not, and changes nothing", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "manager", departments: [] }));
    const before = await workspace.audit();
    const attempt = workspace.as(maya, (ctx) => grantAccess(ctx, { people: [rizky], role: "member", departments: [] }));
    await expect(attempt).rejects.toMatchObject({ code: "not_permitted", details: { permission: "access:manage" } });
    await expect(
      workspace.as(bima, (ctx) => grantAccess(ctx, { people: [bima], role: "steward", departments: [] })),
    ).rejects.toMatchObject({ code: "guest" });
    expect(await workspace.audit()).toEqual(before);
  });

  it("keeps what is not said and tells what changed from what", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "manager", departments: ["sales"] }));
    const granted = await workspace.as(dewi, (ctx) =>
      grantAccess(ctx, { people: [maya], role: null, departments: ["support"] }),
    );
    expect(granted.changed).toMatchObject([
      { before: { role: "manager", departments: ["sales"] }, after: { role: "manager", departments: ["support"] } },
    ]);
    const again = await workspace.as(dewi, (ctx) =>
      grantAccess(ctx, { people: [maya], role: "manager", departments: null }),
    );
    expect(again).toMatchObject({ changed: [], unchanged: [{ name: "Maya Putri" }] });
    expect((await workspace.audit()).map(({ action }) => action)).toEqual([
      "workspace.enrolled",
      "access.granted",
      "access.granted",
      "access.changed",
    ]);
  });

  it("welcomes each new person once, and nobody for a change or for themselves", async () => {
    const workspace = await enrolled(db);
    const grant = (people: (typeof maya)[], role: "viewer" | "member") =>
      workspace.as(dewi, (ctx) => grantAccess(ctx, { people, role, departments: ["sales"] }));
    await grant([maya, rizky, maya], "viewer");
    await grant([maya], "member");
    const welcomed = (await workspace.notices()).filter(({ kind }) => kind === "welcome-member");
    expect(welcomed.map(({ recipient }) => recipient).toSorted()).toEqual(["UMAYA", "URIZKY"]);
  });

  it("leaves out guests and the deactivated among others, and refuses them alone", async () => {
    const workspace = await enrolled(db);
    const gone = person("UGONE", "Gita Gone", { deactivated: true });
    const granted = await workspace.as(dewi, (ctx) =>
      grantAccess(ctx, { people: [maya, bima, gone], role: "member", departments: [] }),
    );
    expect(granted.added.map(({ name }) => name)).toEqual(["Maya Putri"]);
    expect(granted.leftOut).toEqual([
      { name: "Bima Aditya", why: "guest" },
      { name: "Gita Gone", why: "deactivated" },
    ]);
    await expect(
      workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [bima], role: "member", departments: [] })),
    ).rejects.toMatchObject({ code: "guest_cannot_be_granted", details: { name: "Bima Aditya" } });
    await expect(
      workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [gone], role: "member", departments: [] })),
    ).rejects.toMatchObject({ code: "deactivated_cannot_be_granted" });
    await expect(
      workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [], role: "member", departments: [] })),
    ).rejects.toMatchObject({ code: "nobody_named" });
  });

  it("never lowers a role or drops a department of somebody who came with a channel", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "manager", departments: ["support"] }));
    const granted = await workspace.as(dewi, (ctx) =>
      grantAccess(ctx, { people: [], throughChannel: [dewi, maya, rizky], role: "member", departments: ["sales"] }),
    );
    expect(granted.added.map(({ name, after }) => [name, after])).toEqual([
      ["Rizky Pratama", { role: "member", departments: ["sales"] }],
    ]);
    expect(granted.changed.map(({ name, after }) => [name, after])).toEqual([
      ["Dewi Lestari", { role: "steward", departments: ["sales"] }],
      ["Maya Putri", { role: "manager", departments: ["support", "sales"] }],
    ]);
  });

  it("refuses to make the last steward something else", async () => {
    const workspace = await enrolled(db);
    const demote = () =>
      workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [dewi], role: "member", departments: null }));
    await expect(demote()).rejects.toMatchObject({ code: "last_steward", details: { name: "Dewi Lestari" } });
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "steward", departments: null }));
    expect((await demote()).changed).toHaveLength(1);
  });

  it("keeps a steward when two demote each other at one moment", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "steward", departments: null }));
    const outcomes = await Promise.allSettled([
      workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "viewer", departments: null })),
      workspace.as(maya, (ctx) => grantAccess(ctx, { people: [dewi], role: "viewer", departments: null })),
    ]);
    const { stewards } = await workspace.as(null, (ctx) => listAccess(ctx, { offset: 0, limit: 5 }));
    expect(stewards).toBe(1);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("lets an owner without a role appoint a steward, and read nothing before", async () => {
    const workspace = await enrolled(db);
    const wulan = person("UWULAN", "Wulan Sari", { isSlackOwner: true });
    await expect(workspace.as(wulan, (ctx) => allow(ctx, "customers:read"))).rejects.toMatchObject({
      code: "no_access",
    });
    const granted = await workspace.as(wulan, (ctx) =>
      grantAccess(ctx, { people: [wulan], role: "steward", departments: null }),
    );
    expect(granted.added).toHaveLength(1);
    await workspace.as(wulan, (ctx) => allow(ctx, "customers:read"));
    expect((await workspace.notices()).filter(({ recipient }) => recipient === "UWULAN")).toEqual([]);
  });

  it("grants five hundred people at once", async () => {
    const workspace = await enrolled(db);
    const crowd = Array.from({ length: 500 }, (_, index) => person(`UC${index}`, `Person ${index}`));
    const granted = await workspace.as(dewi, (ctx) =>
      grantAccess(ctx, { people: [], throughChannel: crowd, role: "viewer", departments: ["sales"] }),
    );
    expect(granted.added).toHaveLength(500);
    const page = await workspace.as(dewi, (ctx) => listAccess(ctx, { offset: 0, limit: 15 }), installedAt);
    expect(page).toMatchObject({ total: 501, stewards: 1 });
  });
});

describe("grantAccess with an end", () => {
  /** 20 November 2026, 09:00 in Jakarta */
  const until = (day: string | null, role: "member" | "steward" = "member") => ({
    people: [maya],
    role,
    departments: ["sales" as const],
    until: day,
  });

  it("ends with the last second of that day by the workspace's clock, wherever the person is", async () => {
    const workspace = await enrolled(db);
    const abroad = { ...maya, zone: "America/Los_Angeles" };
    const { added } = await workspace.as(dewi, (ctx) =>
      grantAccess(ctx, { ...until("2026-11-20"), people: [abroad], reason: "covers for Rizky" }),
    );
    const endsAt = new Date("2026-11-20T17:00:00Z");
    expect(added).toMatchObject([{ after: { endsAt, reason: "covers for Rizky" } }]);
    const roleAt = (at: number) => workspace.as(abroad, async (ctx) => ctx.member?.role, new Date(at));
    expect(await roleAt(endsAt.getTime() - 1)).toBe("member");
    expect(await roleAt(endsAt.getTime())).toBeNull();
    expect((await workspace.audit()).at(-1)).toMatchObject({
      after: { endsAt: "2026-11-20T17:00:00.000Z", reason: "covers for Rizky" },
    });
  });

  it("ends with the local day where the clocks change in it", async () => {
    const workspace = await enrolled(db, { people: [{ ...dewi, zone: "Europe/Berlin" }] });
    const { added } = await workspace.as(dewi, (ctx) => grantAccess(ctx, until("2027-03-28")));
    expect(added[0]?.after.endsAt).toEqual(new Date("2027-03-28T22:00:00Z"));
  });

  it("refuses a day that is over and one that does not exist", async () => {
    const workspace = await enrolled(db);
    const attempt = (day: string) => workspace.as(dewi, (ctx) => grantAccess(ctx, until(day)));
    await expect(attempt("2026-11-19")).rejects.toMatchObject({ code: "end_passed", details: { day: "2026-11-19" } });
    await expect(attempt("2026-02-31")).rejects.toMatchObject({ code: "unreadable_end" });
  });

  it("keeps the end that is not spoken of, takes it away when told to, and keeps every grant that was", async () => {
    const workspace = await enrolled(db);
    const give = (input: object) =>
      workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: null, departments: null, ...input }));
    await give(until("2026-12-31"));
    expect((await give({ role: "manager" })).changed).toMatchObject([
      { after: { role: "manager", endsAt: new Date("2026-12-31T17:00:00Z") } },
    ]);
    expect((await give({ until: null })).changed[0]?.after.endsAt).toBeUndefined();
    expect((await give({ until: null })).unchanged).toHaveLength(1);
    expect((await give({ reason: "leads the branch" })).changed).toMatchObject([
      { after: { reason: "leads the branch" } },
    ]);
    const grants = await workspace.as(null, (ctx) =>
      ctx.tx.accessGrant.findMany({ where: { member: { name: maya.name } } }),
    );
    expect(grants).toHaveLength(4);
    expect(grants.filter(({ revokedAt }) => revokedAt === null)).toHaveLength(1);
  });

  it("changes only who has access where that is asked", async () => {
    const workspace = await enrolled(db);
    const attempt = workspace.as(dewi, (ctx) => grantAccess(ctx, { ...until(null), onlyChange: true }));
    await expect(attempt).rejects.toMatchObject({ code: "has_no_access", details: { name: "Maya Putri" } });
  });

  it("always leaves a steward whose access lasts", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, (ctx) => grantAccess(ctx, until("2026-12-31", "steward")));
    const step = (input: object) =>
      workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [dewi], role: null, departments: null, ...input }));
    for (const weaker of [{ role: "member" }, { until: "2027-01-31" }]) {
      await expect(step(weaker)).rejects.toMatchObject({
        code: "last_lasting_steward",
        details: { name: "Dewi Lestari" },
      });
    }
    await workspace.as(dewi, (ctx) => grantAccess(ctx, until(null, "steward")));
    await step({ role: "member" });
  });
});
