import { describe, expect, it } from "vitest";
import { findMember } from "../../../src/crm/access/find-member.ts";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import { listAccessAsOf } from "../../../src/crm/access/list-access-as-of.ts";
import { revokeAccess } from "../../../src/crm/access/revoke-access.ts";
import { testClient } from "../../support/database.ts";
import { dewi, enrolled, installedAt, maya } from "./enrolled-workspace.ts";

const db = testClient();
/** installed on 20 November 2026, 09:00 in Jakarta */
const at = (hours: number) => new Date(installedAt.getTime() + hours * 3_600_000);
const later = at(24 * 30);

describe("listAccessAsOf", () => {
  it("tells who had access at the end of any day, with what and from whom [R8]", async () => {
    const workspace = await enrolled(db);
    const asOf = async (day: string, now = later) =>
      (await workspace.as(dewi, (ctx) => listAccessAsOf(ctx, { day, offset: 0, limit: 10 }), now)).rows.map(
        ({ name, role, departments, grantedBy }) => [name, role, departments.join(), grantedBy].join(" "),
      );
    const give = (hours: number, input: object) =>
      workspace.as(
        dewi,
        (ctx) => grantAccess(ctx, { people: [maya], role: null, departments: null, ...input }),
        at(hours),
      );
    await give(24, { role: "member", departments: ["sales"] });
    await give(48, { role: "manager", until: "2026-11-24" });
    // Withdrawn in the evening of the 26th, Jakarta time, given back half an hour later and past midnight.
    await give(24 * 5, { role: "viewer", departments: [] });
    const memberId = (await workspace.as(dewi, (ctx) => findMember(ctx, maya)))?.memberId ?? "";
    await workspace.as(dewi, (ctx) => revokeAccess(ctx, { memberIds: [memberId] }), at(24 * 6 + 14.75));
    await give(24 * 6 + 15.25, { role: "member", departments: ["support"] });
    const owner = "Dewi Lestari steward  ";
    expect(await asOf("2026-11-19")).toEqual([]);
    expect(await asOf("2026-11-20")).toEqual([owner]);
    expect(await asOf("2026-11-21")).toEqual([owner, "Maya Putri member sales Dewi Lestari"]);
    expect(await asOf("2026-11-23")).toEqual([owner, "Maya Putri manager sales Dewi Lestari"]);
    expect(await asOf("2026-11-24")).toEqual([owner, "Maya Putri manager sales Dewi Lestari"]);
    expect(await asOf("2026-11-25")).toEqual([owner, "Maya Putri viewer  Dewi Lestari"]);
    expect(await asOf("2026-11-26")).toEqual([owner]);
    expect(await asOf("2026-11-27")).toEqual([owner, "Maya Putri member support Dewi Lestari"]);
    expect(await asOf("2026-11-20", at(0))).toEqual([owner]);
  });

  it("refuses days to come and days that do not exist, by the workspace's clock", async () => {
    const workspace = await enrolled(db);
    const ask = (day: string, now: Date) =>
      workspace.as(dewi, (ctx) => listAccessAsOf(ctx, { day, offset: 0, limit: 10 }), now);
    await expect(ask("2026-11-21", at(0))).rejects.toMatchObject({
      code: "day_to_come",
      details: { day: "2026-11-21" },
    });
    // 17:30 in UTC is past midnight in Jakarta.
    expect(await ask("2026-11-21", at(15.5))).toMatchObject({ today: true, total: 1 });
    await expect(ask("2026-02-31", at(0))).rejects.toMatchObject({ code: "unreadable_day" });
  });

  it("turns pages", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "member", departments: [] }));
    const page = await workspace.as(
      dewi,
      (ctx) => listAccessAsOf(ctx, { day: "2026-11-21", offset: 1, limit: 1 }),
      later,
    );
    expect(page).toMatchObject({ total: 2, rows: [{ name: "Maya Putri" }] });
  });
});
