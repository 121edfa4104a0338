import { describe, expect, it } from "vitest";
import { makePersonFiles, requestPersonExport } from "../../../src/crm/privacy/export-person.ts";
import { Refusal } from "../../../src/crm/refusal.ts";
import { testClient } from "../../support/database.ts";
import { openTeam, type Team, today } from "../customers/open-team.ts";
import { openKnownPerson, traces } from "./known-person.ts";

const db = testClient();

async function exportOf(team: Team, contactId: string) {
  const exportId = await team.as("steward", (ctx) =>
    requestPersonExport(ctx, { contactId, reason: "they asked for it" }),
  );
  const files = await team.as(null, (ctx) => makePersonFiles(ctx, exportId));
  if (!files) throw new Error("There are no files");
  return { exportId, files };
}

describe("exportPerson", () => {
  it("gives every kind of row about the person, earlier values included, and nothing of anybody else", async () => {
    const team = await openTeam(db);
    const { id } = await openKnownPerson(team);
    const { files } = await exportOf(team, id);
    for (const trace of traces) {
      expect(files.json, trace).toContain(trace);
      expect(files.text, trace).toContain(trace);
    }
    for (const stranger of ["Ana Wijaya", "ana@sinar.example", "ana-wants-a-quote", "somebody(at)else"]) {
      expect(files.json).not.toContain(stranger);
      expect(files.text).not.toContain(stranger);
    }
    const data = JSON.parse(files.json) as Record<string, unknown[]>;
    expect(Object.keys(data)).toContain("contactPoints");
    expect(data["contactPoints"]).toHaveLength(4);
    expect(data["interactionVersions"]).toMatchObject([{ note: "wants-the-blue-one" }]);
    expect(data["postedMessages"]).toMatchObject([{ channel: "D1", ts: "1.000001" }]);
  });

  it("opens what the audit log says of them", async () => {
    const team = await openTeam(db);
    const { id } = await openKnownPerson(team);
    const { files } = await exportOf(team, id);
    const { auditEntries } = JSON.parse(files.json) as { auditEntries: { action: string; after: object | null }[] };
    expect(auditEntries.find(({ action }) => action === "contact.created")?.after).toMatchObject({
      name: "Zubaidi Santoso",
      email: ["zubaidi.first@example.com"],
    });
    expect(auditEntries.map(({ action }) => action)).toContain("privacy.exported");
  });

  it("is announced to the other stewards, answered to the one who asked, and kept with its reason", async () => {
    const team = await openTeam(db);
    const { id } = await openKnownPerson(team);
    await team.as(null, (ctx) =>
      ctx.tx.accessGrant.updateMany({ where: { memberId: team.memberIds.colleague }, data: { role: "steward" } }),
    );
    const { exportId } = await exportOf(team, id);
    const kept = await team.as(null, async (ctx) => ({
      notices: await ctx.tx.delivery.findMany({ orderBy: { kind: "asc" } }),
      export: await ctx.tx.dataExport.findFirst({ where: { id: exportId } }),
      entry: await ctx.tx.auditEntry.findFirst({ where: { action: "privacy.exported" } }),
    }));
    expect(kept.notices).toMatchObject([
      { kind: "data-exported", recipient: "UCOLLEAGUE", payload: { exportId, contactId: id } },
      { kind: "person-export", recipient: "USTEWARD", payload: { exportId, contactId: id } },
    ]);
    expect(kept.export).toMatchObject({ scope: "person", reason: "they asked for it", finishedAt: today });
    expect(kept.entry).toMatchObject({ actorId: team.memberIds.steward, subjectId: id });
  });

  it("refuses who is no steward, and to go without a reason", async () => {
    const team = await openTeam(db);
    const { id } = await openKnownPerson(team);
    const refused = (person: "seller" | "steward", reason: string) =>
      team
        .as(person, (ctx) => requestPersonExport(ctx, { contactId: id, reason }))
        .catch((error: unknown) => (error instanceof Refusal ? error.code : error));
    expect(await refused("seller", "curious")).toBe("not_permitted");
    expect(await refused("steward", "  ")).toBe("reason_missing");
    expect(await refused("steward", "x".repeat(301))).toBe("reason_too_long");
  });
});
