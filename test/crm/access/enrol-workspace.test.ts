import { describe, expect, it } from "vitest";
import { enrolWorkspace } from "../../../src/crm/access/enrol-workspace.ts";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import { listAccess } from "../../../src/crm/access/list-access.ts";
import { allow } from "../../../src/crm/access/permission.ts";
import { revokeAccess } from "../../../src/crm/access/revoke-access.ts";
import { workspaceIdOf } from "../../../src/db/open-transaction.ts";
import { testClient } from "../../support/database.ts";
import { bima, dewi, enrolled, installedAt, maya, person, rizky } from "./enrolled-workspace.ts";

const db = testClient();
const list = { offset: 0, limit: 20 };

describe("enrolWorkspace", () => {
  it("makes stewards of the owners and of nobody else [R8]", async () => {
    const wulan = person("UWULAN", "Wulan Sari", { isSlackOwner: true });
    const workspace = await enrolled(db, { people: [dewi, wulan, maya, bima] });
    const page = await workspace.as(null, (ctx) => listAccess(ctx, list));
    expect(page.rows.map(({ name, role, grantedBy }) => [name, role, grantedBy])).toEqual([
      ["Dewi Lestari", "steward", null],
      ["Wulan Sari", "steward", null],
    ]);
    await expect(workspace.as(maya, (ctx) => allow(ctx, "customers:read"))).rejects.toMatchObject({
      code: "no_access",
      details: { stewards: [{ name: "Dewi Lestari" }, { name: "Wulan Sari" }] },
    });
    const granted = (await workspace.audit()).filter(({ action }) => action === "access.granted");
    expect(granted.map(({ after }) => after)).toEqual([
      { role: "steward", departments: [], reason: "owns the Slack workspace" },
      { role: "steward", departments: [], reason: "owns the Slack workspace" },
    ]);
  });

  it("takes the country, language and currency from where the primary owner is", async () => {
    const workspace = await enrolled(db);
    const row = await workspace.as(null, async (ctx) => ctx.workspace);
    expect(row).toMatchObject({ region: "ID", zone: "Asia/Jakarta", locale: "en-ID", currency: "IDR" });
  });

  it("writes to the primary owner once, however often Steward starts", async () => {
    const wulan = person("UAAA", "Wulan Sari", { isSlackOwner: true });
    const workspace = await enrolled(db, { people: [wulan, dewi] });
    const before = await workspace.audit();
    const again = await workspace.enrol({}, new Date(installedAt.getTime() + 86_400_000));
    expect(again).toMatchObject({ first: false, appointed: [] });
    expect(await workspace.audit()).toEqual(before);
    expect(await workspace.notices()).toEqual([{ kind: "welcome-installer", recipient: "UDEWI", payload: {} }]);
  });

  it("enrols once when two processes start at one moment", async () => {
    const workspace = await enrolled(db);
    const [one, two] = await Promise.all([workspace.enrol(), workspace.enrol()]);
    expect([one.appointed, two.appointed]).toEqual([[], []]);
    const fresh = { teamId: `${workspace.facts.teamId}X` };
    const start = () =>
      db.inWorkspace(workspaceIdOf(fresh.teamId), (tx) =>
        enrolWorkspace(tx, { ...workspace.facts, ...fresh }, installedAt),
      );
    const starts = await Promise.all([start(), start(), start()]);
    expect(starts.filter(({ first }) => first)).toHaveLength(1);
    expect(starts.flatMap(({ appointed }) => appointed)).toEqual(["Dewi Lestari"]);
  });

  it("leaves an owner out whose access a steward has ended", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "steward", departments: null }));
    await workspace.as(maya, async (ctx) => {
      const { rows } = await listAccess(ctx, { ...list, filter: { name: "dewi" } });
      await revokeAccess(ctx, { memberIds: rows.map(({ memberId }) => memberId) });
    });
    expect(await workspace.enrol()).toMatchObject({ appointed: [] });
    const page = await workspace.as(null, (ctx) => listAccess(ctx, list));
    expect(page.rows.map(({ name }) => name)).toEqual(["Maya Putri"]);
  });

  it("ends the access of whoever was deactivated or made a guest while Steward was down", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, (ctx) =>
      grantAccess(ctx, { people: [maya, rizky], role: "member", departments: ["sales"] }),
    );
    await workspace.enrol({ people: [dewi, { ...maya, deactivated: true }, { ...rizky, isGuest: true }] });
    const page = await workspace.as(null, (ctx) => listAccess(ctx, list));
    expect(page.rows.map(({ name }) => name)).toEqual(["Dewi Lestari"]);
    const revoked = (await workspace.audit()).filter(({ action }) => action === "access.revoked");
    expect(revoked.map(({ before, after }) => [before, after])).toEqual([
      [{ role: "member", departments: ["sales"] }, { reason: "deactivated in Slack" }],
      [{ role: "member", departments: ["sales"] }, { reason: "a guest in Slack" }],
    ]);
  });

  it("follows a new name and address of the workspace and keeps what was chosen in it", async () => {
    const workspace = await enrolled(db);
    await workspace.enrol({ name: "Contoh Jaya", url: "https://contoh-jaya.slack.com/" });
    const row = await workspace.as(null, async (ctx) => ctx.workspace);
    expect(row).toMatchObject({ name: "Contoh Jaya", url: "https://contoh-jaya.slack.com/", region: "ID" });
    expect((await workspace.audit()).at(-1)).toMatchObject({ action: "workspace.changed", before: { name: "Contoh" } });
  });
});
