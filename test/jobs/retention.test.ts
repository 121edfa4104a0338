import { pino } from "pino";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { retention } from "../../jobs/retention.ts";
import { createOpenTransaction } from "../../src/db/open-transaction.ts";
import { startScheduler } from "../../src/scheduler/start-scheduler.ts";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { installWorkspace } from "../support/install-workspace.ts";
import { testKeyRing } from "../support/key-ring.ts";
import { ManualClock } from "../support/manual-clock.ts";

const db = testClient();

describe("retention", () => {
  it("runs at 03:10 by the workspace's own clock and removes what had expired by then", async () => {
    const clock = new ManualClock("2026-11-21T20:09:00Z");
    const { id: workspaceId } = await installWorkspace(db, {
      zone: "Asia/Jakarta",
      createdAt: new Date("2026-11-21T00:00:00Z"),
    });
    const slot = new Date("2026-11-21T20:10:00Z");
    await db.inWorkspace(workspaceId, (tx) =>
      tx.handled.createMany({
        data: [
          { workspaceId, key: "Ev1", at: new Date(slot.getTime() - 2 * 86_400_000 - 1) },
          { workspaceId, key: "Ev2", at: slot },
        ],
      }),
    );
    const scheduler = await startScheduler({
      jobs: [retention],
      db,
      openTransaction: createOpenTransaction(db.inWorkspace, testKeyRing),
      ownerUrl: inject("ownerUrl"),
      clock,
      log: pino({ level: "silent" }),
      served: [workspaceId],
    });
    onTestFinished(() => scheduler.stop());
    const runs = () => scheduler.listRuns(workspaceId, { limit: 5, job: "retention" });
    await scheduler.sweep();
    expect(await runs()).toEqual([]);
    clock.advance(60_000);
    await scheduler.sweep();
    await eventually(async () =>
      expect(await runs()).toMatchObject([{ slot, state: "done", counts: { handledEvents: 1, drafts: 0 } }]),
    );
    expect(await db.inWorkspace(workspaceId, (tx) => tx.handled.findMany())).toMatchObject([{ key: "Ev2" }]);
  });
});
