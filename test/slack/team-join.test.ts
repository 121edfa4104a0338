import { describe, expect, it } from "vitest";
import { grantAccess } from "../../src/crm/access/grant-access.ts";
import { teamJoin } from "../../src/slack/events/team-join.ts";
import { dewi, enrolled, maya } from "../crm/access/enrolled-workspace.ts";
import { testClient } from "../support/database.ts";
import { describeOverBoth } from "./over-both.ts";

const db = testClient();

describeOverBoth("somebody who joins the Slack workspace", (suite) => {
  it("gets no access by it, and is known by name and zone once somebody gives it", async () => {
    const added = suite.sandbox.administer.addPerson({
      ...{ handle: "sari", realName: "Sari Utami", title: "Sales", department: "sales" },
      ...{ zone: "Asia/Makassar", email: "sari@contoh.example" },
    });
    await suite.sandbox.eventsSettled();
    const known = () =>
      db.inWorkspace(suite.running.bot.workspaceId, (tx) => tx.member.findMany({ where: { slackUserId: added } }));
    expect(await known()).toEqual([]);
    await suite.ask("dewi", "/crm-admin", `access grant <@${added}> member sales`);
    expect(await known()).toMatchObject([{ name: "Sari Utami", zone: "Asia/Makassar", deactivatedAt: null }]);
  });
});

describe("team_join", () => {
  it("takes the access of a member whom Slack has as a guest now, and gives none back", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "member", departments: ["sales"] }));
    const joins = (change: object) =>
      workspace.as(null, (ctx) => teamJoin.run(ctx, { user: { id: maya.slackUserId } }, { ...maya, ...change }, []));
    const grants = () =>
      db.inWorkspace(workspace.id, (tx) =>
        tx.accessGrant.count({ where: { revokedAt: null, member: { slackUserId: maya.slackUserId } } }),
      );
    await joins({});
    expect(await grants()).toBe(1);
    await joins({ isGuest: true });
    expect(await grants()).toBe(0);
    await joins({ isGuest: false });
    expect(await grants()).toBe(0);
    expect((await workspace.audit()).map(({ action }) => action)).toContain("member.guest_changed");
  });
});
