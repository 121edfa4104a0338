import pg from "pg";
import { v7 as newId } from "uuid";
import { describe, expect, it, onTestFinished } from "vitest";
import { openClient } from "../../src/db/client.ts";
import { findMissingMasterKeys } from "../../src/db/master-keys.ts";
import { workspaceIdOf } from "../../src/db/open-transaction.ts";
import { listKeysTold } from "../../src/db/running-processes.ts";
import { eventually } from "../support/eventually.ts";
import { newRing, oldRing, rotatedDatabase, rotatingRing, waitingRing } from "./rotated-database.ts";

const [oldId, newKeyId] = [oldRing.currentId, newRing.currentId];

async function ownerOf(ownerUrl: string): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  onTestFinished(() => owner.end());
  return owner;
}

describe("rotateKeys", () => {
  it("brings every key of every workspace under the new one, and everything reads as before", async () => {
    const db = await rotatedDatabase();
    const [one, other] = [await db.enrol(), await db.enrol()];
    const people = [await db.speakOf(oldRing, one), await db.speakOf(oldRing, one)];
    const erased = await db.speakOf(oldRing, one);
    await db.destroy(oldRing, one, erased);
    const elsewhere = await db.speakOf(oldRing, other);
    const prints = (ring: typeof oldRing) => db.as(ring, one, (ctx) => ctx.fingerprint(["budi@contoh.example"]));
    const print = await prints(oldRing);
    await db.client.inWorkspace(workspaceIdOf(other), (tx) =>
      tx.workspace.updateMany({ data: { uninstalledAt: new Date("2026-11-21T00:00:00Z") } }),
    );
    expect(await findMissingMasterKeys(db.client, newRing)).toEqual([oldId]);

    const told: [number, number][] = [];
    const result = await db.rotate(db.ownerUrl, { batch: 2, tell: (done, of) => void told.push([done, of]) });
    expect(result).toMatchObject({
      ...{ state: "ended", currentId: newKeyId, rewrapped: 4, workspaces: 2, left: [], unreadable: [], makers: [] },
      ...{ interrupted: false, made: false, previous: "unneeded" },
    });
    expect(told.at(-1)).toEqual([4, 4]);
    expect(await findMissingMasterKeys(db.client, newRing)).toEqual([]);

    expect(await db.read(newRing, one, [...people, erased])).toEqual([...people.map((id) => `Budi ${id}`), null]);
    expect((await db.keys(one)).filter(({ wrapped }) => wrapped === null)).toHaveLength(1);
    expect(await prints(newRing)).toEqual(print);
    expect((await db.verify(newRing, one)).faults).toEqual([]);
    const entries = await db.rotations(one);
    expect(entries.map(({ after }) => after)).toEqual([
      { keys: 2, from: [oldId], to: newKeyId },
      { keys: 1, from: [oldId], to: newKeyId },
    ]);
    expect(entries[0]).toMatchObject({ surface: "cli", actorId: null });
    // The uninstalled one reads again once it is back.
    await db.client.inWorkspace(workspaceIdOf(other), (tx) =>
      tx.workspace.updateMany({ data: { uninstalledAt: null } }),
    );
    expect(await db.read(newRing, other, [elsewhere])).toEqual([`Budi ${elsewhere}`]);
    expect(await db.rotate(db.ownerUrl)).toMatchObject({ rewrapped: 0, previous: "unneeded" });
    expect(await db.rotations(one)).toHaveLength(2);
  });

  it("goes on under load: keys are made by processes old and new, read and destroyed, and none is lost or comes back", async () => {
    const db = await rotatedDatabase();
    const team = await db.enrol();
    await db.fill(oldRing, team, 400);
    const alive: string[] = [];
    for (let number = 0; number < 30; number += 1) alive.push(await db.speakOf(oldRing, team));
    const erased: string[] = [];
    let over = false;
    const load = [waitingRing, waitingRing, rotatingRing].map(async (ring, worker) => {
      for (let round = 0; !over; round += 1) {
        const id = await db.speakOf(ring, team);
        expect(await db.read(ring, team, [id])).toEqual([`Budi ${id}`]);
        if ((round + worker) % 3 === 0) {
          await db.destroy(ring, team, id);
          erased.push(id);
        } else alive.push(id);
        const [first] = worker === 0 ? alive.splice(0, 1) : [];
        if (first) {
          await db.destroy(ring, team, first);
          erased.push(first);
        }
      }
    });
    const batches: number[] = [];
    const result = await db.rotate(db.ownerUrl, { batch: 5, tell: (done) => void batches.push(done) }).finally(() => {
      over = true;
    });
    await Promise.all(load);
    if (result.state !== "ended") throw new Error(result.state);
    expect(result.unreadable).toEqual([]);
    expect(batches.length).toBeGreaterThan(50);

    // Those that made keys with the old one are started again now.
    expect(await db.rotate(db.ownerUrl)).toMatchObject({ left: [], unreadable: [], previous: "unneeded" });
    expect(await db.read(newRing, team, alive)).toEqual(expect.not.arrayContaining([null]));
    expect(await db.read(newRing, team, alive)).toHaveLength(alive.length);
    expect(erased.length).toBeGreaterThan(5);
    expect(new Set(await db.read(newRing, team, erased))).toEqual(new Set([null]));
    const keys = await db.keys(team);
    for (const { wrapped, masterKeyId, destroyedAt } of keys) {
      expect(destroyedAt === null ? masterKeyId : wrapped).toBe(destroyedAt === null ? newKeyId : null);
    }
    expect(keys.filter(({ destroyedAt }) => destroyedAt !== null)).toHaveLength(erased.length);
    expect((await db.verify(newRing, team)).faults).toEqual([]);
  });

  it("waits for an erasure that has a key in its hands, and leaves that key destroyed", async () => {
    const db = await rotatedDatabase();
    const team = await db.enrol();
    const [kept, going] = [await db.speakOf(oldRing, team), await db.speakOf(oldRing, team)];
    const holding = Promise.withResolvers<void>();
    const holds = Promise.withResolvers<void>();
    const erasing = db.as(oldRing, team, async (ctx) => {
      await ctx.tx.personKey.updateMany({
        where: { personId: going, destroyedAt: null },
        data: { destroyedAt: ctx.now, wrapped: null, masterKeyId: null },
      });
      holds.resolve();
      await holding.promise;
    });
    await holds.promise;
    const rotating = db.rotate(db.ownerUrl);
    const owner = await ownerOf(db.ownerUrl);
    await eventually(async () => {
      const { rows } = await owner.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      expect(rows).toHaveLength(1);
    });
    holding.resolve();
    await erasing;
    expect(await rotating).toMatchObject({ rewrapped: 1, left: [] });
    expect(await db.read(newRing, team, [kept, going])).toEqual([`Budi ${kept}`, null]);
  });

  it("stops where it is asked to, reads with both keys then, and goes on", async () => {
    const db = await rotatedDatabase();
    const team = await db.enrol();
    const people = [await db.speakOf(oldRing, team), await db.speakOf(oldRing, team), await db.speakOf(oldRing, team)];
    let done = 0;
    const half = await db.rotate(db.ownerUrl, {
      batch: 1,
      tell: (now) => {
        done = now;
      },
      interrupted: () => done >= 2,
    });
    expect(half).toMatchObject({
      ...{ rewrapped: 2, interrupted: true, previous: "needed" },
      left: [{ masterKeyId: oldId, keys: 1 }],
    });
    for (const ring of [rotatingRing, waitingRing]) {
      expect(await db.read(ring, team, people)).toEqual(people.map((id) => `Budi ${id}`));
    }
    expect(await db.rotate(db.ownerUrl)).toMatchObject({ rewrapped: 1, left: [], previous: "unneeded" });
    expect(await db.read(newRing, team, people)).toEqual(people.map((id) => `Budi ${id}`));
  });

  it("leaves a row that somebody exchanged as it is, names it, and brings the others over", async () => {
    const db = await rotatedDatabase();
    const team = await db.enrol();
    const [honest, swapped] = [await db.speakOf(oldRing, team), await db.speakOf(oldRing, team)];
    const [first, second] = await db.keys(team);
    await db.as(oldRing, team, (ctx) =>
      ctx.tx.personKey.updateMany({ where: { personId: swapped }, data: { wrapped: first?.wrapped ?? null } }),
    );
    const result = await db.rotate(db.ownerUrl);
    expect(result).toMatchObject({
      ...{ rewrapped: 1, previous: "needed", left: [{ masterKeyId: oldId, keys: 1 }] },
      unreadable: [{ id: second?.id, workspaceId: workspaceIdOf(team), masterKeyId: oldId }],
    });
    expect(await db.read(rotatingRing, team, [honest])).toEqual([`Budi ${honest}`]);
  });

  it("does nothing while a process runs that could not read what it would change", async () => {
    const db = await rotatedDatabase();
    const team = await db.enrol();
    await db.speakOf(oldRing, team);
    const open = async (ids: string[]) => {
      const client = openClient({ url: db.ownerUrl, poolSize: 2, namedStatements: true, masterKeyIds: ids });
      await client.ping();
      return client;
    };
    const old = await open([oldId]);
    expect(await db.rotate(db.ownerUrl)).toEqual({ state: "unready", currentId: newKeyId, processes: [[oldId]] });
    expect(await db.rotations(team)).toEqual([]);
    await old.close();
    const owner = await ownerOf(db.ownerUrl);
    await eventually(async () => expect(await listKeysTold(owner)).toEqual([]));

    const waiting = await open([oldId, newKeyId]);
    onTestFinished(() => waiting.close());
    expect(await db.rotate(db.ownerUrl)).toMatchObject({ rewrapped: 1, left: [], makers: [oldId], previous: "needed" });
  });

  it("runs once at a time", async () => {
    const db = await rotatedDatabase();
    const team = await db.enrol();
    await db.speakOf(oldRing, team, newId());
    const results: unknown[] = [];
    const second = Promise.withResolvers<void>();
    await db.rotate(db.ownerUrl, {
      tell: () => {
        db.rotate(db.ownerUrl).then((result) => {
          results.push(result);
          second.resolve();
        }, second.reject);
      },
      now: () => new Date("2026-11-22T08:00:00Z"),
      folder: { addKey: async () => false, dropPreviousKeys: () => second.promise },
    });
    expect(results).toEqual([{ state: "busy" }]);
  });
});
