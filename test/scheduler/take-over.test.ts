import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import type { RunnerProcessOptions } from "./runner-process.ts";
import { type Scene, setScene } from "./scheduler-fixture.ts";

const db = testClient({ poolSize: 8 });
const now = "2026-11-22T03:11:00Z";

/** A runner of another process in the middle of its run. */
async function startRunner(options: Omit<RunnerProcessOptions, "ownerUrl" | "now">) {
  const argument = JSON.stringify({ ...options, ownerUrl: inject("ownerUrl"), now } satisfies RunnerProcessOptions);
  const runner = fork(join(import.meta.dirname, "runner-process.ts"), [argument]);
  onTestFinished(() => void runner.kill("SIGKILL"));
  await once(runner, "message");
  return runner;
}

const latestOf = (scene: Scene) => () =>
  db.inWorkspace(scene.workspaces[0]?.id ?? "", (tx) => tx.jobSlot.findFirstOrThrow({ orderBy: { slot: "desc" } }));

describe("take-over", () => {
  it.each(["in a transaction", "between transactions"] as const)(
    "runs again what a process was running when it was killed %s",
    { timeout: 60_000 },
    async (where) => {
      const scene = await setScene(db, now);
      const { workspaces, start, runs, clock } = scene;
      const workspaceId = workspaces[0]?.id ?? "";
      const job = scene.job();
      const runner = await startRunner({ workspaceId, job: job.name, where });
      const scheduler = await start([job]);
      await scheduler.sweep();
      expect(await latestOf(scene)()).toMatchObject({ state: "running", attempt: 1 });

      runner.kill("SIGKILL");
      await once(runner, "exit");
      clock.advance(59_000);
      await scheduler.sweep();
      expect(await latestOf(scene)()).toMatchObject({ state: "running", attempt: 1 });
      clock.advance(1_000);
      await eventually(async () => {
        await scheduler.sweep();
        expect(await latestOf(scene)()).toMatchObject({ state: "done", attempt: 2, counts: { ran: 1 } });
      });
      expect(runs.map(({ slot }) => slot.toISOString())).toEqual(["2026-11-22T03:10:00.000Z"]);
      const workspace = await db.inWorkspace(workspaceId, (tx) => tx.workspace.findFirstOrThrow());
      expect(workspace.name).toBe("Contoh");
    },
  );

  it("gives up a slot whose process dies each time", async () => {
    const scene = await setScene(db, now);
    const { start, clock, workspaces } = scene;
    const workspaceId = workspaces[0]?.id ?? "";
    const scheduler = await start([scene.job({ attempts: 1, run: () => Promise.withResolvers<never>().promise })], {
      leaseMs: 3_000_000,
    });
    await scheduler.sweep();
    await eventually(async () => expect((await latestOf(scene)()).state).toBe("running"));
    await db.inWorkspace(workspaceId, (tx) => tx.jobSlot.updateMany({ data: { leaseUntil: clock.now() } }));
    await scheduler.sweep();
    expect(await latestOf(scene)()).toMatchObject({ state: "failed", error: "Its process died each time that it ran" });
    clock.advance(600_000);
  });

  it("leaves a run alone that gives signs of life", async () => {
    const scene = await setScene(db, now);
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const job = scene.job({ run: () => gate.then(() => ({ ran: 1 })) });
    const [one, two] = [await scene.start([job]), await scene.start([job])];
    await one.sweep();
    await eventually(async () => expect((await latestOf(scene)()).state).toBe("running"));
    for (let beat = 0; beat < 6; beat++) {
      scene.clock.advance(20_000);
      const leaseUntil = new Date(scene.clock.now().getTime() + 60_000);
      await eventually(async () => expect((await latestOf(scene)()).leaseUntil).toEqual(leaseUntil));
      await two.sweep();
    }
    open();
    await eventually(async () => expect(await latestOf(scene)()).toMatchObject({ state: "done", attempt: 1 }));
    expect(scene.ends).toHaveLength(1);
  });

  it("lets a run that was taken over save nothing more", async () => {
    const scene = await setScene(db, now);
    const { start, workspaces, clock } = scene;
    const workspaceId = workspaces[0]?.id ?? "";
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    let first: Promise<unknown> | null = null;
    const job = scene.job({
      run: (env) => {
        const work = () =>
          env.transaction(async (ctx) => ctx.audit({ action: "worked", subjectType: "x", subjectId: null }));
        if (first) return work().then(() => ({ try: 2 }));
        begin();
        first = gate.then(work);
        return first.then(() => ({ try: 1 }));
      },
    });
    const scheduler = await start([job]);
    await scheduler.sweep();
    await begun;
    // As a process that the machine put to sleep: alive, but silent for too long.
    await db.inWorkspace(workspaceId, (tx) => tx.jobSlot.updateMany({ data: { leaseUntil: clock.now() } }));
    await scheduler.sweep();
    await eventually(async () => expect(await latestOf(scene)()).toMatchObject({ state: "done", counts: { try: 2 } }));
    open();
    await expect(first).rejects.toThrow("no longer this process's");
    expect(await latestOf(scene)()).toMatchObject({ state: "done", attempt: 2, counts: { try: 2 } });
    expect(await db.inWorkspace(workspaceId, (tx) => tx.auditEntry.count())).toBe(1);
  });

  it("puts a slot back into the queue whose place there was lost", async () => {
    const scene = await setScene(db, now);
    const { start, workspaces, clock, runs } = scene;
    const workspaceId = workspaces[0]?.id ?? "";
    const job = scene.job();
    const slot = new Date("2026-11-22T03:10:00Z");
    await db.inWorkspace(workspaceId, (tx) =>
      tx.jobSlot.create({
        data: { workspaceId, job: job.name, slot, state: "queued", startedAt: clock.now(), leaseUntil: clock.now() },
      }),
    );
    const scheduler = await start([job]);
    await scheduler.sweep();
    await eventually(async () => expect(await latestOf(scene)()).toMatchObject({ state: "done", attempt: 1 }));
    expect(runs).toHaveLength(1);
  });
});
