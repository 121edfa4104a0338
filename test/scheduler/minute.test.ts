import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { takeTurn } from "../../src/scheduler/cross-workspaces.ts";
import { startMinute } from "../../src/scheduler/minute.ts";
import { newWorkspaceId, testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";

const db = testClient();
const log = pino({ level: "silent" });

describe("startMinute", () => {
  it("fires in one of several processes each time", async () => {
    const served = [newWorkspaceId()];
    const fired: string[] = [];
    for (let n = 0; n < 3; n++) {
      const run = async (at: Date) => void fired.push(at.toISOString());
      const task = startMinute({ db, served, log }, run, "* * * * * *");
      onTestFinished(() => task.destroy());
    }
    await eventually(() => expect(fired.length).toBeGreaterThanOrEqual(3));
    expect(new Set(fired).size).toBe(fired.length);
  });

  it("fires again after a turn in which the database did not answer", async () => {
    let answers = 0;
    const faulty = {
      ...db,
      asOps: (async (run, options) => {
        answers += 1;
        if (answers === 1) throw new Error("The database is unreachable");
        return db.asOps(run, options);
      }) satisfies typeof db.asOps,
    };
    const fired: Date[] = [];
    const task = startMinute(
      { db: faulty, served: [newWorkspaceId()], log },
      async (at) => void fired.push(at),
      "* * * * * *",
    );
    onTestFinished(() => task.destroy());
    await eventually(() => expect(fired.length).toBeGreaterThanOrEqual(1));
    expect(answers).toBeGreaterThanOrEqual(2);
  });
});

describe("takeTurn", () => {
  it("gives a slot to one of many, and none that is past", async () => {
    const turn = `test ${newWorkspaceId()}`;
    const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 3, 0, second));
    const taken = await Promise.all(Array.from({ length: 8 }, () => takeTurn(db, turn, at(1))));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await takeTurn(db, turn, at(2))).toBe(true);
    expect(await takeTurn(db, turn, at(1))).toBe(false);
  });

  it("is the only way to the table of turns", async () => {
    const reading = db.asOps((tx) => tx.sweepTurn.findMany());
    await expect(reading).rejects.toThrow("denied");
  });
});
