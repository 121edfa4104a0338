import { describe, expect, it } from "vitest";
import { tryEach } from "../../src/scheduler/try-each.ts";

describe("tryEach", () => {
  it("goes on after a record that fails, counts those, and keeps the first error", async () => {
    const done: number[] = [];
    const failures = await tryEach({ signal: new AbortController().signal }, [1, 2, 3, 4], async (record) => {
      if (record % 2 === 0) throw new Error(`${record} is even`);
      done.push(record);
    });
    expect(done).toEqual([1, 3]);
    expect(failures).toEqual({ failed: 2, first: new Error("2 is even") });
  });

  it("ends with a run that is to stop, whatever its record says", async () => {
    const run = new AbortController();
    const done: number[] = [];
    const trying = tryEach({ signal: run.signal }, [1, 2, 3], async (record) => {
      done.push(record);
      if (record === 1) return;
      run.abort(new Error("taken over"));
      throw new Error("cut off");
    });
    await expect(trying).rejects.toThrow("taken over");
    expect(done).toEqual([1, 2]);
  });
});
