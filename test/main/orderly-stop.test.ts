import { describe, expect, it } from "vitest";
import { createOrderlyStop, StopRequested } from "../../src/stop.ts";
import { collectLog } from "../http/collect-log.ts";

describe("createOrderlyStop", () => {
  it("waits for all work before it closes anything, the last started first", async () => {
    const { log } = collectLog();
    const orderly = createOrderlyStop(log);
    const said: string[] = [];
    const work = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    orderly.add({ name: "database", close: async () => void said.push("database closed") });
    orderly.add({
      name: "slack",
      finish: async () => {
        asked.resolve();
        await work.promise;
        said.push("slack finished");
      },
      close: async () => void said.push("slack closed"),
    });
    orderly.add({ name: "outbox", finish: async () => void said.push("outbox finished") });
    const stopped = orderly.stop();
    await asked.promise;
    expect(said).toEqual(["outbox finished"]);
    work.resolve();
    await stopped;
    expect(said).toEqual(["outbox finished", "slack finished", "slack closed", "database closed"]);
  });

  it("goes on when work takes too long or a part fails, and says which", async () => {
    const { log, lines } = collectLog();
    const orderly = createOrderlyStop(log, { patience: 20, closePatience: 20 });
    let closed = 0;
    orderly.add({ name: "database", close: async () => void closed++ });
    orderly.add({ name: "slack", finish: () => new Promise(() => undefined) });
    orderly.add({ name: "sandbox", close: () => Promise.reject(new Error("no")) });
    await orderly.stop();
    expect(closed).toBe(1);
    expect(lines.filter(({ level }) => level === "warn").map(({ details }) => details)).toMatchObject([
      { part: "slack" },
      { part: "sandbox" },
    ]);
  });

  it("stops once, however often it is asked", async () => {
    const orderly = createOrderlyStop(collectLog().log);
    let times = 0;
    orderly.add({ name: "database", close: async () => void times++ });
    await Promise.all([orderly.stop(), orderly.stop()]);
    expect(times).toBe(1);
  });

  it("lets a start under way go no further, and puts away what it had started", async () => {
    const orderly = createOrderlyStop(collectLog().log);
    const reached = Promise.withResolvers<void>();
    const opened = Promise.withResolvers<void>();
    let closed = 0;
    const start = orderly.during(
      (async () => {
        reached.resolve();
        await opened.promise;
        orderly.add({ name: "database", close: async () => void closed++ });
        orderly.check();
      })(),
    );
    await reached.promise;
    const stopped = orderly.stop();
    opened.resolve();
    await expect(start).rejects.toThrow(StopRequested);
    await stopped;
    expect(closed).toBe(1);
  });
});
