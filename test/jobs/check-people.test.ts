import { pino } from "pino";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { checkPeopleJob } from "../../jobs/check-people.ts";
import { grantAccess } from "../../src/crm/access/grant-access.ts";
import { createOpenTransaction, type Profile } from "../../src/db/open-transaction.ts";
import { startScheduler } from "../../src/scheduler/start-scheduler.ts";
import { dewi, enrolled, maya, rizky } from "../crm/access/enrolled-workspace.ts";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { testKeyRing } from "../support/key-ring.ts";
import { ManualClock } from "../support/manual-clock.ts";

const db = testClient();

/** Half past two in Jakarta, the first time after Steward was installed. */
const slot = new Date("2026-11-20T19:30:00Z");

async function scheduled(people: () => Promise<readonly Profile[]>) {
  const clock = new ManualClock(new Date(slot.getTime() - 60_000));
  const workspace = await enrolled(db);
  await workspace.as(dewi, (ctx) =>
    grantAccess(ctx, { people: [maya, rizky], role: "member", departments: ["sales"] }),
  );
  const scheduler = await startScheduler({
    jobs: [checkPeopleJob],
    db,
    openTransaction: createOpenTransaction(db.inWorkspace, testKeyRing),
    ownerUrl: inject("ownerUrl"),
    clock,
    people,
    log: pino({ level: "silent" }),
    served: [workspace.id],
  });
  onTestFinished(() => scheduler.stop());
  await scheduler.sweep();
  const runs = () => scheduler.listRuns(workspace.id, { limit: 5, job: "check-people" });
  return { clock, workspace, scheduler, runs };
}

describe("check-people", () => {
  it("ends the access of whoever left Slack unseen, at 02:30 by the workspace's own clock", async () => {
    const { clock, workspace, scheduler, runs } = await scheduled(async () => [
      dewi,
      { ...maya, deactivated: true },
      { ...rizky, isGuest: true },
    ]);
    expect(await runs()).toEqual([]);
    clock.advance(60_000);
    await scheduler.sweep();
    await eventually(async () =>
      expect(await runs()).toMatchObject([{ slot, state: "done", counts: { checked: 3, lostAccess: 2 } }]),
    );
    const grants = await db.inWorkspace(workspace.id, (tx) =>
      tx.accessGrant.findMany({ where: { revokedAt: null }, include: { member: true } }),
    );
    expect(grants.map(({ member }) => member.slackUserId)).toEqual([dewi.slackUserId]);
    expect((await workspace.audit()).filter(({ actorId }) => actorId === null).map(({ action }) => action)).toEqual(
      expect.arrayContaining(["member.deactivated", "member.guest_changed"]),
    );
  });

  it("takes nobody's access when Slack does not answer, and tries again", async () => {
    let asked = 0;
    const { clock, workspace, scheduler, runs } = await scheduled(async () => {
      asked += 1;
      if (asked === 1) throw new Error("Slack does not answer");
      return [dewi, { ...maya, deactivated: true }, rizky];
    });
    clock.advance(60_000);
    await scheduler.sweep();
    await eventually(async () => {
      // What failed is tried again after a pause of the queue's, which is the clock's.
      clock.advance(60_000);
      await scheduler.sweep();
      expect(await runs()).toMatchObject([{ state: "done", counts: { checked: 3, lostAccess: 1 } }]);
    });
    expect(asked).toBe(2);
    const still = await db.inWorkspace(workspace.id, (tx) => tx.accessGrant.count({ where: { revokedAt: null } }));
    expect(still).toBe(2);
  });
});
