import { expect, it } from "vitest";
import { requestReportFile, writeReport } from "../../../src/crm/usage/report-file.ts";
import { setUsageSettings } from "../../../src/crm/usage/usage-settings.ts";
import { testClient } from "../../support/database.ts";
import { refusal } from "../interactions/interactions-fixture.ts";
import { openFirm } from "./usage-fixture.ts";

const db = testClient();
const now = new Date("2026-11-24T03:00:00Z");
const days = { from: "2026-11-16", to: "2026-11-17" };

it("writes a report without formulas, by name only where names may be told, and for nobody who may not read it any more", async () => {
  const firm = await openFirm(db, {
    "=1+1": {},
    maya: {},
    lead: { role: "manager" },
    ana: { role: "steward", departments: [] },
  });
  await firm.log("=1+1", "2026-11-16T04:00:00Z");
  await firm.log("maya", "2026-11-17T04:00:00Z", { type: "visit" });
  const memberId = firm.people["lead"]?.id ?? "";
  const write = (report: "usage" | "activity" | "response") =>
    firm.as(null, (ctx) => writeReport(ctx, { report, days, department: "sales", memberId }), now);
  const linesOf = (file: string | null) => (file ?? "").replace("\ufeff", "").split("\r\n").slice(1, -1);

  expect(linesOf(await write("activity"))).toEqual([
    '"2026-11-16","all","1","0","0","0"',
    '"2026-11-17","all","0","0","0","1"',
  ]);
  expect(linesOf(await write("usage")).map((line) => line.split(",").slice(0, 5).join(","))).toEqual([
    '"team","sales","3","4","2"',
    '"all",,"3","4","2"',
  ]);
  expect(linesOf(await write("response"))[0]).toBe('"all","First answer","0","0","0",,,"0","0"');

  await firm.as("ana", (ctx) => setUsageSettings(ctx, { perPerson: true }), now);
  expect(await write("activity"), "nobody has seen their own yet").not.toContain("1+1");
  await db.inWorkspace(firm.workspaceId, (tx) =>
    tx.usagePreview.createMany({
      data: Object.values(firm.people).map(({ id }) => ({
        ...{ workspaceId: firm.workspaceId, memberId: id, week: new Date("2026-11-16"), leftAt: now, shownAt: now },
      })),
    }),
  );
  expect(linesOf(await write("activity"))).toContain(`"2026-11-16","'=1+1","1","0","0","0"`);
  expect(linesOf(await write("usage"))).toContainEqual(expect.stringMatching(/^"person","'=1\+1",/u));

  await firm.as("lead", (ctx) => requestReportFile(ctx, { report: "usage", days, department: null }), now);
  const [entry] = await db.inWorkspace(firm.workspaceId, (tx) =>
    tx.auditEntry.findMany({ where: { action: "report.exported" } }),
  );
  expect(entry).toMatchObject({ actorId: memberId, after: { report: "usage", from: days.from, to: days.to } });
  expect(
    await refusal(firm.as("maya", (ctx) => requestReportFile(ctx, { report: "usage", days, department: null }), now)),
  ).toBe("not_permitted");
  await db.inWorkspace(firm.workspaceId, (tx) =>
    tx.accessGrant.updateMany({ where: { memberId }, data: { revokedAt: new Date(now.getTime() - 1) } }),
  );
  expect(await write("usage")).toBeNull();
});
