import { describe, expect, it } from "vitest";
import { startReview } from "../../../src/crm/access/access-review.ts";
import { findAccessFindings } from "../../../src/crm/access/find-access-findings.ts";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import { findOwnershipGaps, listOwners, ownedSubjects } from "../../../src/crm/access/ownership.ts";
import { setOwners } from "../../../src/crm/access/set-owners.ts";
import { testClient } from "../../support/database.ts";
import { dewi, type EnrolledWorkspace, enrolled, installedAt, maya, rizky } from "./enrolled-workspace.ts";

const db = testClient();

const name = (
  workspace: EnrolledWorkspace,
  slackUserId: string | null,
  subjects: readonly (typeof ownedSubjects)[number][],
) => workspace.as(dewi, (ctx) => setOwners(ctx, { owners: subjects.map((subject) => ({ subject, slackUserId })) }));

describe("the register of owners", () => {
  it("has the CRM itself, each duty and each group of fields, and begins as a finding [R2, R4]", async () => {
    const workspace = await enrolled(db);
    const gaps = await workspace.as(dewi, findOwnershipGaps);
    expect(gaps).toEqual(ownedSubjects.map((subject) => ({ subject, left: null })));
    await name(workspace, "UDEWI", ownedSubjects);
    expect(await workspace.as(dewi, findOwnershipGaps)).toEqual([]);
    expect((await workspace.audit()).at(-1)).toMatchObject({ action: "ownership.changed", before: { memberId: null } });
  });

  it("keeps who answered before, and writes only what changed", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "member", departments: ["support"] }));
    await name(workspace, "UDEWI", ["history", "value"]);
    expect(await name(workspace, "UMAYA", ["history"])).toMatchObject([
      { subject: "history", owner: { name: "Maya Putri" } },
    ]);
    expect(await name(workspace, "UMAYA", ["history"])).toEqual([]);
    await name(workspace, null, ["value"]);
    const rows = await workspace.as(null, (ctx) => ctx.tx.ownership.findMany({ orderBy: { id: "asc" } }));
    expect(rows.map(({ subject, endedAt }) => [subject, endedAt !== null])).toEqual([
      ["history", true],
      ["value", true],
      ["history", false],
    ]);
  });

  it("tells of an owner who left", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "member", departments: ["support"] }));
    await name(workspace, "UDEWI", ownedSubjects);
    await name(workspace, "UMAYA", ["history"]);
    await workspace.enrol({ people: [dewi, { ...maya, deactivated: true }] });
    expect(await workspace.as(dewi, findOwnershipGaps)).toEqual([{ subject: "history", left: "Maya Putri" }]);
  });

  it("names only people with access, and only by whoever gives it; everybody with access may read it", async () => {
    const workspace = await enrolled(db);
    await expect(name(workspace, "URIZKY", ["crm"])).rejects.toMatchObject({ code: "owner_needs_access" });
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "viewer", departments: [] }));
    const attempt = workspace.as(maya, (ctx) => setOwners(ctx, { owners: [{ subject: "crm", slackUserId: "UMAYA" }] }));
    await expect(attempt).rejects.toMatchObject({ code: "not_permitted" });
    expect(await workspace.as(maya, listOwners)).toHaveLength(ownedSubjects.length);
    await expect(workspace.as(rizky, listOwners)).rejects.toMatchObject({ code: "no_access" });
  });
});

describe("findAccessFindings", () => {
  it("tells of a review that is overdue after fourteen days", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, startReview);
    const findings = (days: number) =>
      workspace.as(dewi, findAccessFindings, new Date(installedAt.getTime() + days * 86_400_000 + 1));
    expect((await findings(13)).overdueReview).toBeNull();
    expect((await findings(14)).overdueReview).toMatchObject({ left: 1 });
  });
});
