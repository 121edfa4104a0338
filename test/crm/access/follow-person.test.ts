import { describe, expect, it } from "vitest";
import { followPerson } from "../../../src/crm/access/follow-person.ts";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import { allow } from "../../../src/crm/access/permission.ts";
import type { Profile } from "../../../src/db/open-transaction.ts";
import { testClient } from "../../support/database.ts";
import { dewi, type EnrolledWorkspace, enrolled, maya, person } from "./enrolled-workspace.ts";

const db = testClient();

async function withMaya(): Promise<EnrolledWorkspace> {
  const workspace = await enrolled(db);
  await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "member", departments: ["sales"] }));
  return workspace;
}

const tell = (workspace: EnrolledWorkspace, profile: Profile) =>
  workspace.as(null, (ctx) => followPerson(ctx, profile));

describe("followPerson", () => {
  it("ends access with deactivation in Slack, for good", async () => {
    const workspace = await withMaya();
    await tell(workspace, { ...maya, deactivated: true });
    await expect(
      workspace.as({ ...maya, deactivated: true }, (ctx) => allow(ctx, "customers:read")),
    ).rejects.toMatchObject({ code: "no_access" });
    await tell(workspace, maya);
    await expect(workspace.as(maya, (ctx) => allow(ctx, "customers:read"))).rejects.toMatchObject({
      code: "no_access",
    });
    expect((await workspace.audit()).slice(-3).map(({ action }) => action)).toEqual([
      "member.deactivated",
      "access.revoked",
      "member.reactivated",
    ]);
  });

  it("ends the access of whoever becomes a guest", async () => {
    const workspace = await withMaya();
    await tell(workspace, { ...maya, isGuest: true });
    await expect(workspace.as({ ...maya, isGuest: true }, (ctx) => allow(ctx, "customers:read"))).rejects.toMatchObject(
      { code: "guest" },
    );
  });

  it("keeps a new zone and name, and the old zone where none is told", async () => {
    const workspace = await withMaya();
    await tell(workspace, { ...maya, name: "Maya Putri Dewi", zone: "Asia/Makassar" });
    await tell(workspace, { ...maya, name: "Maya P.", zone: null, locale: null });
    const row = await workspace.as(null, (ctx) => ctx.tx.member.findFirst({ where: { slackUserId: "UMAYA" } }));
    expect(row).toMatchObject({ name: "Maya P.", zone: "Asia/Makassar", locale: "en-US" });
  });

  it("writes nothing of people who have nothing to do with the CRM", async () => {
    const workspace = await withMaya();
    await tell(workspace, person("UNEW", "Nadia New"));
    expect(await workspace.as(null, (ctx) => ctx.tx.member.count({ where: { slackUserId: "UNEW" } }))).toBe(0);
  });

  it("tells the owners when the last steward goes", async () => {
    const workspace = await withMaya();
    const wulan = person("UWULAN", "Wulan Sari", { isSlackOwner: true });
    await workspace.as(wulan, async () => {});
    await tell(workspace, { ...dewi, isSlackOwner: false, deactivated: true });
    expect((await workspace.notices()).filter(({ kind }) => kind === "no-steward-left")).toEqual([
      { kind: "no-steward-left", recipient: "UWULAN", payload: {} },
    ]);
  });
});
