import { describe, expect, it } from "vitest";
import { checkPeople } from "../../../src/crm/access/check-people.ts";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import { testClient } from "../../support/database.ts";
import { bima, dewi, enrolled, maya, rizky } from "./enrolled-workspace.ts";

const db = testClient();

describe("checkPeople", () => {
  it("ends the access of whoever was deactivated or made a guest unseen, and of nobody else", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, (ctx) =>
      grantAccess(ctx, { people: [maya, rizky], role: "member", departments: ["sales"] }),
    );
    const slack = [dewi, { ...maya, deactivated: true }, { ...rizky, isGuest: true }, bima];
    expect(await workspace.as(null, (ctx) => checkPeople(ctx, slack))).toEqual({ checked: 3, lostAccess: 2 });
    expect(await workspace.as(null, (ctx) => checkPeople(ctx, slack))).toEqual({ checked: 3, lostAccess: 0 });
    expect(await workspace.as(dewi, async (ctx) => ctx.member?.role)).toBe("steward");
    expect(await workspace.as(null, (ctx) => checkPeople(ctx, []))).toEqual({ checked: 0, lostAccess: 0 });
  });

  it("tells the owners of the Slack workspace when the last steward is gone, who can appoint one", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "steward", departments: [] }));
    const owner = { ...rizky, isSlackOwner: true };
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [owner], role: "viewer", departments: [] }));
    const gone = [{ ...dewi, deactivated: true }, { ...maya, deactivated: true }, owner];
    await workspace.as(null, (ctx) => checkPeople(ctx, gone));
    expect(await workspace.notices()).toContainEqual({ kind: "no-steward-left", recipient: "URIZKY", payload: {} });
    await workspace.as(owner, (ctx) => grantAccess(ctx, { people: [owner], role: "steward", departments: [] }));
    expect(await workspace.as(owner, async (ctx) => ctx.member?.role)).toBe("steward");
  });
});
