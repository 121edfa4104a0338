import { describe, expect, it } from "vitest";
import { findMember } from "../../../src/crm/access/find-member.ts";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import type { Role } from "../../../src/crm/access/permission.ts";
import { allow } from "../../../src/crm/access/permission.ts";
import { revokeAccess } from "../../../src/crm/access/revoke-access.ts";
import type { Profile } from "../../../src/db/open-transaction.ts";
import { testClient } from "../../support/database.ts";
import { dewi, type EnrolledWorkspace, enrolled, installedAt, maya, person, rizky } from "./enrolled-workspace.ts";

const db = testClient();

const grant = (workspace: EnrolledWorkspace, who: Profile, role: Role) =>
  workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [who], role, departments: ["sales"] }));

async function idOf(workspace: EnrolledWorkspace, who: Profile): Promise<string> {
  const member = await workspace.as(null, (ctx) => findMember(ctx, { slackUserId: who.slackUserId }));
  return member?.memberId ?? "";
}

describe("revokeAccess", () => {
  it("ends access at once and keeps what was before", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, maya, "member");
    const memberId = await idOf(workspace, maya);
    const revoked = await workspace.as(dewi, (ctx) => revokeAccess(ctx, { memberIds: [memberId, memberId] }));
    expect(revoked).toEqual([{ memberId, name: "Maya Putri", before: { role: "member", departments: ["sales"] } }]);
    await expect(workspace.as(maya, (ctx) => allow(ctx, "customers:read"))).rejects.toMatchObject({
      code: "no_access",
    });
    expect((await workspace.audit()).at(-1)).toMatchObject({
      action: "access.revoked",
      subjectId: memberId,
      before: { role: "member", departments: ["sales"] },
    });
  });

  it("refuses the last steward, also among several", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, maya, "manager");
    const memberIds = [await idOf(workspace, dewi), await idOf(workspace, maya)];
    await expect(workspace.as(dewi, (ctx) => revokeAccess(ctx, { memberIds }))).rejects.toMatchObject({
      code: "last_steward",
      details: { name: "Dewi Lestari" },
    });
    expect(await workspace.as(maya, async (ctx) => ctx.member?.role)).toBe("manager");
  });

  it("counts no steward who is deactivated in Slack", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, maya, "steward");
    await workspace.enrol({ people: [dewi, { ...maya, deactivated: true }] });
    const memberIds = [await idOf(workspace, dewi)];
    await expect(workspace.as(dewi, (ctx) => revokeAccess(ctx, { memberIds }))).rejects.toMatchObject({
      code: "last_steward",
    });
  });

  it("leaves a steward when two revoke each other at one moment", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, maya, "steward");
    const [dewiId, mayaId] = [await idOf(workspace, dewi), await idOf(workspace, maya)];
    const outcomes = await Promise.allSettled([
      workspace.as(dewi, (ctx) => revokeAccess(ctx, { memberIds: [mayaId] })),
      workspace.as(maya, (ctx) => revokeAccess(ctx, { memberIds: [dewiId] })),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("refuses whoever has no access, nobody at all, and people of another workspace", async () => {
    const workspace = await enrolled(db);
    const other = await enrolled(db);
    await grant(other, maya, "member");
    await workspace.as(rizky, async () => {});
    const rizkyId = await idOf(workspace, rizky);
    const theirs = await idOf(other, maya);
    const revoke = (...memberIds: string[]) => workspace.as(dewi, (ctx) => revokeAccess(ctx, { memberIds }));
    await expect(revoke(rizkyId)).rejects.toMatchObject({ code: "has_no_access", details: { name: "Rizky Pratama" } });
    await expect(revoke()).rejects.toMatchObject({ code: "nobody_named" });
    await expect(revoke(theirs)).rejects.toMatchObject({ code: "stranger_has_no_access" });
    expect(await other.as(maya, async (ctx) => ctx.member?.role)).toBe("member");
  });

  it("lets access be given back, with a second welcome only after a day", async () => {
    const workspace = await enrolled(db);
    const later = (hours: number) => new Date(installedAt.getTime() + hours * 3_600_000);
    for (const hours of [0, 1, 26]) {
      await workspace.as(
        dewi,
        (ctx) => grantAccess(ctx, { people: [maya], role: "member", departments: null }),
        later(hours),
      );
      const memberId = await idOf(workspace, maya);
      await workspace.as(dewi, (ctx) => revokeAccess(ctx, { memberIds: [memberId] }), later(hours + 0.5));
    }
    const welcomed = (await workspace.notices()).filter(({ recipient }) => recipient === maya.slackUserId);
    expect(welcomed).toHaveLength(2);
  });

  it("is not for managers", async () => {
    const workspace = await enrolled(db);
    await grant(workspace, maya, "manager");
    await grant(workspace, rizky, "viewer");
    const memberIds = [await idOf(workspace, rizky)];
    await expect(workspace.as(maya, (ctx) => revokeAccess(ctx, { memberIds }))).rejects.toMatchObject({
      code: "not_permitted",
    });
    const stranger = person("UNEW", "Nadia New");
    await expect(workspace.as(stranger, (ctx) => revokeAccess(ctx, { memberIds }))).rejects.toMatchObject({
      code: "no_access",
    });
  });
});
