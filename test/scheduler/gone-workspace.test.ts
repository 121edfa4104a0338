import { pino } from "pino";
import { expect, it } from "vitest";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { setScene } from "./scheduler-fixture.ts";

const db = testClient({ poolSize: 6 });

it("a job ends quietly when Slack takes Steward out in the middle of it, and runs when it is installed again", async () => {
  const scene = await setScene(db, "2026-11-22T03:11:00Z");
  const { workspaces, runs, clock } = scene;
  const id = workspaces[0]?.id ?? "";
  const uninstalledAt = (at: Date | null) =>
    db.inWorkspace(id, (tx) => tx.workspace.updateMany({ data: { uninstalledAt: at } }));
  const faults: string[] = [];
  const log = pino({ level: "error" }, { write: (line: string) => void faults.push(line) });
  let gone = true;
  const job = scene.job({
    async run(env, slot) {
      if (gone) await uninstalledAt(clock.now());
      await env.transaction(async () => {});
      runs.push({ workspaceId: env.workspace.id, slot });
      return { ran: 1 };
    },
  });
  const scheduler = await scene.start([job], { log });
  await scheduler.sweep();
  const latest = () =>
    db.inWorkspace(id, (tx) => tx.jobSlot.findFirstOrThrow({ where: { job: job.name }, orderBy: { slot: "desc" } }));
  await eventually(async () => expect((await latest()).state).toBe("retrying"));
  for (let hour = 0; hour < 12; hour++) {
    clock.advance(60 * 60_000);
    await scheduler.sweep();
  }
  expect(await latest()).toMatchObject({ state: "retrying", attempt: 1 });
  expect({ runs, faults }).toEqual({ runs: [], faults: [] });

  gone = false;
  await uninstalledAt(null);
  await eventually(async () => {
    await scheduler.sweep();
    expect(await latest()).toMatchObject({ state: "done", attempt: 2 });
  });
  expect(runs).toHaveLength(1);
});
