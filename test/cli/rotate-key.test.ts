import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Database, openDatabase } from "../../src/database.ts";
import { createKeyRing, masterKeyIdOf } from "../../src/db/key-ring.ts";
import {
  newKey,
  newRing,
  oldKey,
  oldRing,
  rotatedDatabase,
  rotatingRing,
  usersOf,
  waitingRing,
} from "../db/rotated-database.ts";
import { runSteward, type StewardProcess } from "../main/steward-process.ts";
import { makeDataFolder } from "../support/embedded-folder.ts";
import { eventually } from "../support/eventually.ts";
import { cliOn } from "./cli-fixture.ts";

const [oldId, newId] = [oldRing.currentId, newRing.currentId];
const [oldText, newText] = [oldKey, newKey].map((key) => key.toString("base64"));
const silent = pino({ level: "silent" });

function run(settings: Record<string, string>, ...words: string[]): StewardProcess {
  const steward = runSteward(words, { LOG_LEVEL: "info", ...settings });
  onTestFinished(async () => {
    steward.child.kill("SIGKILL");
    await steward.ended;
  });
  return steward;
}

/** Kills it as soon as it has said that something is done. */
async function killedHalfWay(steward: StewardProcess): Promise<void> {
  await eventually(() => expect(steward.stdout()).toMatch(/^[\d,]+ keys? of [\d,]+ keys$/mu));
  steward.child.kill("SIGKILL");
  expect(await steward.ended).toBe("SIGKILL");
}

describe("steward rotate-key", () => {
  it("says how far it is, and when the key before can go", async () => {
    const db = await rotatedDatabase();
    const team = await db.enrol();
    for (let number = 0; number < 4; number += 1) await db.speakOf(oldRing, team);
    const cli = cliOn(db.client, async () => [], { rotateKeys: (tell) => db.rotate(db.ownerUrl, { batch: 2, tell }) });
    expect(await cli.type("rotate-key")).toEqual({
      said: [
        "2 keys of 4 keys",
        "4 keys of 4 keys",
        `4 keys in 1 workspace are kept under ${newId} now. The audit log has it.`,
        "Nothing is left under another key. STEWARD_ENCRYPTION_KEY_PREVIOUS can be taken out of the settings. Backups from before still need it.",
      ],
      complained: [],
      fault: null,
    });
    expect((await cli.type("rotate-key")).said[0]).toBe(`There was no key to change: the key in use is ${newId}.`);
  });

  it("says what is left when it was stopped, and what does not open", async () => {
    const db = await rotatedDatabase();
    const team = await db.enrol();
    const people = [await db.speakOf(oldRing, team), await db.speakOf(oldRing, team)];
    let stop = true;
    const cli = cliOn(db.client, async () => [], {
      rotateKeys: (tell) => {
        let done = 0;
        return db.rotate(db.ownerUrl, {
          batch: 1,
          tell: (...told) => {
            done += 1;
            tell(...told);
          },
          interrupted: () => stop && done > 0,
        });
      },
    });
    expect((await cli.type("rotate-key")).fault).toBe(
      `Stopped. 1 key under ${oldId} is left: run this again to go on. Keep the key before until then.`,
    );
    await db.as(rotatingRing, team, (ctx) =>
      ctx.tx.personKey.updateMany({ where: { personId: people[1] ?? "" }, data: { wrapped: new Uint8Array(60) } }),
    );
    stop = false;
    const [, damaged] = await db.keys(team);
    expect((await cli.type("rotate-key")).fault).toBe(
      `1 key could not be opened, and was left as it is: the row was changed, or its key is not set. A backup may have it. Keep the key before.\n  key ${damaged?.id} of workspace ${damaged?.workspaceId}, under ${oldId}`,
    );
  });

  it("is killed half-way, reads meanwhile, and is taken up; nothing starts without the key that is still needed", async () => {
    const db = await rotatedDatabase();
    const team = await db.enrol();
    const first = await db.speakOf(oldRing, team);
    await db.fill(oldRing, team, 12_000);
    const last = await db.speakOf(oldRing, team);
    const settings = {
      ...{ DATABASE_URL: db.ownerUrl, PORT: "0" },
      ...{ STEWARD_ENCRYPTION_KEY: newText ?? "", STEWARD_ENCRYPTION_KEY_PREVIOUS: oldText ?? "" },
    };
    await killedHalfWay(run(settings, "cli", "rotate-key"));
    const under = async () => Map.groupBy(await db.keys(team), ({ masterKeyId }) => masterKeyId);
    const half = await under();
    expect(half.get(newId)?.length).toBeGreaterThan(0);
    expect(half.get(oldId)?.length).toBeGreaterThan(0);
    for (const ring of [rotatingRing, waitingRing]) {
      expect(await db.read(ring, team, [first, last])).toEqual([`Budi ${first}`, `Budi ${last}`]);
    }

    const { STEWARD_ENCRYPTION_KEY_PREVIOUS: _, ...withoutPrevious } = settings;
    const start = run(withoutPrevious);
    expect(await start.ended).toBe(69);
    expect(start.stderr()).toBe(
      `What the audit log says about people is kept under the encryption key ${oldId}, which is not set; the one that is set is ${newId}. Put it back as STEWARD_ENCRYPTION_KEY, or as STEWARD_ENCRYPTION_KEY_PREVIOUS where the key is being changed.\n`,
    );
    // The killed one's lock goes with its connection, which the server may notice a moment later.
    const again = await eventually(async () => {
      const one = run(settings, "cli", "rotate-key");
      expect({ code: await one.ended, complaint: one.stderr() }).toEqual({ code: 0, complaint: "" });
      return one;
    });
    expect(again.stdout()).toMatch(/STEWARD_ENCRYPTION_KEY_PREVIOUS can be taken out of the settings/u);
    expect([...(await under()).keys()]).toEqual([newId]);
    expect(await db.read(newRing, team, [first, last])).toEqual([`Budi ${first}`, `Budi ${last}`]);
    expect((await db.verify(newRing, team)).faults).toEqual([]);
    const rotated = (await db.rotations(team)).map(({ after }) => (after as { keys: number }).keys);
    expect(rotated.reduce((sum, keys) => sum + keys, 0)).toBe(12_002);
  });

  it("does nothing while a Steward runs that was started without the new key, and says which", async () => {
    const db = await rotatedDatabase();
    const team = await db.enrol();
    await db.speakOf(oldRing, team);
    const old = await openDatabase({ kind: "url", url: db.ownerUrl, encryptionKey: oldKey, previousKey: null }, silent);
    onTestFinished(() => old.close());
    const settings = {
      DATABASE_URL: db.ownerUrl,
      STEWARD_ENCRYPTION_KEY: newText ?? "",
      STEWARD_ENCRYPTION_KEY_PREVIOUS: oldText ?? "",
    };
    const refused = run(settings, "cli", "rotate-key");
    expect(await refused.ended).toBe(1);
    expect(refused.stderr()).toContain(`Steward still runs somewhere with the key ${oldId} and without ${newId}`);
    expect(await db.rotations(team)).toEqual([]);
  });
});

describe("steward rotate-key, with the key that the data folder keeps", () => {
  async function openFolder(dataDir: string): Promise<Database> {
    const database = await openDatabase({ kind: "embedded", dataDir, encryptionKey: null, previousKey: null }, silent);
    onTestFinished(() => database.close());
    return database;
  }

  it("makes a new one beside a Steward that runs, is killed after it and taken up, and the one before goes", async () => {
    const { dataDir } = await makeDataFolder();
    const file = join(dataDir, "secrets.json");
    const secrets = async () => JSON.parse(await readFile(file, "utf8"));
    const running = await openFolder(dataDir);
    const db = usersOf(running.client);
    const first = await secrets();
    const before = createKeyRing(Buffer.from(first.encryptionKey, "base64"));
    const team = await db.enrol();
    const early = await db.speakOf(before, team);
    await db.fill(before, team, 12_000);

    const settings = { STEWARD_DATA_DIR: dataDir, PORT: "0" };
    await killedHalfWay(run(settings, "cli", "rotate-key"));
    const half = await secrets();
    expect(half.previousEncryptionKeys).toEqual([first.encryptionKey]);
    expect({ ...half, encryptionKey: first.encryptionKey, previousEncryptionKeys: undefined }).toEqual(first);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const after = createKeyRing(Buffer.from(half.encryptionKey, "base64"));

    // The Steward that was started before reads what is rewrapped, and keeps new ones under the new key.
    const late = crypto.randomUUID();
    const inRunning = <T>(act: Parameters<typeof running.openTransaction<T>>[1]) =>
      running.openTransaction(
        {
          teamId: team,
          slackUserId: null,
          surface: "job",
          interactionId: "test",
          now: new Date("2026-11-22T07:05:00Z"),
        },
        act,
      );
    await inRunning(async (ctx) =>
      ctx.audit({
        ...{ action: "test.noted", subjectType: "contact", subjectId: late },
        ...{ about: { type: "contact", id: late }, after: { name: `Budi ${late}` } },
      }),
    );
    const readAll = () =>
      inRunning(async (ctx) => {
        const noted = await ctx.tx.auditEntry.findMany({ where: { action: "test.noted" }, orderBy: { seq: "asc" } });
        return (await ctx.unseal(noted)).map(({ after: values }) => values?.["name"]);
      });
    expect(await readAll()).toEqual([`Budi ${early}`, `Budi ${late}`]);
    expect((await db.keys(team)).find(({ personId }) => personId === late)?.masterKeyId).toBe(after.currentId);

    const again = await eventually(async () => {
      const one = run(settings, "cli", "rotate-key");
      expect({ code: await one.ended, complaint: one.stderr() }).toEqual({ code: 0, complaint: "" });
      return one;
    });
    expect(again.stdout()).not.toContain("A new key");
    expect(again.stdout()).toContain("it was removed from the data folder");
    const { previousEncryptionKeys, ...kept } = await secrets();
    expect(previousEncryptionKeys).toBeUndefined();
    expect(kept.encryptionKey).toBe(half.encryptionKey);
    expect(new Set((await db.keys(team)).map(({ masterKeyId }) => masterKeyId))).toEqual(new Set([after.currentId]));
    expect(await readAll()).toEqual([`Budi ${early}`, `Budi ${late}`]);
    expect((await db.verify(after, team)).faults).toEqual([]);
    expect((await readdir(dataDir)).filter((name) => name.startsWith("secrets.json"))).toEqual(["secrets.json"]);

    // The next one makes a key of its own, whole at once.
    const next = run(settings, "cli", "rotate-key");
    expect(await next.ended).toBe(0);
    const { encryptionKey } = await secrets();
    expect(next.stdout()).toContain(
      `A new key ${masterKeyIdOf(Buffer.from(encryptionKey, "base64"))} was made in the data folder.`,
    );
    expect(encryptionKey).not.toBe(half.encryptionKey);
    expect(await readAll()).toEqual([`Budi ${early}`, `Budi ${late}`]);
  }, 90_000);

  it("keeps the key before as long as something that began under it is not saved", async () => {
    const { dataDir } = await makeDataFolder();
    const running = await openFolder(dataDir);
    const db = usersOf(running.client);
    const team = await db.enrol();
    const id = crypto.randomUUID();
    const going = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const slow = running.openTransaction(
      {
        ...{ teamId: team, slackUserId: null, surface: "job", interactionId: "test", timeout: 60_000 },
        now: new Date("2026-11-22T07:05:00Z"),
      },
      async (ctx) => {
        await ctx.fingerprint(["budi@contoh.example"]);
        begun.resolve();
        await going.promise;
        ctx.audit({ action: "test.noted", subjectType: "contact", subjectId: id });
      },
    );
    await begun.promise;
    let asked = 0;
    const rotation = running.rotateKeys({
      now: () => new Date("2026-11-22T08:00:00Z"),
      tell: () => {},
      // Not before the work is over: while it waits for what is open, it asks again and again.
      interrupted: () => {
        asked += 1;
        return asked > 1;
      },
    });
    expect(await rotation).toMatchObject({ state: "ended", made: true, previous: "needed" });
    going.resolve();
    await slow;
    const [key] = await db.keys(team);
    const done = await running.rotateKeys({
      ...{ now: () => new Date("2026-11-22T08:00:00Z"), tell: () => {}, interrupted: () => false },
    });
    expect(done).toMatchObject({ state: "ended", made: false, rewrapped: 1, left: [], previous: "dropped" });
    const [rewrapped] = await db.keys(team);
    expect(rewrapped?.masterKeyId).not.toBe(key?.masterKeyId);
  });

  it("says in one sentence which key is missing when the folder's file was put back from before", async () => {
    const { dataDir } = await makeDataFolder();
    const running = await openFolder(dataDir);
    const db = usersOf(running.client);
    const team = await db.enrol();
    const file = join(dataDir, "secrets.json");
    const text = await readFile(file, "utf8");
    const before = createKeyRing(Buffer.from(JSON.parse(text).encryptionKey, "base64"));
    await db.speakOf(before, team);
    await running.rotateKeys({ now: () => new Date(), tell: () => {}, interrupted: () => false });
    const [key] = await db.keys(team);
    await writeFile(file, text);
    const start = run({ STEWARD_DATA_DIR: dataDir, PORT: "0" });
    expect(await start.ended).toBe(69);
    expect(start.stderr()).toContain(`under the encryption key ${key?.masterKeyId}, which is not set`);
  });
});
