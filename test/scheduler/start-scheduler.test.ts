import { describe, expect, it } from "vitest";
import { workspaceZone } from "../../src/scheduler/define-job.ts";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { setScene } from "./scheduler-fixture.ts";

const db = testClient({ poolSize: 8 });
const slot = new Date("2026-11-22T03:10:00Z");

describe("startScheduler", () => {
  it("runs a job for the slot it was scheduled for, once in each workspace, and keeps what it counted", async () => {
    const { start, job, runs, ends, workspaces, clock } = await setScene(db, "2026-11-22T03:09:00Z", { workspaces: 3 });
    const scheduler = await start([job()]);
    await scheduler.sweep();
    await eventually(() => expect(runs).toHaveLength(3));
    expect(runs.every((run) => run.slot.toISOString() === "2026-11-21T03:10:00.000Z")).toBe(true);
    runs.length = 0;
    clock.advance(90_000);
    await scheduler.sweep();
    await scheduler.sweep();
    await eventually(() => expect(ends).toHaveLength(6));
    expect(runs.map(({ workspaceId }) => workspaceId).sort()).toEqual(workspaces.map(({ id }) => id).sort());
    expect(runs.every((run) => run.slot.getTime() === slot.getTime())).toBe(true);
    const [run] = await scheduler.listRuns(workspaces[0]?.id ?? "", { limit: 1 });
    expect(run).toMatchObject({ slot, state: "done", attempt: 1, counts: { ran: 1 }, error: null, missed: 0 });
    expect(run?.finishedAt).toEqual(clock.now());
  });

  it("runs a slot once with two schedulers at work", async () => {
    const { start, job, runs, ends, clock } = await setScene(db, "2026-11-22T03:11:00Z", { workspaces: 5 });
    const nightly = job();
    const [one, two] = [await start([nightly]), await start([nightly])];
    for (let day = 0; day < 4; day++) {
      await Promise.all([one.sweep(), two.sweep(), one.sweep(), two.sweep()]);
      clock.advance(86_400_000);
    }
    await eventually(() => expect(ends).toHaveLength(20));
    expect(new Set(runs.map(({ workspaceId, slot: at }) => `${workspaceId} ${at.toISOString()}`)).size).toBe(20);
    expect(runs).toHaveLength(20);
  });

  it("goes by each workspace's own zone where the job says so", async () => {
    const { start, job, runs, clock } = await setScene(db, "2026-11-21T20:09:00Z", { zone: "Asia/Jakarta" });
    const scheduler = await start([job({ zone: workspaceZone, missed: "skip", cron: "10 3 * * *" })]);
    await scheduler.sweep();
    expect(runs).toEqual([]);
    clock.advance(60_000);
    await scheduler.sweep();
    await eventually(() => expect(runs.map((run) => run.slot.toISOString())).toEqual(["2026-11-21T20:10:00.000Z"]));
  });

  it("catches up once after a downtime, and says how many slots were missed", async () => {
    const { start, job, runs, ends, clock, workspaces } = await setScene(db, "2026-11-17T03:11:00Z");
    const scheduler = await start([job({ missed: "catch-up-once" })]);
    await scheduler.sweep();
    await eventually(() => expect(ends).toHaveLength(1));
    clock.advance(5 * 86_400_000 + 3_600_000);
    await scheduler.sweep();
    await eventually(() => expect(ends).toHaveLength(2));
    expect(runs.map((run) => run.slot.toISOString())).toEqual(["2026-11-17T03:10:00.000Z", "2026-11-22T03:10:00.000Z"]);
    const [latest] = await scheduler.listRuns(workspaces[0]?.id ?? "", { limit: 1 });
    expect(latest).toMatchObject({ state: "done", missed: 4 });
  });

  it("skips what came while nobody was there, where the job says so, and goes on with the next slot", async () => {
    const { start, job, runs, clock, workspaces } = await setScene(db, "2026-11-17T03:11:00Z");
    const scheduler = await start([job({ missed: "skip" })]);
    await scheduler.sweep();
    await eventually(() => expect(runs).toHaveLength(1));
    clock.advance(4 * 86_400_000 + 3_600_000);
    await scheduler.sweep();
    const [skipped] = await scheduler.listRuns(workspaces[0]?.id ?? "", { limit: 1 });
    expect(skipped).toMatchObject({ state: "skipped", missed: 3, counts: null });
    clock.advance(86_400_000 - 3_600_000);
    await scheduler.sweep();
    await eventually(() => expect(runs).toHaveLength(2));
    expect(runs[1]?.slot).toEqual(slot);
  });

  it("asks nothing of a workspace for the time before Steward was installed in it", async () => {
    const { start, job, runs, workspaces } = await setScene(db, "2026-11-22T12:00:00Z");
    await db.inWorkspace(workspaces[0]?.id ?? "", (tx) =>
      tx.workspace.updateMany({ data: { createdAt: new Date("2026-11-22T11:00:00Z") } }),
    );
    const scheduler = await start([job()]);
    await scheduler.sweep();
    expect(await scheduler.listRuns(workspaces[0]?.id ?? "", { limit: 5 })).toEqual([]);
    expect(runs).toEqual([]);
  });

  it("records a failing job with its reason, tries it again, gives it up and shows it", async () => {
    const { start, job, ends, clock, workspaces } = await setScene(db, "2026-11-22T03:11:00Z");
    const scheduler = await start([
      job({
        run: async () => {
          throw new Error("the mail server said 550");
        },
      }),
    ]);
    const latest = async () => (await scheduler.listRuns(workspaces[0]?.id ?? "", { limit: 1 }))[0];
    await scheduler.sweep();
    for (const [tries, wait] of [60_000, 120_000].entries()) {
      await eventually(() => expect(ends).toHaveLength(tries + 1));
      expect(await latest()).toMatchObject({ state: "retrying", attempt: tries + 1 });
      clock.advance(wait - 1);
      await scheduler.sweep();
      expect(await latest()).toMatchObject({ state: "retrying", attempt: tries + 1 });
      clock.advance(1);
      await scheduler.sweep();
    }
    await eventually(() => expect(ends.map(({ outcome }) => outcome)).toEqual(["retrying", "retrying", "failed"]));
    expect(await latest()).toMatchObject({ state: "failed", attempt: 3, error: "Error: the mail server said 550" });
    clock.advance(3_600_000);
    await scheduler.sweep();
    expect(ends).toHaveLength(3);
  });

  it("runs a slot that failed again when a person asks for it, and leaves alone what is done", async () => {
    const { start, job, ends, runs, workspaces } = await setScene(db, "2026-11-22T03:11:00Z", { workspaces: 2 });
    let broken = true;
    const nightly = job({
      attempts: 1,
      run: async ({ workspace }, at) => {
        if (broken && workspace.id === workspaces[0]?.id) throw new Error("not yet");
        runs.push({ workspaceId: workspace.id, slot: at });
        return {};
      },
    });
    const scheduler = await start([nightly]);
    await scheduler.sweep();
    await eventually(() => expect(ends).toHaveLength(2));
    broken = false;
    expect(await scheduler.runNow(nightly.name, slot)).toBe(1);
    await eventually(() => expect(ends).toHaveLength(3));
    expect(runs.map(({ workspaceId }) => workspaceId).sort()).toEqual(workspaces.map(({ id }) => id).sort());
    expect(await scheduler.runNow(nightly.name, slot)).toBe(0);
    expect(await scheduler.runNow(nightly.name, new Date("2026-11-22T10:00:00Z"), workspaces[1]?.id)).toBe(1);
    await eventually(() => expect(runs).toHaveLength(3));
    await expect(scheduler.runNow("no-such-job", slot)).rejects.toThrow('No job is called "no-such-job"');
  });

  it("ends a run that takes too long, and saves nothing that it does afterwards", async () => {
    const { start, job, ends, clock, workspaces } = await setScene(db, "2026-11-22T03:11:00Z");
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    let late: Promise<unknown> = Promise.resolve();
    const nightly = job({
      attempts: 1,
      timeoutMs: 5_000,
      run: (env) => {
        late = gate.then(() =>
          env.transaction(async (ctx) => void ctx.audit({ action: "late", subjectType: "x", subjectId: null })),
        );
        return late.then(() => ({}));
      },
    });
    const scheduler = await start([nightly]);
    await scheduler.sweep();
    const latest = async () => (await scheduler.listRuns(workspaces[0]?.id ?? "", { limit: 1 }))[0];
    await eventually(async () => expect((await latest())?.state).toBe("running"));
    await eventually(() => {
      clock.advance(5_000);
      expect(ends).toHaveLength(1);
    });
    expect(await latest()).toMatchObject({ state: "failed", error: "It took longer than 5 seconds" });
    open();
    await expect(late).rejects.toThrow("It took longer than 5 seconds");
    expect(await db.inWorkspace(workspaces[0]?.id ?? "", (tx) => tx.auditEntry.count())).toBe(0);
  });

  it("gives its transactions the slot as their time", async () => {
    const { start, job, ends, workspaces } = await setScene(db, "2026-11-22T09:00:00Z");
    const nightly = job({
      run: async (env) => {
        await env.transaction(async (ctx) => ctx.audit({ action: "told", subjectType: "x", subjectId: null }));
        return {};
      },
    });
    const scheduler = await start([nightly]);
    await scheduler.sweep();
    await eventually(() => expect(ends).toHaveLength(1));
    const entries = await db.inWorkspace(workspaces[0]?.id ?? "", (tx) => tx.auditEntry.findMany());
    expect(entries).toMatchObject([{ at: slot, surface: "job", actorId: null }]);
    expect(entries[0]?.interactionId).toBe(`${nightly.name}/2026-11-22T03:10:00.000Z`);
  });

  it("is stopped by no workspace that is in a bad state", async () => {
    const { start, job, runs, ends, workspaces } = await setScene(db, "2026-11-22T03:11:00Z", { workspaces: 3 });
    const [bad, , broken] = workspaces;
    await db.inWorkspace(bad?.id ?? "", (tx) => tx.workspace.updateMany({ data: { zone: "Nowhere/Atall" } }));
    const scheduler = await start([
      job({
        zone: workspaceZone,
        attempts: 1,
        run: async ({ workspace }, at) => {
          if (workspace.id === broken?.id) throw new Error("one bad workspace");
          runs.push({ workspaceId: workspace.id, slot: at });
          return {};
        },
      }),
    ]);
    await scheduler.sweep();
    await eventually(() => expect(ends).toHaveLength(3));
    expect(ends.map(({ outcome }) => outcome).sort()).toEqual(["done", "done", "failed"]);
    expect(runs).toHaveLength(2);
  });

  it("waits for the run under way before it stops", async () => {
    const { start, job, workspaces } = await setScene(db, "2026-11-22T03:11:00Z");
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const scheduler = await start([
      job({
        run: async () => {
          begin();
          await gate;
          return { finished: 1 };
        },
      }),
    ]);
    await scheduler.sweep();
    await begun;
    let stopped = false;
    const stop = scheduler.stop().then(() => {
      stopped = true;
    });
    const read = () => db.inWorkspace(workspaces[0]?.id ?? "", (tx) => tx.jobSlot.findMany());
    expect(await read()).toMatchObject([{ state: "running" }]);
    expect(stopped).toBe(false);
    open();
    await stop;
    expect(await read()).toMatchObject([{ state: "done", counts: { finished: 1 } }]);
  });

  it("refuses two jobs of one name", async () => {
    const { start, job } = await setScene(db, "2026-11-22T03:11:00Z");
    await expect(start([job({ name: "twice" }), job({ name: "twice" })])).rejects.toThrow(
      'Two jobs are called "twice"',
    );
  });
});
