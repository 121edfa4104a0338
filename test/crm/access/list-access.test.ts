import { describe, expect, it } from "vitest";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import { countAccess, listAccess } from "../../../src/crm/access/list-access.ts";
import { testClient } from "../../support/database.ts";
import { dewi, enrolled, installedAt, maya, person, rizky } from "./enrolled-workspace.ts";

const db = testClient();

async function team() {
  const workspace = await enrolled(db);
  const wulan = person("UWULAN", "Wulan 50%_Sari");
  await workspace.as(dewi, async (ctx) => {
    await grantAccess(ctx, { people: [maya], role: "member", departments: ["support"] });
    await grantAccess(ctx, { people: [rizky], role: "manager", departments: ["sales", "marketing"] });
    await grantAccess(ctx, { people: [wulan], role: "viewer", departments: ["sales"] });
  });
  return workspace;
}

describe("listAccess", () => {
  it("lists by department and name, with since when and from whom", async () => {
    const workspace = await team();
    const { rows } = await workspace.as(dewi, (ctx) => listAccess(ctx, { offset: 0, limit: 10 }));
    expect(rows.map(({ name, role, departments, grantedBy }) => [name, role, departments, grantedBy])).toEqual([
      ["Rizky Pratama", "manager", ["marketing", "sales"], "Dewi Lestari"],
      ["Wulan 50%_Sari", "viewer", ["sales"], "Dewi Lestari"],
      ["Maya Putri", "member", ["support"], "Dewi Lestari"],
      ["Dewi Lestari", "steward", [], null],
    ]);
    expect(rows.every(({ since }) => since.getTime() === installedAt.getTime())).toBe(true);
  });

  it("turns pages without losing or doubling anybody", async () => {
    const workspace = await team();
    const pages = await workspace.as(dewi, async (ctx) => [
      await listAccess(ctx, { offset: 0, limit: 3 }),
      await listAccess(ctx, { offset: 3, limit: 3 }),
      await listAccess(ctx, { offset: 900, limit: 3 }),
    ]);
    expect(pages.map(({ rows }) => rows.length)).toEqual([3, 1, 0]);
    expect(new Set(pages.flatMap(({ rows }) => rows.map(({ memberId }) => memberId))).size).toBe(4);
  });

  it("narrows by role, department or part of a name, reading % and _ as they are", async () => {
    const workspace = await team();
    const names = (filter: Parameters<typeof listAccess>[1]["filter"]) =>
      workspace.as(dewi, async (ctx) => {
        const page = await listAccess(ctx, { ...(filter && { filter }), offset: 0, limit: 10 });
        return page.rows.map(({ name }) => name);
      });
    expect(await names({ role: "manager" })).toEqual(["Rizky Pratama"]);
    expect(await names({ department: "sales" })).toEqual(["Rizky Pratama", "Wulan 50%_Sari"]);
    expect(await names({ name: "PUTRI may" })).toEqual(["Maya Putri"]);
    expect(await names({ name: "0%_s" })).toEqual(["Wulan 50%_Sari"]);
    expect(await names({ name: "%" })).toEqual(["Wulan 50%_Sari"]);
    expect(await names({ name: "'; drop table member" })).toEqual([]);
  });

  it("shows nothing of another workspace", async () => {
    const [workspace, other] = [await team(), await enrolled(db)];
    const page = await other.as(dewi, (ctx) => listAccess(ctx, { offset: 0, limit: 10 }));
    expect(page.total).toBe(1);
    expect(await workspace.as(dewi, (ctx) => countAccess(ctx))).toEqual({
      viewer: 1,
      member: 1,
      manager: 1,
      steward: 1,
    });
  });

  it("is for stewards", async () => {
    const workspace = await team();
    await expect(workspace.as(maya, (ctx) => listAccess(ctx, { offset: 0, limit: 10 }))).rejects.toMatchObject({
      code: "not_permitted",
      details: { stewards: [{ name: "Dewi Lestari" }] },
    });
  });
});
