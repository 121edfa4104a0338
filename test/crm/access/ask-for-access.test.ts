import { describe, expect, it } from "vitest";
import { askForAccess } from "../../../src/crm/access/ask-for-access.ts";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import { testClient } from "../../support/database.ts";
import { bima, dewi, enrolled, installedAt, maya, person, rizky } from "./enrolled-workspace.ts";

const db = testClient();
const later = (hours: number) => new Date(installedAt.getTime() + hours * 3_600_000);
const askDewi = { slackUserId: dewi.slackUserId };

describe("askForAccess", () => {
  it("sends the steward one question a day", async () => {
    const workspace = await enrolled(db);
    const ask = (hours: number) => workspace.as(maya, (ctx) => askForAccess(ctx, askDewi), later(hours));
    expect(await ask(0)).toMatchObject({ name: "Dewi Lestari", before: false });
    expect(await ask(5)).toMatchObject({ name: "Dewi Lestari", before: true, at: installedAt });
    expect(await ask(25)).toMatchObject({ before: false });
    const asked = (await workspace.notices()).filter(({ kind }) => kind === "access-asked");
    expect(asked.map(({ recipient }) => recipient)).toEqual(["UDEWI", "UDEWI"]);
    expect((await workspace.audit()).filter(({ action }) => action === "access.asked")).toHaveLength(2);
  });

  it("keeps two askers apart", async () => {
    const workspace = await enrolled(db);
    await workspace.as(maya, (ctx) => askForAccess(ctx, askDewi));
    expect(await workspace.as(rizky, (ctx) => askForAccess(ctx, askDewi))).toMatchObject({ before: false });
  });

  it("asks another steward when the one on the button is none any more", async () => {
    const workspace = await enrolled(db);
    const wulan = person("UWULAN", "Wulan Sari");
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [wulan], role: "steward", departments: null }));
    await workspace.as(wulan, (ctx) => grantAccess(ctx, { people: [dewi], role: "viewer", departments: null }));
    expect(await workspace.as(maya, (ctx) => askForAccess(ctx, askDewi))).toMatchObject({ name: "Wulan Sari" });
  });

  it("asks an owner of the Slack workspace when there is no steward", async () => {
    const workspace = await enrolled(db, { people: [maya] });
    const wulan = person("UWULAN", "Wulan Sari", { isSlackOwner: true });
    await expect(workspace.as(maya, (ctx) => askForAccess(ctx, askDewi))).rejects.toMatchObject({
      code: "no_access",
      details: { stewards: [] },
    });
    await workspace.as(wulan, async () => {});
    expect(await workspace.as(maya, (ctx) => askForAccess(ctx, askDewi))).toMatchObject({ name: "Wulan Sari" });
  });

  it("is not for guests", async () => {
    const workspace = await enrolled(db);
    await expect(workspace.as(bima, (ctx) => askForAccess(ctx, askDewi))).rejects.toMatchObject({ code: "guest" });
    expect((await workspace.notices()).map(({ kind }) => kind)).toEqual(["welcome-installer"]);
  });
});
