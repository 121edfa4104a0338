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
