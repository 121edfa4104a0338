import { describe, expect, it } from "vitest";
import { keepDayHead } from "../../../src/crm/audits/keep-day-head.ts";
import { verifyAudit } from "../../../src/crm/audits/verify-audit.ts";
import { auditDayHead } from "../../../src/slack/notices/audit-day-head.ts";
import { testClient } from "../../support/database.ts";
import { dewi, type EnrolledWorkspace, enrolled } from "../access/enrolled-workspace.ts";

const db = testClient();
/** Five past midnight in Jakarta, after Friday 20 November, the day of enrolling, and after the 21st. */
const afterFriday = new Date("2026-11-20T17:05:00Z");
const afterSaturday = new Date("2026-11-21T17:05:00Z");

const write = (workspace: EnrolledWorkspace, now: Date) =>
  workspace.as(dewi, async (ctx) => ctx.audit({ action: "test.noted", subjectType: "x", subjectId: null }), now);

describe("keepDayHead", () => {
  it("keeps how the day ended in the workspace's zone, once, and tells the stewards", async () => {
    const workspace = await enrolled(db);
    await write(workspace, new Date("2026-11-20T16:59:00Z"));
    await write(workspace, new Date("2026-11-20T17:01:00Z"));
    const keep = (now: Date) => workspace.as(null, keepDayHead, now);
    expect(await keep(afterFriday)).toEqual({ kept: 1 });
    expect(await keep(afterFriday)).toEqual({ kept: 0 });
    const heads = await db.inWorkspace(workspace.id, (tx) => tx.auditDayHead.findMany());
    expect(heads).toMatchObject([{ day: new Date("2026-11-20"), seq: 3n, entries: 3n }]);
    const left = (await workspace.notices()).filter(({ kind }) => kind === "audit-day-head");
    expect(left).toEqual([{ kind: "audit-day-head", recipient: dewi.slackUserId, payload: { day: "2026-11-20" } }]);
    const message = await workspace.as(
      null,
      (ctx) => auditDayHead.render(ctx, { day: "2026-11-20" }, dewi.slackUserId),
      afterFriday,
    );
    const hash = Buffer.from(heads[0]?.hash ?? []).toString("hex");
    expect(message?.text).toBe(`Audit log, 20 Nov 2026: 3 entries. This is the head to keep elsewhere:\n\`3:${hash}\``);
    expect(JSON.stringify(message?.blocks)).toContain(`3:${hash}`);
    expect(await keep(afterSaturday)).toEqual({ kept: 1 });
    expect(await workspace.as(dewi, (ctx) => verifyAudit(ctx), afterSaturday)).toMatchObject({ faults: [], days: 2 });
  });

  it("keeps nothing of a day without entries", async () => {
    const workspace = await enrolled(db);
    expect(await workspace.as(null, keepDayHead, afterFriday)).toEqual({ kept: 1 });
    expect(await workspace.as(null, keepDayHead, afterSaturday)).toEqual({ kept: 0 });
  });

  it("leaves the application no way to change what it kept", async () => {
    const workspace = await enrolled(db);
    await workspace.as(null, keepDayHead, afterFriday);
    const change = (run: "delete" | "update") =>
      db.inWorkspace(workspace.id, (tx) =>
        run === "delete" ? tx.auditDayHead.deleteMany() : tx.auditDayHead.updateMany({ data: { seq: 1n } }),
      );
    await expect(change("delete")).rejects.toThrow(/permission denied/);
    await expect(change("update")).rejects.toThrow(/permission denied/);
  });
});
